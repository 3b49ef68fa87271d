//! AN050 利用金額照会: the answer.

use std::fmt;

use jiff::civil::DateTime;

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{BuyerQuery, InvalidRequest, Unreadable};

/// What AN050 利用金額照会 answers. Its `Debug` hides the buyer's name.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// When the provider answered, in Japan time, if the answer says so in a readable way.
    pub returned_at: Option<DateTime>,
    /// 取引先ID.
    pub buyer_id: String,
    /// 取引先名.
    pub buyer_name: String,
    /// Whether the buyer may pay by クロネコ掛け払い now.
    pub usability: Usability,
    /// The credit limit (与信限度額), in yen (seen). It is cumulative until the buyer pays, not monthly (documented).
    pub credit_limit: i64,
    /// The used part of the limit, in yen (seen).
    pub used_amount: i64,
}

impl Usage {
    /// As the provider would answer, for a program's own tests; the amounts in yen.
    pub fn new(
        buyer_id: impl Into<String>,
        buyer_name: impl Into<String>,
        usability: Usability,
        credit_limit: i64,
        used_amount: i64,
    ) -> Self {
        Self {
            returned_at: None,
            buyer_id: buyer_id.into(),
            buyer_name: buyer_name.into(),
            usability,
            credit_limit,
            used_amount,
        }
    }
}

/// Whether a buyer may pay by クロネコ掛け払い.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Usability {
    /// 利用可 (seen).
    Usable,
    /// Every other text, without the spaces around it; no other is known.
    Other(String),
}

impl Usability {
    /// Whether the answer was exactly 利用可.
    pub fn is_usable(&self) -> bool {
        *self == Self::Usable
    }

    /// The provider's own word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Usable => "利用可",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for Usability {
    fn from(text: String) -> Self {
        if text == Self::Usable.as_str() {
            Self::Usable
        } else {
            Self::Other(text)
        }
    }
}

pub(super) struct InquireUsage<'a>(pub(super) &'a BuyerQuery);

impl Call for InquireUsage<'_> {
    type Answer = Usage;
    const PATH: &'static str = "/kuroneko-anshin/AN050APIAction.action";

    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
        self.0.write(form);
        Ok(())
    }

    fn read(elements: &Elements<'_>) -> Result<Usage, Unreadable> {
        Ok(Usage {
            returned_at: elements.returned_at(),
            buyer_id: elements.text("buyerId")?,
            buyer_name: elements.text("buyerName")?,
            usability: elements.text("useUsable")?.trim().to_owned().into(),
            credit_limit: elements.yen("useOverLimit")?,
            used_amount: elements.yen("usePayment")?,
        })
    }
}

impl fmt::Debug for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Usage")
            .field("returned_at", &self.returned_at)
            .field("buyer_id", &self.buyer_id)
            .field("usability", &self.usability)
            .field("credit_limit", &self.credit_limit)
            .field("used_amount", &self.used_amount)
            .finish_non_exhaustive()
    }
}
