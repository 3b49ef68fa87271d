//! Which buyer AN050 and AN070 ask about.

use std::fmt;

use super::sending::Form;

/// Which buyer to ask about: by id, by telephone number, or by both together. The provider wants one at least (documented); a field
/// that is `None` is not sent.
///
/// Its `Debug` hides the telephone number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BuyerQuery {
    /// 取引先ID: at most 20 letters, digits and hyphens (documented).
    pub id: Option<String>,
    /// 取引先電話番号: at most 13 digits and hyphens (documented). Two buyers may share a number (documented).
    pub telephone: Option<String>,
}

impl BuyerQuery {
    /// By the buyer's id.
    pub fn by_id(id: impl Into<String>) -> Self {
        Self {
            id: Some(id.into()),
            telephone: None,
        }
    }

    /// By the buyer's telephone number.
    pub fn by_telephone(telephone: impl Into<String>) -> Self {
        Self {
            id: None,
            telephone: Some(telephone.into()),
        }
    }

    pub(super) fn write(&self, form: &mut Form) {
        form.optional("buyerId", self.id.as_deref());
        form.optional("buyerTelNo", self.telephone.as_deref());
    }
}

impl fmt::Debug for BuyerQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BuyerQuery")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
