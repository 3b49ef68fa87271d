//! The limits of the provider: 99 lines, and the digits of each amount.

use std::ops::RangeInclusive;

use crate::{
    billing::{
        MAX_PRICE, OrderProblem, Source,
        draft::{Draft, plain},
        names::fit,
        taxes::{Part, PartKind},
    },
    client::MAX_LINES,
    order::Order,
};

/// The amounts of one line: eight characters, the minus counted (documented).
const LINE_AMOUNTS: RangeInclusive<i64> = -9_999_999..=99_999_999;
/// 消費税: six digits (documented).
const MAX_TAX: i64 = 999_999;

/// How many items have a line of their own. At most 99 lines: the others share one.
pub(super) fn own_lines(order: &Order, parts: &[Part], taxes: usize) -> usize {
    let items = order.items.len();
    let others = parts
        .iter()
        .filter(|part| matches!(part.kind, PartKind::Shipping | PartKind::Fee));
    let payments = order
        .part_payments
        .iter()
        .filter(|payment| payment.amount > 0);
    let lines = items + others.count() + usize::from(order.discount > 0) + payments.count() + taxes;
    let beyond = lines.saturating_sub(MAX_LINES);
    if beyond == 0 || items < 2 {
        items
    } else {
        items.saturating_sub(beyond + 1)
    }
}

/// The lines, with those of the items from `own` on in one.
pub(super) fn joined(mut drafts: Vec<Draft>, own: usize, items: usize) -> Vec<Draft> {
    if own == items {
        return drafts;
    }
    let price = drafts.drain(own..items).map(|draft| draft.price).sum();
    let count = items - own;
    let source = Source::JoinedItems { first: own, count };
    let name = fit(&format!("その他の商品{count}件"));
    drafts.insert(own, plain(source, name, "", price));
    drafts
}

/// What is too large, too small or too many. `shown` is the total that the shop shows.
pub(super) fn problems(drafts: &[Draft], shown: Option<i64>) -> Vec<OrderProblem> {
    let mut problems = Vec::new();
    let price: i64 = drafts.iter().map(|draft| draft.price).sum();
    let tax: i64 = drafts.iter().map(|draft| draft.tax).sum();
    for (label, amount, most) in [("決済金額", price, MAX_PRICE), ("消費税", tax, MAX_TAX)] {
        let label = label.to_owned();
        if amount > most {
            problems.push(OrderProblem::TooLarge { label, amount });
        } else if amount < 0 {
            problems.push(OrderProblem::Negative(label));
        }
    }
    for draft in drafts {
        let amounts = [draft.price, draft.tax].into_iter();
        let beyond = amounts.filter(|amount| !LINE_AMOUNTS.contains(amount));
        problems.extend(beyond.map(|amount| OrderProblem::TooLarge {
            label: draft.name.clone(),
            amount,
        }));
    }
    if drafts.len() > MAX_LINES {
        problems.push(OrderProblem::TooManyLines(drafts.len()));
    }
    let billed = price + tax;
    if billed == 0 {
        problems.push(OrderProblem::NothingToPay);
    }
    if let Some(shown) = shown.filter(|shown| *shown != billed) {
        problems.push(OrderProblem::TotalsDiffer { shown, billed });
    }
    problems
}
