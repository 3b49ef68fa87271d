//! What became of the made-up orders: as the shop asked it, as the ledger wrote it down, and as the provider knows it.

use std::time::Duration;

use fake::rand::{RngExt as _, rngs::StdRng};
use jiff::Timestamp;
use kakebarai::{
    client::RegisterPayment,
    ledger::{ImportedRequest, IntentState, Request},
};

use super::{SampleChange, SampleEvent};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// How many of the newest settlements are neither shipped nor cancelled, so that a whole page of them can be cancelled.
const UNTOUCHED: u32 = 150;
/// How many of these had no answer; every other one of them was carried out all the same.
const UNANSWERED: u32 = 5;
/// The most removals of shipments without an answer. Asking again does not find them out, so they wait for the operator.
const UNANSWERED_REMOVALS: u32 = 3;
/// One in this many confirmed shipments was to be removed, too late.
const TOO_LATE: u32 = 100;

/// What the shop knows of an order's end.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// The shop's own word: `accepted` or `failed`.
    pub(super) outcome: &'static str,
    /// What an operator has said of a transfer: `paid`, `cancelled`, or nothing yet.
    pub(super) transfer: &'static str,
    /// Of an order that is paid by transfer: 送り状番号, and when it was shipped.
    pub(super) shipment: Option<(String, Timestamp)>,
    /// The requests to the provider.
    pub(super) requests: Vec<ImportedRequest>,
}

impl Past {
    fn of(outcome: &'static str) -> Self {
        Self {
            outcome,
            ..Self::default()
        }
    }
}

/// Draws what became of orders, one after the other.
pub(super) struct PastMaker {
    now: Timestamp,
    /// Whether there are more settlements than are left untouched.
    has_many: bool,
    /// About how many settlements are still to come.
    settlements_left: u32,
    slips: u64,
    confirmed: u32,
    unanswered_removals: u32,
    /// What the provider knows, in no order.
    pub(super) events: Vec<SampleEvent>,
}

impl PastMaker {
    pub(super) fn new(now: Timestamp, first_slip: u64, settlements: u32) -> Self {
        Self {
            now,
            has_many: settlements > UNTOUCHED,
            settlements_left: settlements,
            slips: first_slip,
            confirmed: 0,
            unanswered_removals: 0,
            events: Vec::new(),
        }
    }

    /// The moment a number of seconds later; `None` if it is still to come.
    fn later(&self, at: Timestamp, seconds: u64) -> Option<Timestamp> {
        let later = at.checked_add(Duration::from_secs(seconds)).ok()?;
        (later < self.now).then_some(later)
    }

    /// A new 送り状番号: the last digit is the number before it modulo 7.
    fn slip(&mut self) -> String {
        self.slips += 1;
        format!("{:011}{}", self.slips, self.slips % 7)
    }

    pub(super) fn know(&mut self, at: Timestamp, what: SampleChange) {
        self.events.push(SampleEvent { at, what });
    }

    /// An order that is paid by 銀行振込.
    pub(super) fn transferred(&mut self, rng: &mut StdRng, at: Timestamp) -> Past {
        let mut past = Past::of("accepted");
        let Some(decided) = self.later(at, rng.random_range(DAY..5 * DAY)) else {
            return past;
        };
        match rng.random_range(0..10) {
            0 => past.transfer = "cancelled",
            1 => {}
            _ => {
                past.transfer = "paid";
                let shipped = self.later(decided, rng.random_range(HOUR..2 * DAY));
                past.shipment = shipped.map(|shipped| (self.slip(), shipped));
            }
        }
        past
    }

    /// An order whose buyer had been stopped.
    pub(super) fn refused(&mut self, payment: RegisterPayment, at: Timestamp) -> Past {
        self.settlements_left = self.settlements_left.saturating_sub(1);
        let mut refused =
            ImportedRequest::new(Request::Register(payment), IntentState::Refused, at);
        "G61".clone_into(&mut refused.error_code);
        Past {
            requests: vec![refused],
            ..Past::of("failed")
        }
    }

    /// An order that is paid by クロネコ掛け払い.
    pub(super) fn settled(
        &mut self,
        rng: &mut StdRng,
        payment: RegisterPayment,
        at: Timestamp,
    ) -> Past {
        self.settlements_left = self.settlements_left.saturating_sub(1);
        let left = self.settlements_left;
        let number = payment.order_number.clone();
        let buyer_id = payment.buyer_id.clone();
        let is_answered = left >= UNANSWERED || !self.has_many;
        if is_answered || left.is_multiple_of(2) {
            let what = SampleChange::PaymentRegistered {
                order: number.clone(),
                buyer: buyer_id.clone(),
                price: payment.price,
                tax: payment.tax,
            };
            self.know(at, what);
        }
        let mut past = Past::of("accepted");
        let state = if is_answered {
            IntentState::Done
        } else {
            IntentState::Unknown
        };
        past.requests = vec![ImportedRequest::new(Request::Register(payment), state, at)];
        if left < UNTOUCHED {
            return past;
        }
        if rng.random_bool(0.1) {
            if let Some(cancelled) = self.later(at, rng.random_range(HOUR..2 * DAY)) {
                let cancel = Request::Cancel { buyer_id };
                past.requests
                    .push(ImportedRequest::new(cancel, IntentState::Done, cancelled));
                self.know(cancelled, SampleChange::PaymentCancelled { order: number });
            }
        } else if let Some(shipped) = self.later(at, rng.random_range(DAY..10 * DAY)) {
            self.ship(rng, &mut past, number, shipped);
        }
        past
    }

    fn ship(&mut self, rng: &mut StdRng, past: &mut Past, order: String, at: Timestamp) {
        let slip_number = self.slip();
        let ship = Request::Ship {
            slip_number: slip_number.clone(),
        };
        past.requests
            .push(ImportedRequest::new(ship, IntentState::Done, at));
        let what = SampleChange::ShipmentRegistered {
            order: order.clone(),
            slip: slip_number.clone(),
        };
        self.know(at, what);
        // Some are long under way.
        let is_delivered = rng.random_bool(0.9);
        let confirmed = self.later(at, rng.random_range(DAY..5 * DAY));
        let Some(confirmed) = confirmed.filter(|_| is_delivered) else {
            return;
        };
        self.know(confirmed, SampleChange::ShipmentConfirmed { order });
        self.confirmed += 1;
        let Some(too_late) = self.later(confirmed, HOUR) else {
            return;
        };
        if self.confirmed.is_multiple_of(TOO_LATE) {
            let unship = Request::CancelShipment { slip_number };
            let is_open = self.unanswered_removals < UNANSWERED_REMOVALS;
            let removal = if is_open {
                self.unanswered_removals += 1;
                ImportedRequest::new(unship, IntentState::Unknown, too_late)
            } else {
                let mut refused = ImportedRequest::new(unship, IntentState::Refused, too_late);
                "D020005".clone_into(&mut refused.error_code);
                refused
            };
            past.requests.push(removal);
        }
    }
}
