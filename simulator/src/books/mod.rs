//! What one merchant's account knows. Private to the letter: only [`Books::apply`] alters anything.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use indexmap::IndexMap;
use jiff::civil::DateTime;

pub(crate) mod agenda;
pub(crate) mod buyers;
pub(crate) mod calendar;
pub(crate) mod change;
pub(crate) mod credit;
pub(crate) mod document;
pub(crate) mod invoices;
pub(crate) mod payments;
mod places;
pub(crate) mod screening;
pub(crate) mod seen;
pub(crate) mod shipments;
pub(crate) mod time;
pub(crate) mod undo;
pub(crate) mod values;

use self::{
    agenda::{Due, Moment},
    buyers::Buyer,
    change::{Cause, Change, Misfit},
    invoices::Invoices,
    payments::Payment,
    undo::{Step, Undo},
};

/// The books of one merchant: what the changes add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Books {
    buyers: IndexMap<Box<str>, Buyer>,
    /// Places of buyers by the digits of their telephone number.
    telephones: HashMap<Box<str>, Vec<u32>>,
    payments: IndexMap<Box<str>, Payment>,
    /// Places of payments by slip number, at most five each.
    slips: HashMap<Box<str>, Vec<u32>>,
    /// Beginnings of slip numbers that belong to services the scheme does not carry.
    unusable_slips: BTreeSet<Box<str>>,
    /// What happens by itself, by time.
    agenda: BTreeMap<Moment, Due>,
    /// How many events were ever put on the agenda.
    scheduled: u64,
    /// Places of the confirmed payments by the day their buyers pay.
    invoices: Invoices,
    /// How many changes there have been.
    changes: u64,
}

impl Books {
    pub(crate) fn buyer(&self, id: &str) -> Option<&Buyer> {
        self.buyers.get(id)
    }

    /// The buyers in the order in which they came.
    pub(crate) fn buyers(&self) -> impl ExactSizeIterator<Item = (&str, &Buyer)> {
        self.buyers.iter().map(|(id, buyer)| (&**id, buyer))
    }

    /// The buyers whose telephone number has these digits.
    pub(crate) fn buyers_at(&self, telephone: &str) -> impl Iterator<Item = (&str, &Buyer)> {
        let digits = buyers::digits(telephone);
        let places = self
            .telephones
            .get(digits.as_str())
            .filter(|_| !digits.is_empty());
        places
            .into_iter()
            .flatten()
            .map(|place| self.buyer_at(*place))
    }

    pub(crate) fn payment(&self, order: &str) -> Option<&Payment> {
        self.payments.get(order)
    }

    /// The place of an order among the payments.
    pub(crate) fn place(&self, order: &str) -> Option<usize> {
        self.payments.get_index_of(order)
    }

    /// The payments from a place on, in the order in which they came, with their places.
    pub(crate) fn payments_from(
        &self,
        place: usize,
    ) -> impl Iterator<Item = (usize, &str, &Payment)> {
        let rest = self.payments.as_slice().get_range(place..);
        (place..)
            .zip(rest.into_iter().flat_map(indexmap::map::Slice::iter))
            .map(|(place, (order, payment))| (place, &**order, payment))
    }

    pub(crate) fn payment_count(&self) -> usize {
        self.payments.len()
    }

    /// The id of the buyer who pays.
    pub(crate) fn payer(&self, payment: &Payment) -> &str {
        self.buyer_at(payment.buyer).0
    }

    /// What happens by itself, by time, as people would name it: the buyer, the order, or nothing for the invoices.
    pub(crate) fn to_come(&self) -> impl Iterator<Item = (DateTime, &Due, Option<&str>)> {
        self.agenda.iter().map(|((at, _), due)| {
            let name = match due {
                Due::Screening { buyer, .. } => Some(self.buyer_at(*buyer).0),
                Due::Confirmation { payment } => Some(self.payment_at(*payment).0),
                Due::Invoices { .. } => None,
            };
            (*at, due, name)
        })
    }

    /// How many changes there have been.
    pub(crate) fn change_count(&self) -> u64 {
        self.changes
    }

    /// Counts a change without applying it, because a later restore replaces its effect.
    pub(crate) fn pass_over(&mut self) {
        self.changes += 1;
    }

    /// How large the books are: buyers and orders.
    pub(crate) fn size(&self) -> usize {
        self.buyers.len() + self.payments.len()
    }

    /// Alters the books, and tells how to take that back. The caller has asked before whether the change may be made.
    #[expect(
        clippy::expect_used,
        reason = "a change that was made from the books fits them"
    )]
    pub(crate) fn apply(&mut self, at: DateTime, cause: Cause, change: &Change) -> Undo {
        let mut undo = Undo::recorded();
        self.try_apply(at, cause, change, &mut undo)
            .expect("the books hold what the change names");
        undo
    }

    /// Alters the books by a change that comes from outside.
    ///
    /// # Errors
    /// [`Misfit`] if the change does not fit; then at most the agenda is altered.
    pub(crate) fn try_apply(
        &mut self,
        at: DateTime,
        cause: Cause,
        change: &Change,
        undo: &mut Undo,
    ) -> Result<(), Misfit> {
        if cause == Cause::Clock
            // What was due has happened.
            && let Some((moment, due)) = self.agenda.pop_first()
        {
            undo.note(|| Step::DueWas(moment, due));
        }
        match change {
            Change::BuyerAdded(_)
            | Change::BuyerApplied { .. }
            | Change::BuyerScreened { .. }
            | Change::BuyerAltered { .. } => self.apply_to_buyers(at, change, undo)?,
            Change::PaymentRegistered { .. }
            | Change::PaymentCancelled { .. }
            | Change::ReturnBooked { .. }
            | Change::InvoicesPaid { .. } => self.apply_to_payments(at, change, undo)?,
            Change::ShipmentRegistered { .. }
            | Change::ShipmentCancelled { .. }
            | Change::ShipmentConfirmed { .. }
            | Change::SlipsMadeUnusable { .. }
            | Change::SlipsMadeUsable { .. } => self.apply_to_shipments(change, undo)?,
            Change::Restored { books, .. } => {
                let changes = self.changes;
                let restored = Self {
                    changes,
                    ..Self::clone(books)
                };
                let before = std::mem::replace(self, restored);
                undo.note(|| Step::BooksWere(Arc::new(before)));
            }
        }
        self.changes += 1;
        Ok(())
    }
}
