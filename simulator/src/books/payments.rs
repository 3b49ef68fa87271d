//! Payments (決済): registered, cancelled, returned, paid.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Books,
    agenda::{Due, Moment},
    buyers::Buyer,
    change::{Change, Misfit},
    places::place,
    undo::{Step, Undo},
};

/// The states of a payment, by their published or inferred numbers.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum PaymentState {
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

impl PaymentState {
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
    /// The returned amount.
    pub(crate) returned: u32,
    pub(crate) state: PaymentState,
    /// Whether the buyer has paid.
    pub(crate) paid: bool,
    /// The day on which the buyer pays its invoice.
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
    /// The place of its confirmation on the agenda.
    pub(super) confirmation: Option<Moment>,
}

impl Payment {
    /// Returns the billed amount: price and tax.
    pub(crate) fn total(&self) -> u64 {
        u64::from(self.price) + u64::from(self.tax)
    }

    /// Returns the total less returns.
    pub(crate) fn owed(&self) -> u64 {
        self.total() - u64::from(self.returned)
    }

    pub(crate) fn slip(&self) -> Option<&str> {
        self.shipment.as_ref().map(|shipment| &*shipment.slip)
    }
}

impl Books {
    pub(super) fn apply_to_payments(
        &mut self,
        at: DateTime,
        change: &Change,
        undo: &mut Undo,
    ) -> Result<(), Misfit> {
        match change {
            Change::PaymentRegistered {
                order,
                buyer,
                price,
                tax,
                date,
            } => {
                let (buyer, _, payer) = self.buyers.get_full_mut(buyer).ok_or(Misfit::Buyer)?;
                let payment = Payment {
                    buyer: place(buyer),
                    price: *price,
                    tax: *tax,
                    returned: 0,
                    state: PaymentState::Registered,
                    paid: false,
                    pays_on: None,
                    date: *date,
                    registered_at: at,
                    shipment: None,
                };
                undo.note(|| figures_were(payment.buyer, payer));
                payer.used_amount += payment.total();
                payer.settled_total += payment.total().cast_signed();
                let (index, before) = self.payments.insert_full(order.clone(), payment);
                undo.note(|| match before {
                    Some(before) => Step::PaymentWas(place(index), Box::new(before)),
                    None => Step::PaymentAdded,
                });
            }
            Change::PaymentCancelled { order } => {
                let at = self.place_of_payment(order)?;
                self.forget_shipment(at, undo);
                let payment = self.payment_at_mut(at);
                undo.note(|| payment_was(at, payment));
                payment.state = PaymentState::Cancelled;
                // Returns were deducted when they were booked.
                let (buyer, owed, paid) = (payment.buyer, payment.owed(), payment.paid);
                if let Some(day) = payment.pays_on.take() {
                    self.invoices.remove(day, &at);
                    undo.note(|| Step::InvoicedWas(day, at));
                }
                let payer = self.buyer_at_mut(buyer);
                undo.note(|| figures_were(buyer, payer));
                if !paid {
                    payer.used_amount = payer.used_amount.saturating_sub(owed);
                }
                payer.settled_total -= owed.cast_signed();
            }
            Change::ReturnBooked { order, amount } => {
                let (index, _, payment) = self.payments.get_full_mut(order).ok_or(Misfit::Order)?;
                if u64::from(*amount) > payment.owed() {
                    return Err(Misfit::Return);
                }
                undo.note(|| payment_was(place(index), payment));
                payment.returned += amount;
                let buyer = payment.buyer;
                let payer = self.buyer_at_mut(buyer);
                undo.note(|| figures_were(buyer, payer));
                payer.used_amount = payer.used_amount.saturating_sub(u64::from(*amount));
                payer.settled_total -= i64::from(*amount);
            }
            Change::InvoicesPaid { due } => {
                let places = self.invoices.close(*due).ok_or(Misfit::Invoices)?;
                undo.note(|| Step::DayWas(*due, places.clone()));
                for place in places {
                    let payment = self.payment_at_mut(place);
                    undo.note(|| payment_was(place, payment));
                    payment.paid = true;
                    payment.pays_on = None;
                    let (buyer, owed) = (payment.buyer, payment.owed());
                    let payer = self.buyer_at_mut(buyer);
                    undo.note(|| figures_were(buyer, payer));
                    payer.used_amount = payer.used_amount.saturating_sub(owed);
                }
            }
            // Unnamed: it may hold personal data.
            _ => unreachable!("a change of another kind alters no payments"),
        }
        Ok(())
    }

    /// The place of the payment of an order.
    pub(super) fn place_of_payment(&self, order: &str) -> Result<u32, Misfit> {
        let index = self.payments.get_index_of(order);
        index.map(place).ok_or(Misfit::Order)
    }

    /// Adds a confirmed payment to the invoice of a day.
    pub(super) fn invoice(&mut self, place: u32, day: Date, undo: &mut Undo) {
        if let Some(before) = self.payment_at_mut(place).pays_on.replace(day) {
            self.invoices.remove(before, &place);
            undo.note(|| Step::InvoicedWas(before, place));
        }
        let opened = self.invoices.add(day, place);
        undo.note(|| Step::Invoiced(day, place, opened));
        if opened {
            self.schedule(
                day.to_datetime(jiff::civil::Time::midnight()),
                Due::Invoices { day },
                undo,
            );
        }
    }
}

pub(super) fn payment_was(place: u32, payment: &Payment) -> Step {
    Step::PaymentWas(place, Box::new(payment.clone()))
}

const fn figures_were(place: u32, payer: &Buyer) -> Step {
    Step::FiguresWere(place, payer.used_amount, payer.settled_total)
}
