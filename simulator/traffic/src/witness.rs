//! A suite's own statements: the running test, and the amounts shown to a buyer.

use serde::Deserialize;

/// The test of the following requests, up to the next mark.
#[derive(Clone, Debug, Deserialize)]
pub struct Mark {
    /// The number of the last request before it; 0 for none.
    pub after: u64,
    /// Its name.
    pub test: String,
    /// The codes that it provokes on purpose.
    #[serde(default)]
    pub expects: Vec<String>,
}

/// The amounts shown to a buyer for an order.
#[derive(Clone, Debug, Deserialize)]
pub struct Expectation {
    /// 受注番号.
    pub order: String,
    /// The number of the last request before it was said; 0 for none.
    #[serde(default)]
    pub after: u64,
    /// The total with its tax, in yen.
    pub total: i64,
    /// The tax in it, in yen.
    #[serde(default)]
    pub tax: Option<i64>,
}
