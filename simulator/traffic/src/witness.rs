//! What a suite says of itself: which test runs, and what a buyer was shown.

use serde::Deserialize;

/// The test to which the requests behind it belong, up to the next mark.
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

/// What a buyer was shown for an order.
#[derive(Clone, Debug, Deserialize)]
pub struct Expectation {
    /// 受注番号.
    pub order: String,
    /// The total with its tax, in yen.
    pub total: i64,
    /// The tax in it, in yen.
    #[serde(default)]
    pub tax: Option<i64>,
}
