//! The state of a simulator as JSON to look at: without passwords, and without the names and numbers of people.

use serde_json::{Map, Value, json};

use super::{
    buyers::BuyerView, changes::ChangeView, faults::FaultList, journal::JournalView,
    orders::OrderView,
};
use crate::{app::World, clock::in_japan, merchant::Account};

/// Every merchant's books, clock, faults and time line, and the faults for everybody.
pub(crate) fn everything(world: &World) -> Value {
    let merchants: Vec<Value> = world
        .accounts()
        .iter()
        .map(|account| merchant(&mut account.lock()))
        .collect();
    let faults = world.with_faults(|faults| FaultList::of(faults));
    json!({ "merchants": merchants, "faultsForAll": faults })
}

/// Every merchant's journal, and that of the requests that belong to none.
pub(crate) fn journals(world: &World) -> Value {
    let merchants = world.accounts().into_iter().map(|account| {
        let account = account.lock();
        let journal = JournalView::whole(&account.journal);
        (account.credentials.code.clone(), json!(journal))
    });
    let merchants: Map<String, Value> = merchants.collect();
    let strays = JournalView::whole(&world.strays.lock());
    json!({ "merchants": merchants, "ofNoMerchant": strays })
}

fn merchant(account: &mut Account) -> Value {
    let (now, _) = account.catch_up();
    let buyers: Vec<Value> = account
        .books
        .buyers()
        .map(|(id, buyer)| impersonal(json!(BuyerView::of(id, buyer))))
        .collect();
    let orders: Vec<OrderView> = account
        .books
        .payments_from(0)
        .map(|(place, order, payment)| OrderView::of(account, place, order, payment))
        .collect();
    let changes: Vec<ChangeView> = account.ledger.from(1).map(ChangeView::of).collect();
    let slips: Vec<&str> = account.books.unusable_slips().collect();
    json!({
        "code": account.credentials.code,
        "seed": account.seed(),
        "clock": { "now": in_japan(now), "frozen": account.clock.is_frozen() },
        "faults": FaultList::of(&account.faults),
        "screening": impersonal_rules(json!(account.screening)),
        "unusableSlips": slips,
        "buyers": buyers,
        "orders": orders,
        "changes": changes,
    })
}

/// The screening without what tells whom its rules are for.
fn impersonal_rules(mut screening: Value) -> Value {
    let rules = screening.get_mut("rules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        *rule = impersonal(rule.take());
    }
    screening
}

/// A buyer, or a rule for some, without what tells who it is.
fn impersonal(mut buyer: Value) -> Value {
    if let Some(buyer) = buyer.as_object_mut() {
        buyer.remove("name");
        buyer.remove("telephone");
    }
    buyer
}
