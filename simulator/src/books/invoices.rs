//! Invoices: the day on which the buyer pays each confirmed payment.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use jiff::civil::Date;

/// Places of payments by the day on which their buyers pay. No operation walks over all days: a change names the one it touches.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Invoices<P = u32> {
    days: BTreeMap<Date, BTreeSet<P>>,
}

impl<P> Default for Invoices<P> {
    fn default() -> Self {
        Self {
            days: BTreeMap::new(),
        }
    }
}

impl<P: Ord> Invoices<P> {
    /// Opens a day without payments. Returns `false` if it is open already.
    pub(crate) fn open(&mut self, day: Date) -> bool {
        match self.days.entry(day) {
            Entry::Vacant(place) => {
                place.insert(BTreeSet::new());
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// Adds a payment to a day. Whether that opened the day.
    pub(crate) fn add(&mut self, day: Date, place: P) -> bool {
        let opened = self.open(day);
        self.days.entry(day).or_default().insert(place);
        opened
    }

    /// Removes a payment from its day, which stays open.
    pub(crate) fn remove(&mut self, day: Date, place: &P) {
        if let Some(places) = self.days.get_mut(&day) {
            places.remove(place);
        }
    }

    /// Closes a day. Returns its payments in the order of their places, or `None` if it is not open.
    pub(crate) fn close(&mut self, day: Date) -> Option<BTreeSet<P>> {
        self.days.remove(&day)
    }
}
