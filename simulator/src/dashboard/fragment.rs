//! What a fragment of the page is made from: the merchant that is looked at, and how the page was reached.

use std::sync::Arc;

use super::{
    diagnoses::Diagnoses,
    format::encoded,
    language::Language,
    query::{NO_MERCHANT, PageQuery},
};
use crate::{app::AppState, merchant::Account};

/// The context of a view.
pub(super) struct Page<'a> {
    pub(super) app: &'a AppState,
    pub(super) query: &'a PageQuery,
    pub(super) diagnoses: &'a Diagnoses,
    pub(super) lang: Language,
    /// The merchant shown.
    pub(super) merchant: Option<Arc<Account>>,
    /// 加盟店コード; `none` for requests that belong to no merchant.
    pub(super) code: String,
    /// Name or address and port under which the page was reached.
    pub(super) host: String,
}

impl Page<'_> {
    /// Whether the query names a merchant that does not exist.
    pub(super) fn is_of_nobody(&self) -> bool {
        self.merchant.is_none() && self.code != NO_MERCHANT
    }

    /// Returns a page of the shop's administration, if the merchant is known to be the shop's.
    pub(super) fn of_the_shop(&self, noun: &str, name: &str) -> Option<String> {
        let settings = &self.app.settings;
        let first = settings.merchants.first()?;
        let shop = settings.shop_url.as_ref()?;
        (first.code == self.code).then(|| format!("{shop}/{noun}/{}", encoded(name)))
    }

    /// A control address of the merchant, as the script calls it.
    pub(super) fn act(&self, method: &str, path: &str) -> String {
        format!("{method} /merchants/{}{path}", self.code)
    }
}
