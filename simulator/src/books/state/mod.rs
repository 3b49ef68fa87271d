//! The books as a document: what snapshots and checkpoints hold. Buyers and orders stand in the order in which they came.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Books,
    buyers::{Buyer, Decision, Judgement, digits},
    due::Due,
    payments::{Payment, Shipment, State},
    shipments::MAX_ORDERS_PER_SLIP,
};

/// All that the books hold. Amounts are yen.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct BooksState<'a> {
    #[serde(borrow)]
    buyers: Vec<BuyerState<'a>>,
    #[serde(borrow)]
    orders: Vec<OrderState<'a>>,
    /// The orders of one slip in the order in which they came under it.
    #[serde(borrow)]
    shipments: Vec<ShipmentState<'a>>,
    /// What will happen by itself, in its order.
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
    state: State,
    price: u32,
    tax: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    returned: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    paid: bool,
    /// The day on which the buyer will pay by itself.
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
    event: Event<'a>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
enum Event<'a> {
    /// A step of a screening.
    Screening {
        #[serde(borrow)]
        buyer_id: Cow<'a, str>,
        decision: Decision,
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
    /// What the books hold.
    pub(crate) fn state(&self) -> BooksState<'_> {
        let mut pays_on = vec![None; self.payments.len()];
        for (day, places) in &self.invoices {
            for place in places {
                pays_on[*place as usize] = Some(*day);
            }
        }
        let mut slips: Vec<_> = self.slips.iter().collect();
        slips.sort_unstable_by_key(|(slip, _)| *slip);
        let order = |place: u32| {
            self.payments
                .get_index(place as usize)
                .map_or("", |(order, _)| &**order)
        };
        BooksState {
            buyers: self
                .buyers
                .iter()
                .map(|(id, buyer)| BuyerState::of(id, buyer))
                .collect(),
            orders: self
                .payments
                .iter()
                .zip(pays_on)
                .map(|((order, payment), pays_on)| OrderState {
                    order_number: Cow::Borrowed(order),
                    buyer_id: Cow::Borrowed(self.payer(payment)),
                    state: payment.state,
                    price: payment.price,
                    tax: payment.tax,
                    returned: payment.returned,
                    paid: payment.paid,
                    pays_on,
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
                        Due::Screening { buyer, decision } => Event::Screening {
                            buyer_id: Cow::Borrowed(
                                self.buyers
                                    .get_index(buyer as usize)
                                    .map_or("", |(id, _)| &**id),
                            ),
                            decision,
                        },
                        Due::Confirmation { payment } => Event::Confirmation {
                            order_number: Cow::Borrowed(order(payment)),
                        },
                        Due::Invoices { day } => Event::Payments { due: day },
                    },
                })
                .collect(),
            unusable_slips: self.unusable_slips.iter().cloned().collect(),
        }
    }

    /// Books that hold this after so many changes.
    ///
    /// # Errors
    /// Says, in Japanese, what does not fit together, and where.
    pub(crate) fn from_state(state: BooksState<'_>, changes: u64) -> Result<Self, String> {
        let mut books = Self {
            changes,
            unusable_slips: state.unusable_slips.into_iter().collect(),
            ..Self::default()
        };
        books.buyers.reserve(state.buyers.len());
        books.payments.reserve(state.orders.len());
        for buyer in state.buyers {
            books.read_buyer(buyer)?;
        }
        let mut paying = Vec::new();
        for order in state.orders {
            let pays_on = order.pays_on;
            let place = books.read_order(order)?;
            paying.extend(pays_on.map(|day| (place, day)));
        }
        for shipment in state.shipments {
            books.read_shipment(&shipment)?;
        }
        if let Some((order, _)) = books
            .payments
            .iter()
            .find(|(_, payment)| payment.state == State::Shipped && payment.shipment.is_none())
        {
            return Err(format!(
                "orders の「{order}」は送り状番号登録済ですが、shipments にありません"
            ));
        }
        for planned in state.agenda {
            books.read_planned(planned)?;
        }
        for (place, day) in paying {
            books.invoice(place, day);
        }
        Ok(books)
    }

    fn read_buyer(&mut self, buyer: BuyerState<'_>) -> Result<(), String> {
        let id = &buyer.id;
        if id.is_empty() || self.buyers.contains_key(&**id) {
            return Err(format!("buyers の id「{id}」が空か、2つあります"));
        }
        let place = place(self.buyers.len())?;
        self.telephones
            .entry(digits(&buyer.telephone).into())
            .or_default()
            .push(place);
        let (id, buyer) = buyer.into_buyer();
        self.buyers.insert(id, buyer);
        Ok(())
    }

    fn read_order(&mut self, order: OrderState<'_>) -> Result<u32, String> {
        let number = &order.order_number;
        if number.is_empty() || self.payments.contains_key(&**number) {
            return Err(format!(
                "orders の orderNumber「{number}」が空か、2つあります"
            ));
        }
        let Some(buyer) = self.place_of_buyer(&order.buyer_id) else {
            return Err(format!(
                "orders の「{number}」の buyerId「{}」が buyers にありません",
                order.buyer_id
            ));
        };
        let place = place(self.payments.len())?;
        let payment = Payment {
            buyer,
            price: order.price,
            tax: order.tax,
            returned: order.returned,
            state: order.state,
            paid: order.paid,
            date: order.date,
            registered_at: order.registered_at,
            shipment: None,
        };
        if u64::from(order.returned) > payment.total() {
            return Err(format!(
                "orders の「{number}」の returned が請求額を超えています"
            ));
        }
        self.payments
            .insert(order.order_number.into_owned().into(), payment);
        Ok(place)
    }

    fn read_shipment(&mut self, shipment: &ShipmentState<'_>) -> Result<(), String> {
        let (slip, number) = (&shipment.slip_number, &shipment.order_number);
        let found = self.payments.get_full_mut(&**number);
        let Some((at, _, payment)) = found.filter(|(_, _, payment)| {
            matches!(payment.state, State::Shipped | State::Confirmed) && payment.shipment.is_none()
        }) else {
            return Err(format!(
                "shipments の orderNumber「{number}」は、送り状番号登録済か出荷確定の注文ではないか、2つあります"
            ));
        };
        payment.shipment = Some(Box::new(Shipment {
            slip: (&**slip).into(),
            confirmation: None,
        }));
        let places = self.slips.entry((&**slip).into()).or_default();
        places.push(place(at)?);
        if places.len() > MAX_ORDERS_PER_SLIP {
            return Err(format!(
                "shipments の slipNumber「{slip}」の注文が{MAX_ORDERS_PER_SLIP}件を超えています"
            ));
        }
        Ok(())
    }

    fn read_planned(&mut self, planned: Planned<'_>) -> Result<(), String> {
        match planned.event {
            Event::Screening { buyer_id, decision } => {
                let Some(buyer) = self.place_of_buyer(&buyer_id) else {
                    return Err(format!(
                        "agenda の buyerId「{buyer_id}」が buyers にありません"
                    ));
                };
                self.schedule(planned.at, Due::Screening { buyer, decision });
            }
            Event::Confirmation { order_number } => {
                let found = self.payments.get_index_of(&*order_number);
                let payment = place(found.unwrap_or(usize::MAX)).map_err(|_| {
                    format!("agenda の orderNumber「{order_number}」が orders にありません")
                })?;
                let moment = self.schedule(planned.at, Due::Confirmation { payment });
                let shipment = self
                    .payments
                    .get_mut(&*order_number)
                    .and_then(|payment| payment.shipment.as_mut());
                match shipment {
                    Some(shipment) if shipment.confirmation.is_none() => {
                        shipment.confirmation = Some(moment);
                    }
                    _ => {
                        return Err(format!(
                            "agenda の orderNumber「{order_number}」は shipments にないか、2つあります"
                        ));
                    }
                }
            }
            Event::Payments { due } => {
                if self.invoices.insert(due, Vec::new()).is_some() {
                    return Err(format!("agenda の due「{due}」が2つあります"));
                }
                self.schedule(planned.at, Due::Invoices { day: due });
            }
        }
        Ok(())
    }
}

fn place(at: usize) -> Result<u32, String> {
    u32::try_from(at).map_err(|_| "件数が多すぎます".to_owned())
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

    fn into_buyer(self) -> (Box<str>, Buyer) {
        let buyer = Buyer {
            name: self.name.into_owned().into(),
            telephone: self.telephone.into_owned().into(),
            standing: Decision {
                judgement: self.judgement,
                usable: self.usable,
                stopped: self.stopped,
                temporarily_stopped: self.temporarily_stopped,
                credit_limit: self.credit_limit,
            },
            used_amount: self.used_amount,
            settled_total: self.settled_total,
            applied_at: self.applied_at,
            decided_at: self.decided_at,
        };
        (self.id.into_owned().into(), buyer)
    }
}
