//! Reads books from a document; reports what is inconsistent or out of range.

use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime, date};

use super::super::{
    Books,
    agenda::Due,
    buyers::{Buyer, BuyerStatus, digits},
    payments::{Payment, PaymentState, Shipment},
    shipments::MAX_ORDERS_PER_SLIP,
    undo::Undo,
    values as v,
};
use super::{BooksState, BuyerState, OrderState, Planned, PlannedEvent, ShipmentState};
use crate::clock::{FIRST_DAY, LAST_DAY};

/// Credit limits and used amounts, in yen.
const LIMITS: RangeInclusive<i64> = 0..=v::MAX_CREDIT_LIMIT as i64;
/// How far a settled total may be from what the buyer's orders come to. No dealings change that: an order, its cancellation and what
/// comes back of it move both by the same amount, so that what is read once can be read ever after. And the total fits: an order
/// is at most 2^33 yen, and 2^29 of them, for which no machine has the memory, come to less than 4.7 × 10^18; 64 bits hold 9.2 × 10^18.
const MAX_SETTLED_ELSEWHERE: i64 = 2_000_000_000_000_000;

/// Past events: the days that a clock can show.
const DONE: RangeInclusive<Date> = FIRST_DAY..=LAST_DAY;
/// Scheduled events: two screening steps are scheduled at once, each at most ten years or 2,500 business days (less than eleven years)
/// after the one before.
const TO_COME: RangeInclusive<Date> = FIRST_DAY..=date(3030, 12, 31);
/// The date of an order: eight digits, and not after the day on which it arrived.
const ORDERED: RangeInclusive<Date> = date(0, 1, 1)..=LAST_DAY;

impl BooksState<'_> {
    /// Checks that the requests of the seven APIs could have led here. Not for what the simulator wrote itself: its misbehaviours
    /// lead further.
    ///
    /// # Errors
    /// Says, in Japanese, what is out of range, and where.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.buyers.iter().try_for_each(BuyerState::check)?;
        self.orders.iter().try_for_each(OrderState::check)
    }
}

impl Books {
    /// Returns books with this content after a number of changes.
    ///
    /// # Errors
    /// What is inconsistent, and where, in Japanese.
    pub(crate) fn from_state(state: BooksState<'_>, changes: u64) -> Result<Self, String> {
        let mut books = Self {
            changes,
            unusable_slips: state.unusable_slips.into_iter().collect(),
            ..Self::default()
        };
        if books.unusable_slips.len() > v::MAX_SLIP_PREFIXES {
            return Err("unusableSlips が多すぎます".to_owned());
        }
        if let Some(prefix) = books
            .unusable_slips
            .iter()
            .find(|prefix| !v::is_slip_prefix(prefix))
        {
            return Err(format!(
                "unusableSlips の「{prefix}」は1～12桁の数字にしてください"
            ));
        }
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
        books.check_settled()?;
        for shipment in state.shipments {
            books.read_shipment(&shipment)?;
        }
        if let Some((order, _)) = books.payments.iter().find(|(_, payment)| {
            payment.state == PaymentState::Shipped && payment.shipment.is_none()
        }) {
            return Err(format!(
                "orders の「{order}」は送り状番号登録済ですが、shipments にありません"
            ));
        }
        for planned in state.agenda {
            books.read_planned(planned)?;
        }
        for (place, day) in paying {
            books.invoice(place, day, &mut Undo::default());
        }
        Ok(books)
    }

    fn read_buyer(&mut self, buyer: BuyerState<'_>) -> Result<(), String> {
        let id = &buyer.id;
        if self.buyers.contains_key(&**id) {
            return Err(format!("buyers の id「{id}」が2つあります"));
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
        if self.payments.contains_key(&**number) {
            return Err(format!("orders の orderNumber「{number}」が2つあります"));
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
            pays_on: None,
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

    fn check_settled(&self) -> Result<(), String> {
        let mut come_to = vec![0; self.buyers.len()];
        for payment in self.payments.values() {
            if payment.state != PaymentState::Cancelled {
                come_to[payment.buyer as usize] += payment.owed().cast_signed();
            }
        }
        for ((id, buyer), come_to) in self.buyers.iter().zip(come_to) {
            let range = come_to - MAX_SETTLED_ELSEWHERE..=come_to + MAX_SETTLED_ELSEWHERE;
            let whose = format!("buyers の「{id}」");
            within(&whose, "settledTotal", buyer.settled_total, range)?;
        }
        Ok(())
    }

    fn read_shipment(&mut self, shipment: &ShipmentState<'_>) -> Result<(), String> {
        let (slip, number) = (&shipment.slip_number, &shipment.order_number);
        let found = self.payments.get_full_mut(&**number);
        let Some((at, _, payment)) = found.filter(|(_, _, payment)| {
            matches!(
                payment.state,
                PaymentState::Shipped | PaymentState::Confirmed
            ) && payment.shipment.is_none()
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
        within_days("agenda", "at", planned.at.date(), &TO_COME)?;
        match planned.event {
            PlannedEvent::Screening { buyer_id, decision } => {
                let Some(buyer) = self.place_of_buyer(&buyer_id) else {
                    return Err(format!(
                        "agenda の buyerId「{buyer_id}」が buyers にありません"
                    ));
                };
                let whose = format!("agenda の「{buyer_id}」");
                within(&whose, "creditLimit", decision.credit_limit, LIMITS)?;
                self.schedule(
                    planned.at,
                    Due::Screening { buyer, decision },
                    &mut Undo::default(),
                );
            }
            PlannedEvent::Confirmation { order_number } => {
                let Ok(payment) = self.place_of_payment(&order_number) else {
                    return Err(format!(
                        "agenda の orderNumber「{order_number}」が orders にありません"
                    ));
                };
                let moment = self.schedule(
                    planned.at,
                    Due::Confirmation { payment },
                    &mut Undo::default(),
                );
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
            PlannedEvent::Payments { due } => {
                within_days("agenda", "due", due, &TO_COME)?;
                if !self.invoices.open(due) {
                    return Err(format!("agenda の due「{due}」が2つあります"));
                }
                self.schedule(planned.at, Due::Invoices { day: due }, &mut Undo::default());
            }
        }
        Ok(())
    }
}

fn place(at: usize) -> Result<u32, String> {
    u32::try_from(at).map_err(|_| "件数が多すぎます".to_owned())
}

/// Checks that a day is within its possible range.
fn within_days(
    whose: &str,
    field: &str,
    day: Date,
    range: &RangeInclusive<Date>,
) -> Result<(), String> {
    if range.contains(&day) {
        return Ok(());
    }
    Err(format!(
        "{whose} の {field} は {}～{} の日にしてください",
        range.start(),
        range.end()
    ))
}

/// Checks that a past event is on a day that a clock can show.
fn done(whose: &str, field: &str, at: DateTime) -> Result<(), String> {
    within_days(whose, field, at.date(), &DONE)
}

/// Checks that a value is within its possible range.
fn within(
    whose: &str,
    field: &str,
    amount: impl TryInto<i64>,
    range: RangeInclusive<i64>,
) -> Result<(), String> {
    let amount = amount.try_into().ok();
    if amount.is_some_and(|amount| range.contains(&amount)) {
        return Ok(());
    }
    Err(format!(
        "{whose} の {field} は {}～{} の整数にしてください",
        range.start(),
        range.end()
    ))
}

impl BuyerState<'_> {
    fn check(&self) -> Result<(), String> {
        if self.id.is_empty() {
            return Err("buyers に id が空の取引先があります".to_owned());
        }
        let whose = format!("buyers の「{}」", self.id);
        let said = |field: &'static str| {
            let whose = whose.clone();
            move |remedy| format!("{whose} の {field}：{remedy}")
        };
        v::buyer_id(&self.id).map_err(said("id"))?;
        v::some_text(&self.name).map_err(said("name"))?;
        if !v::is_telephone(&self.telephone) {
            return Err(format!(
                "{whose} の telephone は10桁か11桁の数字（ハイフン可）にしてください"
            ));
        }
        within(&whose, "creditLimit", self.credit_limit, LIMITS)?;
        within(&whose, "usedAmount", self.used_amount, LIMITS)?;
        done(&whose, "appliedAt", self.applied_at)?;
        self.decided_at
            .map_or(Ok(()), |at| done(&whose, "decidedAt", at))
    }

    fn into_buyer(self) -> (Box<str>, Buyer) {
        let buyer = Buyer {
            name: self.name.into_owned().into(),
            telephone: self.telephone.into_owned().into(),
            standing: BuyerStatus {
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

impl OrderState<'_> {
    fn check(&self) -> Result<(), String> {
        if self.order_number.is_empty() {
            return Err("orders に orderNumber が空の注文があります".to_owned());
        }
        let whose = format!("orders の「{}」", self.order_number);
        v::order_number(&self.order_number).map_err(|remedy| format!("{whose}：{remedy}"))?;
        within(&whose, "price", self.price, 0..=i64::from(v::MAX_PRICE))?;
        within(&whose, "tax", self.tax, 0..=i64::from(v::MAX_TAX))?;
        within_days(&whose, "date", self.date, &ORDERED)?;
        done(&whose, "registeredAt", self.registered_at)?;
        self.pays_on
            .map_or(Ok(()), |day| within_days(&whose, "paysOn", day, &TO_COME))
    }
}
