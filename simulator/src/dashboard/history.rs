//! The history of each order, as far as the time line still holds it.

use std::collections::HashMap;

use jiff::civil::Date;
use maud::{Markup, html};

use super::{format::short, format::yen, language::Language, terms};
use crate::{
    books::{change::Change, payments::PaymentState},
    clock::in_japan,
    control::orders::OrderView,
    merchant::timeline::Timeline,
};

/// The history of one order.
#[derive(Default)]
pub(super) struct History {
    /// Time and kind.
    events: Vec<(String, OrderEvent)>,
    /// The day on which the buyer pays, once that is known.
    pays_on: Option<Date>,
    /// Whether the time line still holds its registration.
    is_whole: bool,
}

enum OrderEvent {
    Registered,
    Shipped(Box<str>),
    ShipmentCancelled,
    Confirmed,
    Returned(u32),
    Paid,
    Cancelled,
    Restored,
}

/// Returns the history of each order.
pub(super) fn of(timeline: &Timeline, orders: &[OrderView]) -> HashMap<String, History> {
    let mut histories: HashMap<String, History> = orders
        .iter()
        .map(|order| (order.order_number.clone(), History::default()))
        .collect();
    for recorded in timeline.from(1) {
        let at = || in_japan(recorded.at);
        let (order, event) = match &recorded.change {
            Change::PaymentRegistered { order, .. } => (order, OrderEvent::Registered),
            Change::ShipmentRegistered { order, slip, .. } => {
                (order, OrderEvent::Shipped(slip.clone()))
            }
            Change::ShipmentCancelled { order } => (order, OrderEvent::ShipmentCancelled),
            Change::ShipmentConfirmed { order, pays_on } => {
                if let Some(history) = histories.get_mut(&**order) {
                    history.pays_on = *pays_on;
                }
                (order, OrderEvent::Confirmed)
            }
            Change::ReturnBooked { order, amount } => (order, OrderEvent::Returned(*amount)),
            Change::PaymentCancelled { order } => (order, OrderEvent::Cancelled),
            Change::InvoicesPaid { due } => {
                let paid = histories.values_mut();
                for history in paid.filter(|history| history.pays_on == Some(*due)) {
                    history.pays_on = None;
                    history.events.push((at(), OrderEvent::Paid));
                }
                continue;
            }
            Change::Restored { books, .. } => {
                for (order, history) in &mut histories {
                    let payment = books.payment(order);
                    if payment.is_none_or(|payment| {
                        payment.state != PaymentState::Confirmed || payment.paid
                    }) {
                        history.pays_on = None;
                    }
                    match payment {
                        // A restore removed it; its number may be used again.
                        None => *history = History::default(),
                        Some(_) => history.events.push((at(), OrderEvent::Restored)),
                    }
                }
                continue;
            }
            _ => continue,
        };
        let Some(history) = histories.get_mut(&**order) else {
            continue;
        };
        history.is_whole |= matches!(event, OrderEvent::Registered);
        if matches!(event, OrderEvent::Cancelled) {
            history.pays_on = None;
        }
        history.events.push((at(), event));
    }
    histories
}

impl History {
    /// Shows the time line of an order, oldest first.
    pub(super) fn show(&self, lang: Language, order: &OrderView) -> Markup {
        html! {
            @if !self.is_whole {
                p class="quiet" {
                    (lang.say("登録 ", "Registered ")) time { (short(&order.registered_at)) }
                    (lang.say("。それより後の古い出来事は、経過（kept_changes）に残っていません。", ". Older events are gone from the time line (kept_changes)."))
                }
            }
            ol class="events" aria-label=(lang.say("経過", "Time line")) {
                @for (at, event) in &self.events { li { time { (short(at)) } " " (event.text(lang)) } }
            }
        }
    }
}

impl OrderEvent {
    fn text(&self, lang: Language) -> Markup {
        html! {
            @match self {
                Self::Registered => { (lang.say("決済登録", "settlement registered")) },
                Self::Shipped(slip) => { (lang.say("出荷登録 ", "shipment registered, slip ")) (terms::spoken(lang, slip)) },
                Self::ShipmentCancelled => { (lang.say("出荷取消", "shipment cancelled")) },
                Self::Confirmed => { (lang.say("出荷確定", "shipment confirmed")) },
                Self::Returned(amount) => { (lang.say("返品 ", "returned ")) (yen(lang, *amount)) },
                Self::Paid => { (lang.say("支払い済み", "paid")) },
                Self::Cancelled => { (lang.say("決済取消", "settlement cancelled")) },
                Self::Restored => { (lang.say("帳簿を復元", "books restored")) },
            }
        }
    }
}
