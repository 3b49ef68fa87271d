//! A line before its amounts are known to fit.

use crate::{billing::Source, client::Decimal2};

/// A line in the making, in amounts that may yet be too large.
pub(super) struct Draft {
    pub(super) source: Source,
    pub(super) name: String,
    pub(super) code: String,
    pub(super) quantity: Option<Decimal2>,
    pub(super) unit_price: Option<Decimal2>,
    pub(super) price: i64,
    pub(super) tax: i64,
}

/// A line that is not counted by the piece.
pub(super) fn plain(source: Source, name: String, code: String, price: i64) -> Draft {
    Draft {
        source,
        name,
        code,
        quantity: None,
        unit_price: None,
        price,
        tax: 0,
    }
}
