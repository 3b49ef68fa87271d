//! An order in the model: its required state in the books, and its unknown outcome.

/// A settlement in the books.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Settlement {
    None,
    Registered,
    Shipped,
    Cancelled,
}

/// A sent request with an unknown outcome.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Open {
    Place,
    Cancel,
    Ship,
    Unship,
}

/// The required state of an order.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderModel {
    /// Without tax.
    pub(super) yen: u32,
    pub(super) settlement: Settlement,
    pub(super) open: Option<Open>,
    /// Whether a correct shop may have acted in different ways by now.
    pub(super) vague: bool,
}

impl OrderModel {
    /// The sum shown to the buyer: 10 % on top.
    pub(super) const fn total(self) -> u32 {
        self.yen + self.yen / 10
    }

    pub(super) const fn is_certain(self) -> bool {
        self.open.is_none() && !self.vague
    }
}
