//! AN070 審査状況照会: the answer.

use std::fmt;

use jiff::civil::DateTime;

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{BuyerQuery, InvalidRequest, Unreadable};

/// What AN070 審査状況照会 answers. Its `Debug` hides the buyer's name.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Screening {
    /// When the provider answered, in Japan time, if the answer says so in a readable way.
    pub returned_at: Option<DateTime>,
    /// 取引先ID.
    pub buyer_id: String,
    /// 取引先名.
    pub buyer_name: String,
    /// How the screening stands.
    pub judgement: Judgement,
}

impl Screening {
    /// As the provider would answer, for a program's own tests.
    pub fn new(
        buyer_id: impl Into<String>,
        buyer_name: impl Into<String>,
        judgement: Judgement,
    ) -> Self {
        Self {
            returned_at: None,
            buyer_id: buyer_id.into(),
            buyer_name: buyer_name.into(),
            judgement,
        }
    }
}

/// How the screening of a buyer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Judgement {
    /// ご利用可: the buyer may pay by クロネコ掛け払い (seen).
    Approved,
    /// 申込不備: the application is faulty; a new one needs a new buyer id (seen).
    Incomplete,
    /// ご利用不可: refused (seen).
    Rejected,
    /// 取消: withdrawn (seen).
    Cancelled,
    /// 限度額変更: the credit limit was changed (seen).
    LimitChanged,
    /// 審査中: not decided yet. The provider's own word for it is unknown; this is the simulator's.
    Pending,
    /// Every other text, without the spaces around it.
    Other(String),
}

impl Judgement {
    /// The provider's own word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Approved => "ご利用可",
            Self::Incomplete => "申込不備",
            Self::Rejected => "ご利用不可",
            Self::Cancelled => "取消",
            Self::LimitChanged => "限度額変更",
            Self::Pending => "審査中",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for Judgement {
    fn from(text: String) -> Self {
        let known = [
            Self::Approved,
            Self::Incomplete,
            Self::Rejected,
            Self::Cancelled,
            Self::LimitChanged,
            Self::Pending,
        ];
        known
            .into_iter()
            .find(|judgement| judgement.as_str() == text)
            .unwrap_or(Self::Other(text))
    }
}

pub(super) struct InquireScreening<'a>(pub(super) &'a BuyerQuery);

impl Call for InquireScreening<'_> {
    type Answer = Screening;
    const PATH: &'static str = "/kuroneko-anshin/AN070APIAction.action";

    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
        self.0.write(form);
        Ok(())
    }

    fn read(elements: &Elements<'_>) -> Result<Screening, Unreadable> {
        Ok(Screening {
            returned_at: elements.returned_at(),
            buyer_id: elements.text("buyerId")?,
            buyer_name: elements.text("buyerName")?,
            judgement: elements.text("judgeStatus")?.trim().to_owned().into(),
        })
    }
}

impl fmt::Debug for Screening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Screening")
            .field("returned_at", &self.returned_at)
            .field("buyer_id", &self.buyer_id)
            .field("judgement", &self.judgement)
            .finish_non_exhaustive()
    }
}
