//! The name of the adapter, and what the shop can do and express.

use kakebarai::client::TimeOuts;
use serde_json::{Value, json};

use super::answer::Failure;

/// The protocol that is spoken here.
const PROTOCOL: u32 = 1;

pub(super) fn introduction(protocols: &[u32]) -> Result<Value, Failure> {
    if !protocols.contains(&PROTOCOL) {
        return Err(Failure::Unsupported("protocols".to_owned()));
    }
    let waits = TimeOuts::default();
    Ok(json!({
        "protocol": PROTOCOL,
        "integration": {
            "name": "kakebarai",
            "version": env!("CARGO_PKG_VERSION"),
            "language": "rust",
            "languageVersion": env!("CARGO_PKG_RUST_VERSION"),
        },
        "can": [
            "order", "status", "recover", "cancel", "bulkCancel", "amend", "ship", "unship", "offer", "preview",
            "apply", "screening", "groups", "log", "durable", "parallel",
        ],
        "accepts": {
            "rounding": ["down", "up", "halfUp"],
            "taxCalculation": ["perRate", "perLine", "perUnit"],
            "taxIncluded": [true, false],
            "productCodes": ["cutFromHead", "notSent"],
            "discount": true,
            "discountSplit": "byAmount",
            "partPayments": true,
            "fee": true,
            "fractions": true,
            "onlyForGroup": true,
            "environment": ["test", "production"],
            "testBuyers": true,
            "clock": true,
            "timeoutMs": [waits.connect.as_millis(), waits.total.as_millis()],
        },
        "sessions": 8,
    }))
}
