//! The messages of the adapter protocol, as far as this shop reads them. What it does not know is left alone.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where to send, and as whom.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Connection {
    pub(crate) url: String,
    /// The same merchant without TLS, where the harness tells it: no part of the protocol.
    pub(crate) http_url: Option<String>,
    pub(crate) trader_code: String,
    pub(crate) pass_word: String,
    pub(crate) ca_file: Option<String>,
}

/// A fresh shop.
#[derive(Deserialize)]
pub(crate) struct Begin {
    pub(crate) session: String,
    pub(crate) scenario: String,
    pub(crate) connection: Connection,
    pub(crate) now: String,
    #[serde(default)]
    pub(crate) settings: ShopWords,
}

/// The settings by their words; one that is left out is as the shop usually has it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ShopWords {
    pub(crate) rounding: Option<String>,
    pub(crate) tax_calculation: Option<String>,
    pub(crate) product_codes: Option<String>,
    pub(crate) only_for_group: Option<bool>,
    pub(crate) group_id: Option<String>,
    pub(crate) environment: Option<String>,
}

/// The same shop in another process.
#[derive(Deserialize)]
pub(crate) struct Resume {
    pub(crate) session: String,
    pub(crate) connection: Connection,
    pub(crate) now: String,
}

/// The shop's clock.
#[derive(Deserialize)]
pub(crate) struct Time {
    pub(crate) now: String,
}

/// A customer, who is made when first seen.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Customer {
    pub(crate) key: String,
    pub(crate) email: Option<String>,
    pub(crate) buyer_id: Option<String>,
    pub(crate) groups: Option<String>,
}

/// What is bought.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Basket {
    pub(crate) key: String,
    pub(crate) taxes: Option<Vec<Tax>>,
    pub(crate) items: Vec<Item>,
    #[serde(default)]
    pub(crate) shipping: Vec<Charge>,
    pub(crate) discount: String,
    #[serde(default)]
    pub(crate) part_payments: Vec<PartPayment>,
    pub(crate) fee: Option<Charge>,
}

/// A tax of the shop.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Tax {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) rate: String,
    pub(crate) included: bool,
    pub(crate) enabled: bool,
}

/// A product.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) unit_price: String,
    pub(crate) quantity: String,
    pub(crate) tax: Option<String>,
}

/// What shipping or the method of payment costs.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Charge {
    pub(crate) name: Option<String>,
    pub(crate) price: String,
    pub(crate) tax: Option<String>,
}

/// A part that is paid otherwise.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct PartPayment {
    pub(crate) name: String,
    pub(crate) amount: String,
}

/// Whether the method can be chosen.
#[derive(Deserialize)]
pub(crate) struct Offer {
    pub(crate) customer: Customer,
    pub(crate) view: String,
}

/// A basket and who fills it: `preview` and `placeOrder`.
#[derive(Deserialize)]
pub(crate) struct Purchase {
    pub(crate) customer: Customer,
    pub(crate) order: Basket,
}

/// Another basket for an order.
#[derive(Deserialize)]
pub(crate) struct ChangeOrder {
    pub(crate) key: String,
    pub(crate) order: Basket,
}

/// An order by its key: `orderStatus` and `cancelOrder`.
#[derive(Deserialize)]
pub(crate) struct OneOrder {
    pub(crate) key: String,
}

/// Several orders.
#[derive(Deserialize)]
pub(crate) struct SeveralOrders {
    pub(crate) keys: Vec<String>,
}

/// A shipment.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ship {
    pub(crate) key: String,
    pub(crate) slip_number: String,
    pub(crate) send: bool,
}

/// The deletion of a shipment.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Unship {
    pub(crate) key: String,
    pub(crate) slip_number: Option<String>,
}

/// A customer applies.
#[derive(Deserialize)]
pub(crate) struct Apply {
    pub(crate) customer: Customer,
    pub(crate) form: serde_json::Map<String, Value>,
}

/// How far the application of a customer is.
#[derive(Deserialize)]
pub(crate) struct Screening {
    pub(crate) customer: Customer,
}

/// The file of user groups.
#[derive(Deserialize)]
pub(crate) struct Groups {
    pub(crate) op: String,
    pub(crate) csv: Option<String>,
    pub(crate) encoding: Option<String>,
    pub(crate) delimiter: Option<String>,
    pub(crate) users: Option<Vec<String>>,
}

/// What is wrong with a value, found before anything was sent.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Problem {
    pub(crate) field: String,
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}
