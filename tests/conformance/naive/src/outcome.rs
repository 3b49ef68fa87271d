//! How a send ended, and the answers that say that nothing was sent.

use serde_json::{Value, json};

use crate::{answer::Reply, message::Problem};

/// How a send ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Ended {
    Done,
    /// With the code; empty where the shop made it up.
    Refused(String),
    /// With the code that came all the same.
    Unknown(Option<String>),
    NotSent,
}

impl Ended {
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused(_) => "refused",
            Self::Unknown(_) => "unknown",
            Self::NotSent => "notSent",
        }
    }

    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(code) => Some(code.as_str()).filter(|code| !code.is_empty()),
            Self::Unknown(code) => code.as_deref(),
            Self::Done | Self::NotSent => None,
        }
    }

    pub(crate) fn of(reply: Reply) -> Self {
        match reply {
            Reply::Accepted(_) => Self::Done,
            Reply::Refused(code) => Self::Refused(code),
            Reply::Unknown { code, .. } => Self::Unknown(code),
            Reply::NotSent => Self::NotSent,
        }
    }
}

/// Nothing was sent, for these reasons.
pub(crate) fn not_sent(problems: &[Problem]) -> Value {
    json!({"result": "notSent", "problems": problems})
}

pub(crate) fn no_connection() -> Problem {
    Problem::new("connection", "クロネコ掛け払いに接続できません")
}

pub(crate) fn in_doubt() -> Problem {
    let message = "結果の分からない送信があります。先に「確認する」を押してください";
    Problem::new("order", message)
}
