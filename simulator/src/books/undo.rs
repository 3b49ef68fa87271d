//! The undo of a change: the old values that it replaced, step by step.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    Books,
    agenda::{Due, Moment},
    buyers::Buyer,
    payments::Payment,
};

/// The steps that undo one change. Empty if it is not to be undone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Undo {
    steps: Vec<Step>,
    is_recorded: bool,
}

/// One alteration, with the old value.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The last buyer is new.
    BuyerAdded,
    BuyerWas(u32, Box<Buyer>),
    /// Used amount and settled total of a buyer, in yen.
    FiguresWere(u32, u64, i64),
    /// The buyers of a telephone number; `None` if there were none.
    TelephoneWas(Box<str>, Option<Vec<u32>>),
    /// The last payment is new.
    PaymentAdded,
    PaymentWas(u32, Box<Payment>),
    /// The orders under a slip number; `None` if there were none.
    SlipWas(Box<str>, Option<Vec<u32>>),
    /// Whether a prefix of slip numbers was unusable.
    PrefixWas(Box<str>, bool),
    /// The last event of the agenda is new.
    Scheduled(Moment),
    /// An event is off the agenda.
    DueWas(Moment, Due),
    /// A payment was added to the invoice of a day; whether that opened the day.
    Invoiced(Date, u32, bool),
    /// A payment is off the invoice of a day.
    InvoicedWas(Date, u32),
    /// A day's invoices are closed.
    DayWas(Date, BTreeSet<u32>),
    /// Other books replaced these.
    BooksWere(Arc<Books>),
}

impl Undo {
    /// Returns an empty undo that records a change.
    pub(crate) fn recorded() -> Self {
        Self {
            steps: Vec::new(),
            is_recorded: true,
        }
    }

    pub(super) fn note(&mut self, step: impl FnOnce() -> Step) {
        if self.is_recorded {
            self.steps.push(step());
        }
    }

    /// Shares these books in place of its own copy of them.
    pub(crate) fn share(&mut self, books: &Arc<Books>) {
        for step in &mut self.steps {
            if let Step::BooksWere(copy) = step {
                *copy = books.clone();
            }
        }
    }

    /// Returns the whole old books if the change replaced them.
    pub(crate) fn books(&self) -> Option<&Arc<Books>> {
        self.steps.iter().find_map(|step| match step {
            Step::BooksWere(books) => Some(books),
            _ => None,
        })
    }
}

impl Books {
    /// Undoes the last change.
    pub(crate) fn undo(&mut self, undo: &Undo) {
        let changes = self.changes - 1;
        for step in undo.steps.iter().rev() {
            self.take_back(step);
        }
        self.changes = changes;
    }

    /// Returns the same books with another number of changes.
    pub(crate) const fn after(mut self, changes: u64) -> Self {
        self.changes = changes;
        self
    }

    fn take_back(&mut self, step: &Step) {
        match step {
            Step::BuyerAdded => drop(self.buyers.pop()),
            Step::BuyerWas(place, buyer) => *self.buyer_at_mut(*place) = (**buyer).clone(),
            Step::FiguresWere(place, used_amount, settled_total) => {
                let buyer = self.buyer_at_mut(*place);
                buyer.used_amount = *used_amount;
                buyer.settled_total = *settled_total;
            }
            Step::TelephoneWas(digits, places) => {
                put(&mut self.telephones, digits, places.as_ref());
            }
            Step::PaymentAdded => drop(self.payments.pop()),
            Step::PaymentWas(place, payment) => *self.payment_at_mut(*place) = (**payment).clone(),
            Step::SlipWas(slip, places) => put(&mut self.slips, slip, places.as_ref()),
            Step::PrefixWas(prefix, true) => drop(self.unusable_slips.insert(prefix.clone())),
            Step::PrefixWas(prefix, false) => drop(self.unusable_slips.remove(prefix)),
            Step::Scheduled(moment) => {
                self.agenda.remove(moment);
                self.scheduled -= 1;
            }
            Step::DueWas(moment, due) => drop(self.agenda.insert(*moment, *due)),
            Step::Invoiced(day, place, opened) => {
                self.invoices.remove(*day, place);
                if *opened {
                    self.invoices.close(*day);
                }
            }
            Step::InvoicedWas(day, place) => drop(self.invoices.add(*day, *place)),
            Step::DayWas(day, places) => {
                self.invoices.open(*day);
                for place in places {
                    self.invoices.add(*day, *place);
                }
            }
            Step::BooksWere(books) => *self = Self::clone(books),
        }
    }
}

fn put(map: &mut HashMap<Box<str>, Vec<u32>>, key: &str, places: Option<&Vec<u32>>) {
    match places {
        Some(places) => drop(map.insert(key.into(), places.clone())),
        None => drop(map.remove(key)),
    }
}
