//! The messages, as far as a shop reads them. Amounts, rates and quantities are texts: no float may touch them.

use std::{collections::BTreeMap, path::PathBuf};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(super) struct Start {
    pub(super) protocols: Vec<u32>,
}

#[derive(Deserialize)]
pub(super) struct Begin {
    pub(super) connection: Connection,
    pub(super) now: Timestamp,
    #[serde(default)]
    pub(super) settings: Option<super::settings::Settings>,
}

#[derive(Deserialize)]
pub(super) struct Resume {
    pub(super) connection: Connection,
    pub(super) now: Timestamp,
}

/// The address and the account of the shop's requests. Must not be printed: it holds the password.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Connection {
    pub(super) url: String,
    pub(super) trader_code: String,
    pub(super) pass_word: String,
    pub(super) ca_file: Option<PathBuf>,
}

#[derive(Deserialize)]
pub(super) struct Time {
    pub(super) now: Timestamp,
}

/// A customer of the shop, by the harness's own key.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    pub(super) key: String,
    pub(super) email: Option<String>,
    pub(super) buyer_id: Option<String>,
    pub(super) groups: Option<String>,
}

/// What is bought.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Basket {
    pub(super) key: String,
    pub(super) taxes: Option<Vec<TaxGroup>>,
    pub(super) items: Vec<Goods>,
    pub(super) shipping: Option<Vec<Charge>>,
    pub(super) discount: Option<String>,
    pub(super) part_payments: Option<Vec<PaidOtherwise>>,
    pub(super) fee: Option<Charge>,
}

#[derive(Deserialize)]
pub(super) struct TaxGroup {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) rate: String,
    pub(super) included: bool,
    pub(super) enabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Goods {
    pub(super) name: String,
    pub(super) code: Option<String>,
    pub(super) unit_price: String,
    pub(super) quantity: String,
    pub(super) tax: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Charge {
    pub(super) name: Option<String>,
    pub(super) price: String,
    pub(super) tax: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct PaidOtherwise {
    pub(super) name: String,
    pub(super) amount: String,
}

/// `preview` and `placeOrder`.
#[derive(Deserialize)]
pub(super) struct Purchase {
    pub(super) customer: Person,
    pub(super) order: Basket,
}

#[derive(Deserialize)]
pub(super) struct ChangeOrder {
    pub(super) key: String,
    pub(super) order: Basket,
}

/// `cancelOrder` and `orderStatus`.
#[derive(Deserialize)]
pub(super) struct OneOrder {
    pub(super) key: String,
}

#[derive(Deserialize)]
pub(super) struct CancelOrders {
    pub(super) keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ship {
    pub(super) key: String,
    pub(super) slip_number: String,
    pub(super) send: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Unship {
    pub(super) key: String,
    pub(super) slip_number: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Offer {
    pub(super) customer: Person,
    pub(super) view: String,
}

#[derive(Deserialize)]
pub(super) struct Apply {
    pub(super) customer: Person,
    /// Texts, and booleans for what is ticked.
    pub(super) form: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
pub(super) struct Screening {
    pub(super) customer: Person,
}

#[derive(Deserialize)]
pub(super) struct Groups {
    pub(super) op: String,
    pub(super) csv: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) delimiter: Option<String>,
    pub(super) users: Option<Vec<String>>,
}
