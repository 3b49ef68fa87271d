//! A customer becomes a buyer: application and screening.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    application_form::ApplicationForm,
    order::Customer,
    outcome::{Outcome, Problem, Told},
    words::or_default,
};

/// A customer applies.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Apply {
    /// The session.
    pub session: String,
    /// Who applies.
    pub customer: Customer,
    /// As the customer types it.
    pub form: ApplicationForm,
}

/// How an application ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// How it ended.
    pub result: Outcome,
    /// 取引先ID that was sent.
    #[serde(default)]
    pub buyer_id: Option<String>,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
    /// What is wrong, by the names of the form.
    #[serde(default, deserialize_with = "or_default")]
    pub problems: Vec<Problem>,
    /// What people were told.
    #[serde(default, deserialize_with = "or_default")]
    pub told: Told,
}

/// Asks how far a customer's application has come.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Screening {
    /// The session.
    pub session: String,
    /// Whose.
    pub customer: Customer,
}

/// How far it has come.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Screened {
    /// 審査状況.
    pub state: ScreeningState,
    /// Whether the shop lets the customer apply again.
    pub may_apply_again: bool,
    /// What people were told.
    #[serde(default, deserialize_with = "or_default")]
    pub told: Told,
}

/// 審査状況, as the shop takes it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ScreeningState {
    /// The customer has not applied.
    None,
    /// 審査中.
    Pending,
    /// ご利用可.
    Accepted,
    /// 申込不備.
    Incomplete,
    /// ご利用不可.
    Refused,
    /// 取消.
    Cancelled,
    /// 限度額変更.
    LimitChanged,
    /// A text that the shop does not know.
    Other,
    /// The provider could not be asked.
    Unavailable,
}
