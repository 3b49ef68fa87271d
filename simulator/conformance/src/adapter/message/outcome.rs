//! The outcome of a verb: definite, or unknown.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{amount::Amount, words::or_default};

/// How a verb ended. When in doubt, `unknown` is always right.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The provider has it, for certain.
    Done,
    /// The provider refused it, for certain.
    Refused,
    /// Nothing was sent, for certain.
    NotSent,
    /// It is not known whether the provider has it.
    Unknown,
}

/// What people were told. Either may be empty.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Told {
    /// お客様に.
    #[serde(deserialize_with = "or_default")]
    pub buyer: String,
    /// 担当者に.
    #[serde(deserialize_with = "or_default")]
    pub operator: String,
}

/// What is wrong with a value, found before anything was sent.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The value's place in the message, `items[0].code`, or its name in the form of `apply`; `connection` where nothing
    /// could be reached.
    #[schema(example = "items[0].code")]
    pub field: String,
    /// As it was said.
    #[serde(default, deserialize_with = "or_default")]
    pub message: String,
}

/// The amounts that the buyer saw.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Shown {
    /// In all, with tax, in yen.
    pub total: Amount,
    /// The tax in it, in yen.
    #[serde(default)]
    pub tax: Option<Amount>,
}

/// How `placeOrder` ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Placed {
    /// How it ended.
    pub result: Outcome,
    /// 受注番号, as the shop chose it. Needed with `done`.
    #[serde(default)]
    pub order_number: Option<String>,
    /// Needed with `done`.
    #[serde(default)]
    pub shown: Option<Shown>,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
    /// What people were told.
    #[serde(default, deserialize_with = "or_default")]
    pub told: Told,
    /// What the operator was told of values that were altered.
    #[serde(default, deserialize_with = "or_default")]
    pub warnings: Vec<String>,
    /// Why nothing was sent.
    #[serde(default, deserialize_with = "or_default")]
    pub problems: Vec<Problem>,
}

/// What would be sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Previewed {
    /// `notSent` with problems where the order could not be sent; else left out.
    #[serde(default)]
    pub result: Option<Outcome>,
    /// Why not.
    #[serde(default, deserialize_with = "or_default")]
    pub problems: Vec<Problem>,
    /// 受注番号, if one is reserved.
    #[serde(default)]
    pub order_number: Option<String>,
    /// The lines.
    #[serde(default, deserialize_with = "or_default")]
    pub lines: Vec<Line>,
    /// 決済金額, without tax, in yen.
    #[serde(default)]
    pub price: Option<Amount>,
    /// 消費税, in yen.
    #[serde(default)]
    pub tax: Option<Amount>,
    /// In all, in yen.
    #[serde(default)]
    pub total: Option<Amount>,
    /// What the operator is told of values that are altered.
    #[serde(default, deserialize_with = "or_default")]
    pub warnings: Vec<String>,
}

/// A line as it would be sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// 商品名.
    pub name: String,
    /// 商品コード.
    #[serde(default, deserialize_with = "or_default")]
    pub code: String,
    /// 数量.
    #[serde(default)]
    pub quantity: Option<Amount>,
    /// 単価.
    #[serde(default)]
    pub unit_price: Option<Amount>,
    /// 決済金額 of the line, in yen.
    pub amount: Amount,
    /// 消費税 of the line, in yen.
    pub tax: Amount,
}

/// How `changeOrder` ended.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Changed {
    /// `notSent` only if not even the cancellation was sent.
    pub result: Outcome,
    /// What the shop takes the order for now.
    pub state: OrderState,
    /// The provider's code.
    #[serde(default)]
    pub code: Option<String>,
    /// The new amounts, as the operator saw them.
    #[serde(default)]
    pub shown: Option<Shown>,
    /// What people were told.
    #[serde(default, deserialize_with = "or_default")]
    pub told: Told,
    /// Why nothing was sent.
    #[serde(default, deserialize_with = "or_default")]
    pub problems: Vec<Problem>,
}

/// What the shop takes an order for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrderState {
    /// The provider has no payment of it.
    None,
    /// 登録.
    Registered,
    /// 取消.
    Cancelled,
    /// Not known, after a registration or a cancellation.
    Unknown,
}
