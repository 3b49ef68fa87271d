//! What a run has exercised: codes, APIs, changes of state, outcomes of screenings, faults.
//!
//! A reset of the books leaves it alone: a suite that resets between its scenarios is still one run.

use std::collections::BTreeMap;

use super::faults::{Failure, Struck};
use crate::{
    books::{Books, buyers::Judgement, change::Change, payments::State::*},
    settings::Settings,
};

/// How often each thing was met, by its name.
pub(crate) type Tally = BTreeMap<&'static str, u64>;

/// What a merchant, or everybody, has exercised.
#[derive(Clone, Debug, Default, Hash)]
pub(crate) struct Coverage {
    /// The codes that reached whoever asked.
    pub(crate) codes: Tally,
    pub(crate) apis: BTreeMap<&'static str, Answered>,
    pub(crate) state_changes: Tally,
    /// The outcomes that AN070 told, by their texts.
    pub(crate) screening_outcomes: Tally,
    pub(crate) faults: Tally,
}

/// How the requests to an API were answered.
#[derive(Clone, Copy, Debug, Default, Hash)]
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

impl Coverage {
    /// Counts a request, by what reached whoever asked.
    pub(crate) fn request(
        &mut self,
        api: &'static str,
        code: Option<&'static str>,
        judgement: Option<Judgement>,
        fault: Option<&Struck>,
    ) {
        let answered = self.apis.entry(api).or_default();
        if let Some(struck) = fault {
            count(&mut self.faults, struck.failure.name());
            if !struck.failure.answers_in_whole() {
                answered.lost += 1;
                return;
            }
        }
        match code {
            Some(code) => {
                answered.refused += 1;
                count(&mut self.codes, code);
            }
            None => answered.accepted += 1,
        }
        if let Some(judgement) = judgement {
            count(&mut self.screening_outcomes, judgement.text());
        }
    }

    /// Counts a change that is about to be made to the books.
    pub(crate) fn change(&mut self, books: &Books, change: &Change) {
        if let Some(name) = state_change(books, change) {
            count(&mut self.state_changes, name);
        }
    }

    /// Adds what another has exercised.
    pub(crate) fn add(&mut self, other: &Self) {
        for (tally, others) in [
            (&mut self.codes, &other.codes),
            (&mut self.state_changes, &other.state_changes),
            (&mut self.screening_outcomes, &other.screening_outcomes),
            (&mut self.faults, &other.faults),
        ] {
            for (name, times) in others {
                *tally.entry(name).or_default() += times;
            }
        }
        for (api, others) in &other.apis {
            let answered = self.apis.entry(api).or_default();
            answered.accepted += others.accepted;
            answered.refused += others.refused;
            answered.lost += others.lost;
        }
    }
}

fn count(tally: &mut Tally, name: &'static str) {
    *tally.entry(name).or_default() += 1;
}

/// A change of state that can be exercised.
pub(crate) struct StateChange {
    pub(crate) name: &'static str,
    /// What it is, in Japanese.
    pub(crate) label: &'static str,
    /// Whether it can happen with the settings.
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

/// The name of a change of state; `None` for what changes no state.
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

/// The kinds of fault, by the names that the control addresses give them.
#[rustfmt::skip]
pub(crate) const FAULTS: [(&str, &str); 7] = [
    ("code",                 "エラーコードを返す"),
    ("delay",                "応答を遅らせる"),
    ("status",               "HTTPステータスを返す"),
    ("reset",                "接続をリセットする"),
    ("brokenXml",            "途中で切れたXMLを返す"),
    ("answerLost",           "処理したあと、応答が届かない"),
    ("lostBeforeProcessing", "処理する前に、要求が失われる"),
];

impl Failure {
    /// Its name, as the control addresses give it.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::Delay => "delay",
            Self::Status { .. } => "status",
            Self::Reset => "reset",
            Self::BrokenXml => "brokenXml",
            Self::AnswerLost => "answerLost",
            Self::LostBeforeProcessing => "lostBeforeProcessing",
        }
    }

    /// Whether a whole answer arrives all the same.
    const fn answers_in_whole(&self) -> bool {
        matches!(self, Self::Code { .. } | Self::Delay)
    }
}
