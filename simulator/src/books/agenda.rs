//! Scheduled events: screenings, confirmations, payments by buyers.

use jiff::civil::{Date, DateTime};

use super::{
    Books,
    buyers::BuyerStatus,
    change::Change,
    time::TimeSettings,
    undo::{Step, Undo},
};

/// A scheduled event; refers to places in the books, so that a million of them stay small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Due {
    /// A step of a screening.
    Screening { buyer: u32, decision: BuyerStatus },
    /// A shipment is confirmed.
    Confirmation { payment: u32 },
    /// The buyers pay what is due on this day.
    Invoices { day: Date },
}

/// When an event is due; the number distinguishes and orders events of one moment.
pub(super) type Moment = (DateTime, u64);

impl Books {
    /// When the first event of the agenda is due.
    pub(crate) fn next_moment(&self) -> Option<DateTime> {
        self.agenda.first_key_value().map(|(&(at, _), _)| at)
    }

    /// The first event that is due by `now`, as the change it makes.
    pub(crate) fn next_due(&self, now: DateTime, time: TimeSettings) -> Option<(DateTime, Change)> {
        let (&(at, _), due) = self.agenda.first_key_value()?;
        if at > now {
            return None;
        }
        let change = match *due {
            Due::Screening { buyer, decision } => {
                let (id, _) = self.buyer_at(buyer);
                Change::BuyerScreened {
                    buyer: id.into(),
                    decision,
                }
            }
            Due::Confirmation { payment } => {
                let (order, _) = self.payment_at(payment);
                Change::ShipmentConfirmed {
                    order: order.into(),
                    pays_on: time.payment(at.date()),
                }
            }
            Due::Invoices { day } => Change::InvoicesPaid { due: day },
        };
        Some((at, change))
    }

    pub(super) fn schedule(&mut self, at: DateTime, due: Due, undo: &mut Undo) -> Moment {
        self.scheduled += 1;
        let moment = (at, self.scheduled);
        self.agenda.insert(moment, due);
        undo.note(|| Step::Scheduled(moment));
        moment
    }

    pub(super) fn unschedule(&mut self, moment: Moment, undo: &mut Undo) {
        if let Some(due) = self.agenda.remove(&moment) {
            undo.note(|| Step::DueWas(moment, due));
        }
    }
}
