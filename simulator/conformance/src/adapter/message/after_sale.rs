//! The later life of an order: cancellation, shipment, inquiry, recovery.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    outcome::{OrderState, Outcome, Problem, Told},
    verb::Verb,
    words::or_default,
};

/// Cancels an order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CancelOrder {
    /// The session.
    pub session: String,
    /// The order.
    pub key: String,
}

/// How a cancellation or a shipment ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Carried {
    /// How it ended.
    pub result: Outcome,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
    /// What people were told.
    #[serde(default, deserialize_with = "or_default")]
    pub told: Told,
    /// Why nothing was sent.
    #[serde(default, deserialize_with = "or_default")]
    pub problems: Vec<Problem>,
}

/// Cancels several orders at once, as the list of the administration does.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CancelOrders {
    /// The session.
    pub session: String,
    /// The orders.
    pub keys: Vec<String>,
}

/// How each ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CarriedEach {
    /// One for each order.
    pub results: Vec<CarriedOne>,
}

/// How one of several ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CarriedOne {
    /// The order.
    pub key: String,
    /// How it ended.
    pub result: Outcome,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
}

/// Registers a shipment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ship {
    /// The session.
    pub session: String,
    /// The order.
    pub key: String,
    /// 送り状番号, as a clerk types it.
    #[schema(example = "1234-5678-9013")]
    pub slip_number: String,
    /// 出荷情報をクロネコ掛け払いに送信する.
    pub send: bool,
}

/// Deletes a shipment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unship {
    /// The session.
    pub session: String,
    /// The order.
    pub key: String,
    /// 送り状番号, where a clerk types it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip_number: Option<String>,
}

/// How the deletion of a shipment ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Unshipped {
    /// How it ended.
    pub result: Outcome,
    /// Whether the shop still has the shipment; `null`: not known.
    #[serde(default)]
    pub kept: Option<bool>,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
    /// What people were told.
    #[serde(default, deserialize_with = "or_default")]
    pub told: Told,
    /// Why nothing was sent.
    #[serde(default, deserialize_with = "or_default")]
    pub problems: Vec<Problem>,
}

/// Asks what the shop knows of an order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrderStatus {
    /// The session.
    pub session: String,
    /// The order.
    pub key: String,
}

/// What the shop knows of an order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrderKnown {
    /// 取引状況.
    pub state: OrderState,
    /// What else has no known outcome.
    #[serde(default, deserialize_with = "or_default")]
    pub open: Vec<OpenShipment>,
    /// Whether the shop takes it for paid.
    pub paid: bool,
    /// 送り状番号 that the provider has, as far as the shop knows.
    #[serde(default)]
    pub slip_number: Option<String>,
    /// The provider's last code.
    #[serde(default)]
    pub code: Option<String>,
}

/// What may have no known outcome beside the payment.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OpenShipment {
    /// A shipment that was registered.
    Ship,
    /// One that was deleted.
    Unship,
}

/// 「確認する」 for everything that has no known outcome, applications too.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Recover {
    /// The session.
    pub session: String,
    /// How many sends have no known outcome, as far as the harness knows: each is waited for. Not sent.
    #[serde(skip)]
    pub open: u32,
}

/// What came out.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Recovered {
    /// One for each that was open.
    #[serde(default, deserialize_with = "or_default")]
    pub outcomes: Vec<RecoveredOne>,
}

/// What came out of one of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveredOne {
    /// The order.
    #[serde(default)]
    pub key: Option<String>,
    /// The key of the customer who had applied.
    #[serde(default)]
    pub customer: Option<String>,
    /// 受注番号.
    #[serde(default)]
    pub order_number: Option<String>,
    /// What had been sent.
    pub verb: Verb,
    /// What is known now.
    pub result: Outcome,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
}
