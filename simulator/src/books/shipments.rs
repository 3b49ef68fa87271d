//! Shipments (出荷): slip numbers on orders, shared by up to five, until they are confirmed.

use jiff::civil::DateTime;

use super::{
    Books,
    agenda::Due,
    change::Change,
    payments::{Payment, Shipment, State},
};

/// How many orders may share one slip.
pub(crate) const MAX_ORDERS_PER_SLIP: usize = 5;

impl Books {
    /// The payments of the orders that carry a slip number, with their order numbers.
    pub(crate) fn payments_under(&self, slip: &str) -> impl Iterator<Item = (&str, &Payment)> {
        let places = self.slips.get(slip);
        places.into_iter().flatten().filter_map(|place| {
            self.payments
                .get_index(*place as usize)
                .map(|(order, payment)| (&**order, payment))
        })
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

    pub(super) fn apply_to_shipments(&mut self, change: &Change) {
        match change {
            Change::ShipmentRegistered {
                order,
                slip,
                confirm_at,
            } => {
                self.forget_shipment(order);
                self.remember_shipment(order, slip, *confirm_at);
            }
            Change::ShipmentCancelled { order } => self.forget_shipment(order),
            Change::ShipmentConfirmed { order, pays_on } => {
                let Some((place, _, payment)) = self.payments.get_full_mut(order) else {
                    return;
                };
                payment.state = State::Confirmed;
                let confirmation = payment
                    .shipment
                    .as_mut()
                    .and_then(|shipment| shipment.confirmation.take());
                if let Some(moment) = confirmation {
                    self.agenda.remove(&moment);
                }
                if let (Some(day), Ok(place)) = (*pays_on, u32::try_from(place)) {
                    self.invoice(place, day);
                }
            }
            Change::SlipsMadeUnusable { prefix } => {
                self.unusable_slips.insert(prefix.clone());
            }
            Change::SlipsMadeUsable { prefix } => {
                self.unusable_slips.remove(prefix);
            }
            _ => {}
        }
    }

    fn remember_shipment(&mut self, order: &str, slip: &str, confirm_at: Option<DateTime>) {
        let Some(place) = self.payments.get_index_of(order) else {
            return;
        };
        let Ok(place) = u32::try_from(place) else {
            return;
        };
        let confirmation =
            confirm_at.map(|at| self.schedule(at, Due::Confirmation { payment: place }));
        let Some(payment) = self.payments.get_mut(order) else {
            return;
        };
        payment.state = State::Shipped;
        payment.shipment = Some(Box::new(Shipment {
            slip: slip.into(),
            confirmation,
        }));
        self.slips.entry(slip.into()).or_default().push(place);
    }

    /// Takes the slip off an order that has one; the order is registered again.
    pub(super) fn forget_shipment(&mut self, order: &str) {
        let Some((place, _, payment)) = self.payments.get_full_mut(order) else {
            return;
        };
        let Some(shipment) = payment.shipment.take() else {
            return;
        };
        payment.state = State::Registered;
        if let Some(moment) = shipment.confirmation {
            self.agenda.remove(&moment);
        }
        if let Some(places) = self.slips.get_mut(&shipment.slip) {
            places.retain(|at| *at as usize != place);
            if places.is_empty() {
                self.slips.remove(&shipment.slip);
            }
        }
    }
}
