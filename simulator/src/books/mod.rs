//! The books of one merchant. All fields are private: only [`Books::apply`] alters anything.

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

/// The books of one merchant: the sum of its changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Books {
    buyers: IndexMap<Box<str>, Buyer>,
    /// Places of buyers by the digits of their telephone number.
    telephones: HashMap<Box<str>, Vec<u32>>,
    payments: IndexMap<Box<str>, Payment>,
    /// Places of payments by slip number, at most five each.
    slips: HashMap<Box<str>, Vec<u32>>,
    /// Prefixes of slip numbers whose service the scheme does not carry.
    unusable_slips: BTreeSet<Box<str>>,
    /// Scheduled events, by time.
    agenda: BTreeMap<Moment, Due>,
    /// The number of events ever scheduled.
    scheduled: u64,
    /// Places of the confirmed payments by the day their buyers pay.
    invoices: Invoices,
    /// The number of changes so far.
    changes: u64,
}

impl Books {
    pub(crate) fn buyer(&self, id: &str) -> Option<&Buyer> {
        self.buyers.get(id)
    }

    /// Returns the buyers in order of arrival.
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

    /// Returns the payments from a place on, in order of arrival, with their places.
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

    /// Returns the scheduled events by time, each with its buyer id or order number; without a name for invoices.
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

    /// Returns the number of changes so far.
    pub(crate) fn change_count(&self) -> u64 {
        self.changes
    }

    /// Counts a change without applying it, because a later restore replaces its effect.
    pub(crate) fn pass_over(&mut self) {
        self.changes += 1;
    }

    /// Returns the number of buyers and orders.
    pub(crate) fn size(&self) -> usize {
        self.buyers.len() + self.payments.len()
    }

    /// Applies a change and returns its undo. The caller has checked that the change is allowed.
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

    /// Applies a change that comes from outside.
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
            // The due event has happened.
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
