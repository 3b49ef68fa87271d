//! Expectations: for an order, the total that a test saw in the shop.

use indexmap::IndexMap;
use jiff::civil::DateTime;

use super::masked::allocated;

/// The most expectations of a journal; the oldest go first.
pub(crate) const MAX_EXPECTATIONS: usize = 10_000;

/// The amounts that the shop showed for an order, in yen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Expectation {
    /// The number of the last request before it; 0 for none.
    pub(crate) after: u64,
    pub(crate) at: DateTime,
    /// With tax.
    pub(crate) total: u64,
    /// The tax within it, if the shop showed it.
    pub(crate) tax: Option<u64>,
}

/// The expectations of a journal, one for each order number, the newest last.
#[derive(Debug, Default)]
pub(super) struct Expectations {
    orders: IndexMap<Box<str>, Expectation>,
    bytes: usize,
}

fn bytes(order: &str) -> usize {
    // The expectation itself, its hash and its place in the index.
    size_of::<(Box<str>, Expectation)>() + 2 * size_of::<u64>() + allocated(order.len())
}

impl Expectations {
    /// Adds an expectation; replaces an earlier one of the same order.
    pub(super) fn push(&mut self, order: &str, expectation: Expectation) {
        if self.orders.shift_remove(order).is_some() {
            self.bytes -= bytes(order);
        } else if self.orders.len() == MAX_EXPECTATIONS {
            self.drop_first();
        }
        self.bytes += bytes(order);
        self.orders.insert(order.into(), expectation);
    }

    /// Drops the oldest until the rest fits in `bytes`.
    pub(super) fn trim(&mut self, bytes: usize) {
        if self.bytes <= bytes {
            return;
        }
        while self.bytes > bytes {
            self.drop_first();
        }
        if self.orders.is_empty() {
            self.orders = IndexMap::new();
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Expectation)> {
        self.orders
            .iter()
            .map(|(order, expectation)| (&**order, expectation))
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    fn drop_first(&mut self) {
        if let Some((order, _)) = self.orders.shift_remove_index(0) {
            self.bytes -= bytes(&order);
        }
    }
}
