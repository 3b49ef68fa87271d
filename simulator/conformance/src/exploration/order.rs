//! An order by the model: what of it has to be in the books, and what has no known outcome.

/// A settlement in the books.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Settlement {
    None,
    Registered,
    Shipped,
    Cancelled,
}

/// What was sent and has no known outcome.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Open {
    Place,
    Cancel,
    Ship,
    Unship,
}

/// An order as it has to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderModel {
    /// Without tax.
    pub(super) yen: u32,
    pub(super) settlement: Settlement,
    pub(super) open: Option<Open>,
    /// A right shop may have done one thing or another by now.
    pub(super) vague: bool,
}

impl OrderModel {
    /// What the buyer was shown: 10 % on top.
    pub(super) const fn total(self) -> u32 {
        self.yen + self.yen / 10
    }

    pub(super) const fn is_certain(self) -> bool {
        self.open.is_none() && !self.vague
    }
}
