//! Payments (決済): registered, cancelled, returned, paid.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Books,
    agenda::{Due, Moment},
    change::Change,
};

/// The states of a payment, by their published or inferred numbers.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum State {
    #[serde(rename = "登録")]
    Registered = 1,
    /// The number is inferred from a sibling service.
    #[serde(rename = "取消")]
    Cancelled = 2,
    #[serde(rename = "送り状番号登録済")]
    Shipped = 3,
    /// The number is inferred from a sibling service.
    #[serde(rename = "出荷確定")]
    Confirmed = 10,
}

impl State {
    pub(crate) const ALL: [Self; 4] = [
        Self::Registered,
        Self::Cancelled,
        Self::Shipped,
        Self::Confirmed,
    ];

    pub(crate) const fn number(self) -> u8 {
        self as u8
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Registered => "登録",
            Self::Cancelled => "取消",
            Self::Shipped => "送り状番号登録済",
            Self::Confirmed => "出荷確定",
        }
    }
}

/// A payment in the books. Amounts are yen. There may be a million of them, so it stays small.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Payment {
    /// The place of the buyer.
    pub(super) buyer: u32,
    /// Without tax.
    pub(crate) price: u32,
    pub(crate) tax: u32,
    /// What came back of it.
    pub(crate) returned: u32,
    pub(crate) state: State,
    /// Whether the buyer has paid.
    pub(crate) paid: bool,
    /// The day on whose invoice it stands.
    pub(super) pays_on: Option<Date>,
    pub(crate) date: Date,
    pub(crate) registered_at: DateTime,
    pub(crate) shipment: Option<Box<Shipment>>,
}

// The eight bytes of a hash, the sixteen of an order number and these make up an order's share of the payments.
const _: () = assert!(size_of::<Payment>() <= 48);

/// The shipment of a payment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shipment {
    pub(crate) slip: Box<str>,
    /// Where its confirmation stands on the agenda.
    pub(super) confirmation: Option<Moment>,
}

impl Payment {
    /// What the buyer is billed: price and tax.
    pub(crate) fn total(&self) -> u64 {
        u64::from(self.price) + u64::from(self.tax)
    }

    /// The total less what came back.
    pub(crate) fn owed(&self) -> u64 {
        self.total() - u64::from(self.returned)
    }

    pub(crate) fn slip(&self) -> Option<&str> {
        self.shipment.as_ref().map(|shipment| &*shipment.slip)
    }
}

impl Books {
    pub(super) fn apply_to_payments(&mut self, at: DateTime, change: &Change) {
        match change {
            Change::PaymentRegistered {
                order,
                buyer,
                price,
                tax,
                date,
            } => {
                let Some((place, _, payer)) = self.buyers.get_full_mut(buyer) else {
                    return;
                };
                let Ok(place) = u32::try_from(place) else {
                    return;
                };
                let payment = Payment {
                    buyer: place,
                    price: *price,
                    tax: *tax,
                    returned: 0,
                    state: State::Registered,
                    paid: false,
                    pays_on: None,
                    date: *date,
                    registered_at: at,
                    shipment: None,
                };
                payer.used_amount += payment.total();
                payer.settled_total += signed(payment.total());
                self.payments.insert(order.clone(), payment);
            }
            Change::PaymentCancelled { order } => {
                self.forget_shipment(order);
                let Some((place, _, payment)) = self.payments.get_full_mut(order) else {
                    return;
                };
                payment.state = State::Cancelled;
                if let (Some(day), Ok(place)) = (payment.pays_on.take(), u32::try_from(place)) {
                    self.invoices.remove(day, &place);
                }
                // What came back of it was taken off when it came.
                let (buyer, owed, paid) = (payment.buyer, payment.owed(), payment.paid);
                let Some((_, payer)) = self.buyers.get_index_mut(buyer as usize) else {
                    return;
                };
                if !paid {
                    payer.used_amount = payer.used_amount.saturating_sub(owed);
                }
                payer.settled_total -= signed(owed);
            }
            Change::ReturnBooked { order, amount } => {
                let Some(payment) = self.payments.get_mut(order) else {
                    return;
                };
                payment.returned += amount;
                let buyer = payment.buyer;
                let Some((_, payer)) = self.buyers.get_index_mut(buyer as usize) else {
                    return;
                };
                payer.used_amount = payer.used_amount.saturating_sub(u64::from(*amount));
                payer.settled_total -= i64::from(*amount);
            }
            Change::InvoicesPaid { due } => {
                for place in self.invoices.close(*due) {
                    let Some((_, payment)) = self.payments.get_index_mut(place as usize) else {
                        continue;
                    };
                    payment.paid = true;
                    payment.pays_on = None;
                    let (buyer, owed) = (payment.buyer, payment.owed());
                    if let Some((_, payer)) = self.buyers.get_index_mut(buyer as usize) {
                        payer.used_amount = payer.used_amount.saturating_sub(owed);
                    }
                }
            }
            _ => {}
        }
    }

    /// Puts a confirmed payment on the invoice of a day.
    pub(super) fn invoice(&mut self, place: u32, day: Date) {
        let Some((_, payment)) = self.payments.get_index_mut(place as usize) else {
            return;
        };
        if let Some(before) = payment.pays_on.replace(day) {
            self.invoices.remove(before, &place);
        }
        if self.invoices.open(day) {
            self.schedule(
                day.to_datetime(jiff::civil::Time::midnight()),
                Due::Invoices { day },
            );
        }
        self.invoices.add(day, place);
    }
}

/// An amount as one that can be below zero. Totals are far below the range of either.
fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
