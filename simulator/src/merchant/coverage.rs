//! Coverage: codes, APIs, changes of state, outcomes of screenings, faults. Counted without a lock.
//!
//! It survives a reset of the books: a suite that resets between its scenarios is still one run.

use std::{
    collections::HashMap,
    sync::{
        LazyLock, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::faults::{FAULT_KINDS, Injected};
use crate::{
    books::{Books, buyers::Judgement, change::Change, payments::PaymentState::*},
    settings::Settings,
    vendor::APIS,
};

/// The coverage of a merchant, or of all.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    /// Answered codes; allocated at the first one.
    codes: OnceLock<Box<[AtomicU64]>>,
    apis: [ApiCounts; APIS.len()],
    state_changes: [AtomicU64; STATE_CHANGES.len()],
    /// The outcomes that AN070 answered.
    screening_outcomes: [AtomicU64; Judgement::ALL.len()],
    faults: [AtomicU64; FAULT_KINDS.len()],
    /// Counts what alters the other counters.
    changes: AtomicU64,
}

#[derive(Debug, Default)]
struct ApiCounts {
    accepted: AtomicU64,
    refused: AtomicU64,
    lost: AtomicU64,
}

/// How the requests to an API were answered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Answered {
    pub(crate) accepted: u64,
    pub(crate) refused: u64,
    /// Whole answers that never arrived: lost, broken, or an HTTP status in their place.
    pub(crate) lost: u64,
}

impl Answered {
    pub(crate) const fn all(self) -> u64 {
        self.accepted + self.refused + self.lost
    }
}

/// The place of each code.
static CODES: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut places = HashMap::new();
    for rule in APIS.iter().flat_map(|api| api.rules) {
        let next = places.len();
        places.entry(rule.code).or_insert(next);
    }
    places
});

impl Coverage {
    /// Counts a request by the answer that reached the client.
    pub(crate) fn count_request(
        &self,
        api: &str,
        code: Option<&str>,
        judgement: Option<Judgement>,
        injected: &Injected,
    ) {
        let Some(answered) = self.api_counts(api) else {
            return;
        };
        self.changes.fetch_add(1, Relaxed);
        let fault = injected.fault.as_ref().map(|fault| fault.kind.name());
        let mutant = injected.mutant.as_ref().map(|_| "mutant");
        for met in [fault, mutant].into_iter().flatten() {
            let place = FAULT_KINDS.iter().position(|(name, _)| *name == met);
            count(&self.faults, place);
        }
        if !injected.answers_in_whole() {
            answered.lost.fetch_add(1, Relaxed);
            return;
        }
        match code {
            Some(code) => {
                answered.refused.fetch_add(1, Relaxed);
                count(self.code_counts(), CODES.get(code).copied());
            }
            None => drop(answered.accepted.fetch_add(1, Relaxed)),
        }
        let outcome = |judgement| {
            Judgement::ALL
                .iter()
                .position(|(known, _)| *known == judgement)
        };
        count(&self.screening_outcomes, judgement.and_then(outcome));
    }

    /// Counts a change that is about to be made to the books.
    pub(crate) fn count_change(&self, books: &Books, change: &Change) {
        let name = state_change(books, change);
        let place =
            name.and_then(|name| STATE_CHANGES.iter().position(|change| change.name == name));
        count(&self.state_changes, place);
        self.changes.fetch_add(1, Relaxed);
    }

    /// Another number than before where it is another coverage.
    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Relaxed)
    }

    /// How often a code was answered.
    pub(crate) fn code(&self, code: &str) -> u64 {
        let place = CODES.get(code).copied();
        place
            .zip(self.codes.get())
            .map_or(0, |(place, counts)| counts[place].load(Relaxed))
    }

    /// How an API answered.
    pub(crate) fn api(&self, api: &str) -> Answered {
        self.api_counts(api)
            .map_or_else(Answered::default, |counts| Answered {
                accepted: counts.accepted.load(Relaxed),
                refused: counts.refused.load(Relaxed),
                lost: counts.lost.load(Relaxed),
            })
    }

    /// How often each of [`STATE_CHANGES`] happened.
    pub(crate) fn state_changes(&self) -> impl Iterator<Item = u64> {
        self.state_changes.iter().map(|count| count.load(Relaxed))
    }

    /// Returns how often AN070 answered each of [`Judgement::ALL`].
    pub(crate) fn screening_outcomes(&self) -> impl Iterator<Item = u64> {
        self.screening_outcomes
            .iter()
            .map(|count| count.load(Relaxed))
    }

    /// How often each of [`FAULT_KINDS`] met a request.
    pub(crate) fn faults(&self) -> impl Iterator<Item = u64> {
        self.faults.iter().map(|count| count.load(Relaxed))
    }

    /// Adds another coverage.
    pub(crate) fn add(&self, other: &Self) {
        // More than the other's, whose own no longer count where it is dropped.
        self.changes.fetch_add(other.changes() + 1, Relaxed);
        if other.codes.get().is_some() {
            self.code_counts();
        }
        for (mine, theirs) in self.counts().zip(other.counts()) {
            mine.fetch_add(theirs.load(Relaxed), Relaxed);
        }
        for (mine, theirs) in self
            .codes
            .get()
            .into_iter()
            .flatten()
            .zip(other.codes.get().into_iter().flatten())
        {
            mine.fetch_add(theirs.load(Relaxed), Relaxed);
        }
    }

    /// Sets all counters to zero.
    pub(crate) fn clear(&self) {
        for count in self.counts().chain(self.codes.get().into_iter().flatten()) {
            count.store(0, Relaxed);
        }
        self.changes.fetch_add(1, Relaxed);
    }

    fn api_counts(&self, api: &str) -> Option<&ApiCounts> {
        let place = APIS.iter().position(|known| known.number == api);
        place.map(|place| &self.apis[place])
    }

    fn code_counts(&self) -> &[AtomicU64] {
        self.codes
            .get_or_init(|| CODES.iter().map(|_| AtomicU64::new(0)).collect())
    }

    /// Returns all counters except those of the codes.
    fn counts(&self) -> impl Iterator<Item = &AtomicU64> {
        let apis = self
            .apis
            .iter()
            .flat_map(|counts| [&counts.accepted, &counts.refused, &counts.lost]);
        apis.chain(&self.state_changes)
            .chain(&self.screening_outcomes)
            .chain(&self.faults)
    }
}

fn count(counts: &[AtomicU64], place: Option<usize>) {
    if let Some(count) = place.and_then(|place| counts.get(place)) {
        count.fetch_add(1, Relaxed);
    }
}

/// A change of state that can be exercised.
pub(crate) struct StateChange {
    pub(crate) name: &'static str,
    /// Its label in Japanese.
    pub(crate) label: &'static str,
    /// Whether the settings allow it.
    pub(crate) is_possible: fn(&Settings) -> bool,
}

const fn always(name: &'static str, label: &'static str) -> StateChange {
    StateChange {
        name,
        label,
        is_possible: |_| true,
    }
}

/// The changes of state, in the order of a dealing.
#[rustfmt::skip]
pub(crate) const STATE_CHANGES: &[StateChange] = &[
    always("applied",           "申込み：審査中になる"),
    always("screened",          "審査：結果が決まる"),
    always("screenedAgain",     "審査：決まった結果が後から変わる"),
    always("registered",        "決済登録：登録になる"),
    always("cancelled",         "決済取消：登録 → 取消"),
    always("shipped",           "出荷登録：登録 → 送り状番号登録済"),
    always("shipmentCancelled", "出荷取消：送り状番号登録済 → 登録"),
    always("confirmed",         "出荷確定：送り状番号登録済 → 出荷確定"),
    always("returned",          "返品：取引先の利用金額が減る"),
    StateChange { name: "paid",                       label: "支払い：出荷確定 → 支払い済み",
        is_possible: |settings| settings.time.buyers_pay },
    StateChange { name: "registeredAgain",            label: "決済登録：取消 → 登録（受注番号の再利用）",
        is_possible: |settings| settings.assumptions.rules.reuse_cancelled_orders },
    StateChange { name: "cancelledAfterShipment",     label: "決済取消：送り状番号登録済 → 取消",
        is_possible: |settings| settings.assumptions.rules.cancel_after_shipment },
    StateChange { name: "cancelledAfterConfirmation", label: "決済取消：出荷確定 → 取消",
        is_possible: |settings| settings.assumptions.rules.cancel_after_confirmation },
    StateChange { name: "shipmentReplaced",           label: "出荷登録：送り状番号の付け替え",
        is_possible: |settings| settings.assumptions.rules.replace_shipments },
];

/// Returns the name of a change of state, or `None` for what changes no state.
fn state_change(books: &Books, change: &Change) -> Option<&'static str> {
    let state = |order: &str| books.payment(order).map(|payment| payment.state);
    Some(match change {
        Change::BuyerApplied { .. } => "applied",
        Change::BuyerScreened { buyer, .. } => {
            let pending = books
                .buyer(buyer)
                .is_some_and(|buyer| buyer.standing.judgement == Judgement::Pending);
            if pending { "screened" } else { "screenedAgain" }
        }
        Change::PaymentRegistered { order, .. } => match state(order) {
            None => "registered",
            Some(_) => "registeredAgain",
        },
        Change::PaymentCancelled { order } => match state(order)? {
            Registered => "cancelled",
            Shipped => "cancelledAfterShipment",
            Confirmed => "cancelledAfterConfirmation",
            Cancelled => return None,
        },
        Change::ShipmentRegistered { order, .. } => match state(order)? {
            Shipped => "shipmentReplaced",
            _ => "shipped",
        },
        Change::ShipmentCancelled { .. } => "shipmentCancelled",
        Change::ShipmentConfirmed { .. } => "confirmed",
        Change::InvoicesPaid { .. } => "paid",
        Change::ReturnBooked { .. } => "returned",
        Change::BuyerAdded(_)
        | Change::BuyerAltered { .. }
        | Change::SlipsMadeUnusable { .. }
        | Change::SlipsMadeUsable { .. }
        | Change::Restored { .. } => return None,
    })
}
