//! The books as a document, for snapshots and checkpoints. Buyers and orders are in order of arrival.

mod reading;

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Books,
    agenda::Due,
    buyers::{Buyer, BuyerStatus, Judgement},
    payments::PaymentState,
};

/// The content of the books. Amounts are yen.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct BooksState<'a> {
    #[serde(borrow)]
    buyers: Vec<BuyerState<'a>>,
    #[serde(borrow)]
    orders: Vec<OrderState<'a>>,
    /// The orders of each slip, in the order in which they were added.
    #[serde(borrow)]
    shipments: Vec<ShipmentState<'a>>,
    /// Scheduled events, in order.
    #[serde(borrow)]
    agenda: Vec<Planned<'a>>,
    unusable_slips: Vec<Box<str>>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct BuyerState<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    telephone: Cow<'a, str>,
    judgement: Judgement,
    usable: bool,
    stopped: bool,
    temporarily_stopped: bool,
    credit_limit: u32,
    used_amount: u64,
    settled_total: i64,
    applied_at: DateTime,
    decided_at: Option<DateTime>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OrderState<'a> {
    #[serde(borrow)]
    order_number: Cow<'a, str>,
    #[serde(borrow)]
    buyer_id: Cow<'a, str>,
    state: PaymentState,
    price: u32,
    tax: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    returned: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    paid: bool,
    /// The day on which the buyer pays automatically.
    #[serde(default, skip_serializing_if = "is_default")]
    pays_on: Option<Date>,
    date: Date,
    registered_at: DateTime,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ShipmentState<'a> {
    #[serde(borrow)]
    slip_number: Cow<'a, str>,
    #[serde(borrow)]
    order_number: Cow<'a, str>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Planned<'a> {
    at: DateTime,
    #[serde(borrow)]
    event: PlannedEvent<'a>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
enum PlannedEvent<'a> {
    /// A step of a screening.
    Screening {
        #[serde(borrow)]
        buyer_id: Cow<'a, str>,
        decision: BuyerStatus,
    },
    /// A shipment is confirmed.
    Confirmation {
        #[serde(borrow)]
        order_number: Cow<'a, str>,
    },
    /// The buyers pay what is due on this day.
    Payments { due: Date },
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Books {
    /// Returns the content of the books.
    pub(crate) fn state(&self) -> BooksState<'_> {
        let mut slips: Vec<_> = self.slips.iter().collect();
        slips.sort_unstable_by_key(|(slip, _)| *slip);
        let order = |place: u32| self.payment_at(place).0;
        BooksState {
            buyers: self
                .buyers
                .iter()
                .map(|(id, buyer)| BuyerState::of(id, buyer))
                .collect(),
            orders: self
                .payments
                .iter()
                .map(|(order, payment)| OrderState {
                    order_number: Cow::Borrowed(order),
                    buyer_id: Cow::Borrowed(self.payer(payment)),
                    state: payment.state,
                    price: payment.price,
                    tax: payment.tax,
                    returned: payment.returned,
                    paid: payment.paid,
                    pays_on: payment.pays_on,
                    date: payment.date,
                    registered_at: payment.registered_at,
                })
                .collect(),
            shipments: slips
                .into_iter()
                .flat_map(|(slip, places)| places.iter().map(move |place| (slip, *place)))
                .map(|(slip, place)| ShipmentState {
                    slip_number: Cow::Borrowed(slip),
                    order_number: Cow::Borrowed(order(place)),
                })
                .collect(),
            agenda: self
                .agenda
                .iter()
                .map(|((at, _), due)| Planned {
                    at: *at,
                    event: match *due {
                        Due::Screening { buyer, decision } => PlannedEvent::Screening {
                            buyer_id: Cow::Borrowed(self.buyer_at(buyer).0),
                            decision,
                        },
                        Due::Confirmation { payment } => PlannedEvent::Confirmation {
                            order_number: Cow::Borrowed(order(payment)),
                        },
                        Due::Invoices { day } => PlannedEvent::Payments { due: day },
                    },
                })
                .collect(),
            unusable_slips: self.unusable_slips.iter().cloned().collect(),
        }
    }
}

impl<'a> BuyerState<'a> {
    fn of(id: &'a str, buyer: &'a Buyer) -> Self {
        let standing = &buyer.standing;
        Self {
            id: Cow::Borrowed(id),
            name: Cow::Borrowed(&buyer.name),
            telephone: Cow::Borrowed(&buyer.telephone),
            judgement: standing.judgement,
            usable: standing.usable,
            stopped: standing.stopped,
            temporarily_stopped: standing.temporarily_stopped,
            credit_limit: standing.credit_limit,
            used_amount: buyer.used_amount,
            settled_total: buyer.settled_total,
            applied_at: buyer.applied_at,
            decided_at: buyer.decided_at,
        }
    }
}
