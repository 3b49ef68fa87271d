//! Past events: buyers and orders that are entered into the books without a request.

use jiff::{Timestamp, civil::DateTime};

use super::state::State;
use crate::{
    books::{
        Books,
        buyers::{BuyerStatus, NewBuyer},
        change::{Alteration, Cause, Change},
        payments::PaymentState,
        shipments::MAX_ORDERS_PER_SLIP,
        time::TimeSettings,
        values::{self, Accepted},
    },
    clock::{of_japan, to_the_second},
};

/// A past event of a buyer or an order, and its time.
#[derive(Clone, Debug)]
pub struct PastEvent {
    /// Not after the time of the merchant's clock, and not before the previous event.
    pub at: Timestamp,
    /// The event.
    pub what: PastChange,
}

/// A past event of a buyer or an order. Amounts are yen.
#[derive(Clone, Debug)]
pub enum PastChange {
    /// A buyer was accepted: ご利用可.
    BuyerAccepted {
        /// 取引先ID: at most twenty letters, digits and hyphens; must be free.
        buyer: String,
        /// 取引先名: 1 to 100 characters.
        name: String,
        /// 電話番号: ten or eleven digits, with up to two hyphens between them.
        telephone: String,
        /// 与信限度額: at most [`MAX_CREDIT_LIMIT`](crate::settings::MAX_CREDIT_LIMIT).
        credit_limit: u32,
    },
    /// A buyer was stopped: further orders are refused.
    BuyerStopped {
        /// 取引先ID.
        buyer: String,
    },
    /// 決済登録 of an order that fits the unused part of the limit.
    PaymentRegistered {
        /// 受注番号: must never have been used.
        order: String,
        /// 取引先ID.
        buyer: String,
        /// 決済金額, without tax.
        price: u32,
        /// 消費税.
        tax: u32,
    },
    /// 決済取消 of an order that is registered.
    PaymentCancelled {
        /// 受注番号.
        order: String,
    },
    /// 出荷登録 of an order that is registered.
    ShipmentRegistered {
        /// 受注番号.
        order: String,
        /// 送り状番号.
        slip: String,
    },
    /// 出荷確定 of an order that was shipped.
    ShipmentConfirmed {
        /// 受注番号.
        order: String,
    },
}

/// Why nothing was entered.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum HistoryError {
    /// There is no such merchant.
    #[error("加盟店がありません")]
    NoMerchant,
    /// An event does not fit the books.
    #[error("{}件目：{why}", place + 1)]
    Misfit {
        /// The place of the event, from 0.
        place: usize,
        /// The reason, in Japanese.
        why: String,
    },
    /// It could not be stored.
    #[error("{0}")]
    Storage(String),
}

impl State {
    /// Enters past events, all or none; events that fall due on the way happen in between.
    pub(crate) fn enter_history(&mut self, events: &[PastEvent]) -> Result<(), HistoryError> {
        let now = self.now();
        let time = self.settings.time;
        let mut books = self.books.clone();
        let mut changes = Vec::with_capacity(events.len());
        let mut before = None;
        for (place, event) in events.iter().enumerate() {
            let misfit = |why| HistoryError::Misfit { place, why };
            let at = to_the_second(of_japan(event.at));
            if at > now || before > Some(at) {
                return Err(misfit(OUT_OF_ORDER.to_owned()));
            }
            before = Some(at);
            while let Some((at, change)) = books.next_due(at, time) {
                books.apply(at, Cause::Clock, &change);
                changes.push((at, Cause::Clock, change));
            }
            let change = event.what.change(&books, at, time).map_err(misfit)?;
            books.apply(at, Cause::Initial, &change);
            changes.push((at, Cause::Initial, change));
        }
        for (at, cause, change) in changes {
            self.change(at, cause, change);
        }
        self.catch_up();
        Ok(())
    }
}

impl PastChange {
    /// Returns the change of the books, if it fits them.
    fn change(&self, books: &Books, at: DateTime, time: TimeSettings) -> Accepted<Change> {
        let state_is = |order: &str, wanted| {
            let payment = books.payment(order).ok_or(NO_ORDER)?;
            let fits = payment.state == wanted;
            fits.then_some(()).ok_or("注文の状態が違います")
        };
        Ok(match self {
            Self::BuyerAccepted {
                buyer,
                name,
                telephone,
                credit_limit,
            } => {
                let id = values::buyer_id(buyer)?;
                if books.buyer(&id).is_some() {
                    return Err("その取引先IDはすでに使われています".to_owned());
                }
                let limit = values::within_credit_limit(*credit_limit)?;
                Change::BuyerAdded(Box::new(NewBuyer {
                    id: id.into(),
                    name: values::some_text(name)?,
                    telephone: values::telephone(telephone)?,
                    standing: BuyerStatus::accepted(limit),
                    used_amount: 0,
                    decided_at: None,
                }))
            }
            Self::BuyerStopped { buyer } => {
                books.buyer(buyer).ok_or(NO_BUYER)?;
                let alteration = Box::new(Alteration {
                    stopped: Some(true),
                    ..Alteration::default()
                });
                let buyer = buyer.as_str().into();
                Change::BuyerAltered { buyer, alteration }
            }
            Self::PaymentRegistered {
                order,
                buyer,
                price,
                tax,
            } => {
                let order = values::order_number(order)?;
                if books.payment(&order).is_some() {
                    return Err("その受注番号はすでに使われています".to_owned());
                }
                if *price > values::MAX_PRICE || *tax > values::MAX_TAX {
                    return Err("決済金額は999,999,999円、消費税は999,999円までです".to_owned());
                }
                let payer = books.buyer(buyer).ok_or(NO_BUYER)?;
                let total = u64::from(*price) + u64::from(*tax);
                if !payer.may_buy() || !payer.can_take(total) {
                    return Err("取引先は利用できないか、与信限度額を超えます".to_owned());
                }
                Change::PaymentRegistered {
                    order: order.into(),
                    buyer: buyer.as_str().into(),
                    price: *price,
                    tax: *tax,
                    date: at.date(),
                }
            }
            Self::PaymentCancelled { order } => {
                state_is(order, PaymentState::Registered)?;
                let order = order.as_str().into();
                Change::PaymentCancelled { order }
            }
            Self::ShipmentRegistered { order, slip } => {
                state_is(order, PaymentState::Registered)?;
                if books.payments_under(slip).count() >= MAX_ORDERS_PER_SLIP {
                    return Err("その送り状番号の注文が多すぎます".to_owned());
                }
                Change::ShipmentRegistered {
                    order: order.as_str().into(),
                    slip: slip.as_str().into(),
                    confirm_at: time.confirmation(at),
                }
            }
            Self::ShipmentConfirmed { order } => {
                state_is(order, PaymentState::Shipped)?;
                Change::ShipmentConfirmed {
                    order: order.as_str().into(),
                    pays_on: time.payment(at.date()),
                }
            }
        })
    }
}

const OUT_OF_ORDER: &str = "時刻が、前の出来事から加盟店の時計までの間にありません";
const NO_ORDER: &str = "その受注番号の注文がありません";
const NO_BUYER: &str = "その取引先IDの取引先がありません";
