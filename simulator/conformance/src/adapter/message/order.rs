//! The ordered goods: the harness names them, and the shop computes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::amount::Amount;

/// A customer. The adapter makes one whose `key` it sees for the first time; later changes come by `groups` alone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The harness's name for the customer.
    #[schema(example = "c1")]
    pub key: String,
    /// The address of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "1111@cs-cart.jp")]
    pub email: Option<String>,
    /// 取引先ID, where the customer is registered already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "1111")]
    pub buyer_id: Option<String>,
    /// The groups of the customer, as the file of user groups writes them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "9:A; 4:P")]
    pub groups: Option<String>,
}

/// An order. Discount and part payments are positive and are taken off.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The harness's name for the order. The shop gives it a number of its own. The same key again is the same order.
    #[schema(example = "A-1")]
    pub key: String,
    /// The taxes that items name; `null`: the shop's own, and items name `default`.
    pub taxes: Option<Vec<Tax>>,
    /// What is bought.
    pub items: Vec<Item>,
    /// What the shipping costs; may be empty.
    #[serde(default)]
    pub shipping: Vec<Charge>,
    /// ご注文割引.
    pub discount: Amount,
    /// Points, gift certificates.
    #[serde(default)]
    pub part_payments: Vec<PartPayment>,
    /// What the method of payment costs; `null`: nothing.
    pub fee: Option<Charge>,
}

/// A tax. The same rate once on top and once included is two of them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Tax {
    /// What items call it by.
    #[schema(example = "T1")]
    pub key: String,
    /// As it stands in the shop.
    #[schema(example = "消費税（10%）")]
    pub name: String,
    /// In percent.
    #[schema(example = "10")]
    pub rate: Amount,
    /// Whether prices include it.
    pub included: bool,
    /// A tax that is switched off is not charged.
    pub enabled: bool,
}

/// A product of an order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// 商品名.
    pub name: String,
    /// 商品コード.
    pub code: String,
    /// 単価.
    pub unit_price: Amount,
    /// 数量.
    pub quantity: Amount,
    /// A key of `taxes`, or `default` for the shop's standard rate; `null`: untaxed.
    pub tax: Option<String>,
}

/// What shipping or the method of payment costs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Charge {
    /// As it stands in the shop; left out: the shop's own word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In yen.
    pub price: Amount,
    /// A key of `taxes`, or `default`; `null`: untaxed.
    pub tax: Option<String>,
}

/// A part that is paid otherwise.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PartPayment {
    /// As it stands in the shop.
    pub name: String,
    /// In yen.
    pub amount: Amount,
}

/// Asks whether a customer may choose the method at checkout.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Offer {
    /// The session.
    pub session: String,
    /// Who looks.
    pub customer: Customer,
    /// What is in the cart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// A name for the page: calls with the same one belong to one page.
    #[schema(example = "checkout-1")]
    pub view: String,
}

/// Whether the customer may choose it, and what the page shows.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Offered {
    /// Whether the method can be chosen.
    pub offered: bool,
    /// 利用状況 as it is shown.
    #[serde(default)]
    pub usability: Option<String>,
    /// 利用限度額, in yen.
    #[serde(default)]
    pub limit: Option<Amount>,
    /// 利用金額, in yen.
    #[serde(default)]
    pub used: Option<Amount>,
    /// Why it cannot be chosen, for the operator.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Asks what would be sent. Nothing is sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// The session.
    pub session: String,
    /// Who would buy.
    pub customer: Customer,
    /// What would be bought.
    pub order: Order,
}

/// Confirms an order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlaceOrder {
    /// The session.
    pub session: String,
    /// Who buys.
    pub customer: Customer,
    /// What is bought.
    pub order: Order,
    /// Who confirms it; left out: the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<ConfirmedBy>,
}

/// Who confirms an order.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ConfirmedBy {
    /// お客様.
    Customer,
    /// 担当者.
    Operator,
}

/// Changes the amount of an order that is registered.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangeOrder {
    /// The session.
    pub session: String,
    /// The order.
    pub key: String,
    /// What it is to hold.
    pub order: Order,
}
