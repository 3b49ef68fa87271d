//! Invoices: which confirmed payments the buyers pay on which day.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use jiff::civil::Date;

/// Places of payments by the day on which their buyers pay. Nothing here walks over the days: a change names the one it touches.
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
    /// Opens a day without payments; `false` if it is open.
    pub(crate) fn open(&mut self, day: Date) -> bool {
        match self.days.entry(day) {
            Entry::Vacant(place) => {
                place.insert(BTreeSet::new());
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// Puts a payment on a day; whether that opened the day.
    pub(crate) fn add(&mut self, day: Date, place: P) -> bool {
        let opened = self.open(day);
        self.days.entry(day).or_default().insert(place);
        opened
    }

    /// Takes a payment off its day, which stays open.
    pub(crate) fn remove(&mut self, day: Date, place: &P) {
        if let Some(places) = self.days.get_mut(&day) {
            places.remove(place);
        }
    }

    /// Closes a day; the payments that were on it, in the order of their places. `None` if it is not open.
    pub(crate) fn close(&mut self, day: Date) -> Option<BTreeSet<P>> {
        self.days.remove(&day)
    }
}
