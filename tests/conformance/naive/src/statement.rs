//! What is sent of an order, and what its buyer was shown.

use serde::{Deserialize, Serialize};

/// A line.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) quantity: Option<String>,
    pub(crate) unit_price: Option<String>,
    /// In yen, without tax.
    pub(crate) amount: i64,
    /// In yen.
    pub(crate) tax: i64,
    /// The amount with its part of a yen, where that is sent.
    pub(crate) exact: Option<String>,
}

/// What is sent, and what the buyer was shown.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Statement {
    pub(crate) lines: Vec<Line>,
    /// 決済金額, in yen.
    pub(crate) price: i64,
    /// 消費税, in yen.
    pub(crate) tax: i64,
    /// The total that the buyer was shown, in yen.
    pub(crate) shown: i64,
    /// For the operator: what was altered.
    pub(crate) warnings: Vec<String>,
}
