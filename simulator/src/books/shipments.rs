//! Shipments (出荷): slip numbers on orders, shared by up to five, until they are confirmed.

use std::collections::HashMap;

use jiff::civil::DateTime;

use super::{
    Books,
    agenda::Due,
    change::{Change, Misfit},
    payments::{Payment, PaymentState, Shipment, payment_was},
    undo::{Step, Undo},
};

/// The most orders that share one slip.
pub(crate) const MAX_ORDERS_PER_SLIP: usize = 5;

impl Books {
    /// The payments of the orders that carry a slip number, with their order numbers.
    pub(crate) fn payments_under(&self, slip: &str) -> impl Iterator<Item = (&str, &Payment)> {
        let places = self.slips.get(slip);
        places
            .into_iter()
            .flatten()
            .map(|place| self.payment_at(*place))
    }

    /// Whether a slip number belongs to a service that the scheme does not carry.
    pub(crate) fn slip_is_unusable(&self, slip: &str) -> bool {
        self.unusable_slips
            .iter()
            .any(|prefix| slip.starts_with(&**prefix))
    }

    pub(crate) fn unusable_slips(&self) -> impl Iterator<Item = &str> {
        self.unusable_slips.iter().map(|prefix| &**prefix)
    }

    pub(super) fn apply_to_shipments(
        &mut self,
        change: &Change,
        undo: &mut Undo,
    ) -> Result<(), Misfit> {
        match change {
            Change::ShipmentRegistered {
                order,
                slip,
                confirm_at,
            } => {
                let place = self.place_of_payment(order)?;
                self.forget_shipment(place, undo);
                self.remember_shipment(place, slip, *confirm_at, undo);
            }
            Change::ShipmentCancelled { order } => {
                let place = self.place_of_payment(order)?;
                self.forget_shipment(place, undo);
            }
            Change::ShipmentConfirmed { order, pays_on } => {
                let place = self.place_of_payment(order)?;
                let payment = self.payment_at_mut(place);
                undo.note(|| payment_was(place, payment));
                payment.state = PaymentState::Confirmed;
                let confirmation = payment
                    .shipment
                    .as_mut()
                    .and_then(|shipment| shipment.confirmation.take());
                if let Some(moment) = confirmation {
                    self.unschedule(moment, undo);
                }
                if let Some(day) = *pays_on {
                    self.invoice(place, day, undo);
                }
            }
            Change::SlipsMadeUnusable { prefix } => {
                let is_new = self.unusable_slips.insert(prefix.clone());
                undo.note(|| Step::PrefixWas(prefix.clone(), !is_new));
            }
            Change::SlipsMadeUsable { prefix } => {
                let was_there = self.unusable_slips.remove(prefix);
                undo.note(|| Step::PrefixWas(prefix.clone(), was_there));
            }
            // Unnamed: it may hold personal data.
            _ => unreachable!("a change of another kind alters no shipments"),
        }
        Ok(())
    }

    fn remember_shipment(
        &mut self,
        place: u32,
        slip: &str,
        confirm_at: Option<DateTime>,
        undo: &mut Undo,
    ) {
        let confirmation =
            confirm_at.map(|at| self.schedule(at, Due::Confirmation { payment: place }, undo));
        let payment = self.payment_at_mut(place);
        undo.note(|| payment_was(place, payment));
        payment.state = PaymentState::Shipped;
        payment.shipment = Some(Box::new(Shipment {
            slip: slip.into(),
            confirmation,
        }));
        undo.note(|| slip_was(&self.slips, slip));
        self.slips.entry(slip.into()).or_default().push(place);
    }

    /// Removes the slip from an order that has one; the order is registered again.
    pub(super) fn forget_shipment(&mut self, place: u32, undo: &mut Undo) {
        let payment = self.payment_at_mut(place);
        if payment.shipment.is_some() {
            undo.note(|| payment_was(place, payment));
        }
        let Some(shipment) = payment.shipment.take() else {
            return;
        };
        payment.state = PaymentState::Registered;
        if let Some(moment) = shipment.confirmation {
            self.unschedule(moment, undo);
        }
        undo.note(|| slip_was(&self.slips, &shipment.slip));
        if let Some(places) = self.slips.get_mut(&shipment.slip) {
            places.retain(|at| *at != place);
            if places.is_empty() {
                self.slips.remove(&shipment.slip);
            }
        }
    }
}

fn slip_was(slips: &HashMap<Box<str>, Vec<u32>>, slip: &str) -> Step {
    Step::SlipWas(slip.into(), slips.get(slip).cloned())
}
