//! The state of a simulator as JSON for people: without passwords, personal names and telephone numbers.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{
    buyers::BuyerView, changes::ChangeView, expectations::ExpectationView, faults::FaultList,
    journal::JournalView, marks::MarkView, orders::OrderView,
};
use crate::{
    app::AppState,
    clock::in_japan,
    merchant::{journal::Journal, state::State},
};

/// Every merchant's books, clock, faults and time line, and the global faults.
pub(crate) fn everything(app: &AppState) -> Value {
    let merchants: Vec<Value> = app
        .merchants()
        .iter()
        .map(|known| merchant(&known.state()))
        .collect();
    let faults = app.with_faults(|faults| FaultList::of(faults));
    json!({ "merchants": merchants, "faultsForAll": faults })
}

/// Every merchant's journal, and that of the requests that belong to none.
pub(crate) fn journals(app: &AppState) -> Value {
    let unit_name = &app.settings.assumptions.wire.unit_name;
    let merchants = app.merchants().into_iter().map(|merchant| {
        let journal = WholeJournal::of(&merchant.journal(), unit_name);
        (merchant.code().to_string(), json!(journal))
    });
    let merchants: Map<String, Value> = merchants.collect();
    let unattributed = WholeJournal::of(&app.unattributed.lock(), unit_name);
    json!({ "merchants": merchants, "ofNoMerchant": unattributed })
}

/// A journal with its marks and expectations.
#[derive(Serialize)]
struct WholeJournal {
    #[serde(flatten)]
    journal: JournalView,
    marks: Vec<MarkView>,
    expectations: Vec<ExpectationView>,
}

impl WholeJournal {
    fn of(journal: &Journal, unit_name: &str) -> Self {
        Self {
            journal: JournalView::whole(journal, unit_name),
            marks: journal.marks().map(MarkView::of).collect(),
            expectations: ExpectationView::all(journal),
        }
    }
}

fn merchant(state: &State) -> Value {
    let books = state.books();
    let buyers: Vec<Value> = BuyerView::all(books)
        .into_iter()
        .map(|buyer| impersonal(json!(buyer)))
        .collect();
    let orders: Vec<OrderView> = books
        .payments_from(0)
        .map(|(place, order, payment)| OrderView::of(books, place, order, payment))
        .collect();
    let changes = state.timeline().from(1);
    let changes: Vec<ChangeView> = changes.map(|recorded| ChangeView::of(recorded)).collect();
    let slips: Vec<&str> = books.unusable_slips().collect();
    let clock = state.clock();
    json!({
        "code": *state.credentials().code,
        "seed": state.initial_state().seed(),
        "clock": { "now": in_japan(clock.now()), "frozen": clock.is_frozen() },
        "faults": FaultList::of(state.faults()),
        "screening": impersonal_rules(json!(state.screening())),
        "unusableSlips": slips,
        "buyers": buyers,
        "orders": orders,
        "changes": changes,
    })
}

/// Removes from the screening what identifies the buyers of its rules.
fn impersonal_rules(mut screening: Value) -> Value {
    let rules = screening.get_mut("rules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        *rule = impersonal(rule.take());
    }
    screening
}

/// Removes what identifies a buyer, or the buyers of a rule.
fn impersonal(mut buyer: Value) -> Value {
    if let Some(buyer) = buyer.as_object_mut() {
        buyer.remove("name");
        buyer.remove("telephone");
    }
    buyer
}
