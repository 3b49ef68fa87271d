//! The kinds of faults, and at which point of a request they occur.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::masked::allocated;
use crate::{
    books::values::Unacceptable,
    mutants::{Mutant, named},
};

/// What goes wrong.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum FaultKind {
    /// The code is answered and nothing is looked at.
    Code {
        /// A code of the API, of the system, or one that is on no list; 1 to 20 printable ASCII characters.
        #[schema(example = "G61")]
        code: String,
    },
    /// The request is **processed**, and the code answered all the same.
    CodeAfterProcessing {
        /// As with `code`.
        #[schema(example = "9900001")]
        code: String,
    },
    /// A refusal (returnCode 1) without an errorCode; nothing is looked at.
    RefusalWithoutCode,
    /// The request is **processed at once**, and the answer comes late (see `milliseconds`). Also taken under the name
    /// `delayAfterProcessing`.
    Delay,
    /// The request is processed late (see `milliseconds`), also if the client has hung up by then.
    DelayBeforeProcessing,
    /// An HTTP status without a body, before anything is looked at.
    Status {
        /// 400 to 599.
        #[schema(minimum = 400, maximum = 599, example = 503)]
        status: u16,
    },
    /// The connection is reset (RST) before anything is looked at, behind the first bytes of an answer.
    Reset,
    /// The request is processed; the answer is XML that breaks off in the middle.
    BrokenXml,
    /// The request is **processed**, and the connection closed behind the first bytes of the answer: they keep clients from
    /// sending the request again by themselves.
    AnswerLost,
    /// The request is **not** processed, and the connection closed behind the first bytes of an answer.
    LostBeforeProcessing,
    /// The request is **processed**, and the body of the answer is empty.
    EmptyAnswer,
    /// The client is sent elsewhere before anything is looked at.
    Redirect {
        /// 301, 302, 303, 307 or 308; left out: 307.
        #[schema(example = 307)]
        status: u16,
        /// An address that begins with `http://` or `https://`.
        #[schema(example = "http://127.0.0.1:9/")]
        location: String,
    },
    /// A page of HTML that speaks of maintenance, before anything is looked at.
    Html {
        /// 200 or 503; left out: 503.
        #[schema(example = 503)]
        status: u16,
    },
    /// The request is processed, and an element of the answer has another text.
    Text {
        /// Which element. Meets only requests of the API whose answers have it; a refusal stays as it is.
        element: TextElement,
        /// 1 to 100 characters.
        #[schema(example = "利用停止")]
        text: String,
    },
    /// The request is processed, and the answer goes on to 4 GiB.
    Endless,
    /// The request is processed, and the answer comes a byte a second.
    Drip,
    /// The request is processed, and the answer has an entity that unfolds to a thousand million times its size.
    EntityBomb,
    /// One of the misbehaviours that `GET /_simulator/v1/mutants` lists. One may meet the same request as another fault.
    Mutant {
        #[schema(example = "html-200")]
        mutant: &'static str,
        /// Where an entity of the answer points to, with the mutant `entity`; where the client is sent, with the mutant `redirect`, which
        /// sends it to the dashboard where this is left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        location: Option<String>,
    },
}

/// The elements whose text a fault may choose.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TextElement {
    /// 利用状況, of AN050.
    UseUsable,
    /// 審査状況, of AN070.
    JudgeStatus,
}

impl TextElement {
    /// The API whose answers have it.
    pub(super) const fn api(self) -> &'static str {
        match self {
            Self::UseUsable => "AN050",
            Self::JudgeStatus => "AN070",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::UseUsable => "useUsable",
            Self::JudgeStatus => "judgeStatus",
        }
    }
}

/// The kinds of fault, by their names in the control addresses.
#[rustfmt::skip]
pub(crate) const FAULT_KINDS: [(&str, &str); 18] = [
    ("code",                  "エラーコードを返す"),
    ("codeAfterProcessing",   "処理したあと、エラーコードを返す"),
    ("refusalWithoutCode",    "エラーコードのない断りを返す"),
    ("delay",                 "処理したあと、応答を遅らせる"),
    ("delayBeforeProcessing", "処理を遅らせる"),
    ("status",                "HTTPステータスを返す"),
    ("reset",                 "接続をリセットする"),
    ("brokenXml",             "途中で切れたXMLを返す"),
    ("answerLost",            "処理したあと、応答が届かない"),
    ("lostBeforeProcessing",  "処理する前に、要求が失われる"),
    ("emptyAnswer",           "処理したあと、空の応答を返す"),
    ("redirect",              "別の場所へ転送する"),
    ("html",                  "HTMLのメンテナンス画面を返す"),
    ("text",                  "利用状況・審査状況の文言を変える"),
    ("endless",               "終わらない応答を返す"),
    ("drip",                  "1秒に1バイトずつ返す"),
    ("entityBomb",            "実体がふくらむXMLを返す"),
    ("mutant",                "変異（一覧から選ぶ）"),
];

/// The most characters of a custom text.
const MAX_TEXT: usize = 100;

impl FaultKind {
    /// Whether it can be switched on.
    pub(super) fn check(&self) -> Result<(), Unacceptable> {
        let (field, remedy) = match self {
            Self::Code { code } | Self::CodeAfterProcessing { code }
                if !(1..=20).contains(&code.len())
                    || !code.bytes().all(|byte| byte.is_ascii_graphic()) =>
            {
                ("code", "20文字以内の半角英数記号を指定してください")
            }
            Self::Status { status } if !(400..=599).contains(status) => {
                ("status", "400～599 を指定してください")
            }
            Self::Redirect { status, .. } if ![301, 302, 303, 307, 308].contains(status) => (
                "status",
                "301、302、303、307、308 のいずれかを指定するか、省いてください",
            ),
            Self::Redirect { location, .. }
            | Self::Mutant {
                location: Some(location),
                ..
            } if !is_address(location) => (
                "location",
                "http:// か https:// で始まる、空白のないアドレスを指定してください",
            ),
            Self::Html { status } if ![200, 503].contains(status) => {
                ("status", "200 か 503 を指定するか、省いてください")
            }
            Self::Text { text, .. } if !(1..=MAX_TEXT).contains(&text.chars().count()) => {
                ("text", "100文字以内の文言を指定してください")
            }
            _ => return Ok(()),
        };
        Err(Unacceptable::new(field, remedy))
    }

    /// Returns its name in the control addresses.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::CodeAfterProcessing { .. } => "codeAfterProcessing",
            Self::RefusalWithoutCode => "refusalWithoutCode",
            Self::Delay => "delay",
            Self::DelayBeforeProcessing => "delayBeforeProcessing",
            Self::Status { .. } => "status",
            Self::Reset => "reset",
            Self::BrokenXml => "brokenXml",
            Self::AnswerLost => "answerLost",
            Self::LostBeforeProcessing => "lostBeforeProcessing",
            Self::EmptyAnswer => "emptyAnswer",
            Self::Redirect { .. } => "redirect",
            Self::Html { .. } => "html",
            Self::Text { .. } => "text",
            Self::Endless => "endless",
            Self::Drip => "drip",
            Self::EntityBomb => "entityBomb",
            Self::Mutant { .. } => "mutant",
        }
    }

    /// The only APIs that it can meet; `None` if it can meet all.
    pub(super) fn apis(&self) -> Option<Vec<&'static str>> {
        match self {
            Self::Text { element, .. } => Some(vec![element.api()]),
            Self::Mutant { mutant, .. } => named(mutant)
                .map(|mutant| mutant.apis.to_vec())
                .filter(|apis| !apis.is_empty()),
            _ => None,
        }
    }

    pub(super) const fn is_delay(&self) -> bool {
        matches!(self, Self::Delay | Self::DelayBeforeProcessing)
    }

    /// Whether a whole answer still arrives, even if a refusal.
    pub(crate) fn answers_in_whole(&self) -> bool {
        match self {
            Self::Mutant { mutant, .. } => named(mutant).is_none_or(Mutant::answers),
            kind => matches!(
                kind,
                Self::Code { .. }
                    | Self::CodeAfterProcessing { .. }
                    | Self::RefusalWithoutCode
                    | Self::Delay
                    | Self::DelayBeforeProcessing
                    | Self::Text { .. }
            ),
        }
    }

    /// Whether what is sent has a returnCode, in an answer that arrives or breaks off.
    pub(crate) fn has_return_code(&self) -> bool {
        self.answers_in_whole()
            || matches!(
                self,
                Self::BrokenXml | Self::Endless | Self::Drip | Self::EntityBomb
            )
    }

    /// Whether it comes before the request is processed.
    pub(crate) const fn comes_first(&self) -> bool {
        matches!(
            self,
            Self::Code { .. }
                | Self::RefusalWithoutCode
                | Self::Status { .. }
                | Self::Reset
                | Self::LostBeforeProcessing
                | Self::Redirect { .. }
                | Self::Html { .. }
        )
    }

    /// Returns the bytes that it adds to a journal entry, besides its own size.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Code { code } | Self::CodeAfterProcessing { code } => allocated(code.len()),
            Self::Redirect { location, .. }
            | Self::Mutant {
                location: Some(location),
                ..
            } => allocated(location.len()),
            Self::Text { text, .. } => allocated(text.len()),
            _ => 0,
        }
    }
}

fn is_address(location: &str) -> bool {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| location.strip_prefix(scheme));
    location.len() <= 2_000
        && rest.is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic())
        })
}
