//! 決済登録: the relations between the items.

use super::super::{
    rules::{facts::FormFacts, number},
    wire::{fields::Line, item::Items},
};
use super::items::{
    HAS_LINES, LINE_PRICE, LINE_QUANTITY, LINE_TAX, LINE_UNIT_PRICE, SETTLE_PRICE, TAX,
};

pub(super) fn the_line_prices_add_up(facts: &FormFacts<'_>) -> bool {
    adds_up(facts, LINE_PRICE, SETTLE_PRICE)
}

pub(super) fn the_line_taxes_add_up(facts: &FormFacts<'_>) -> bool {
    adds_up(facts, LINE_TAX, TAX)
}

/// Passes if a value is missing or not a number.
fn adds_up(facts: &FormFacts<'_>, item: Items, total: Items) -> bool {
    // Unknown: whether the sums are compared with meisaiUmu 2; rules.sums_apply_without_lines.
    let applies = match facts.text(HAS_LINES) {
        Some("1") => true,
        Some("2") => facts.assumptions.rules.sums_apply_without_lines,
        _ => false,
    };
    match (facts.sum_of_lines(item), facts.whole_number(total)) {
        (Some(sum), Some(total)) if applies => sum == total.into(),
        _ => true,
    }
}

pub(super) fn the_line_prices_are_not_negative_together(facts: &FormFacts<'_>) -> bool {
    !signs_apply(facts) || facts.sum_of_lines(LINE_PRICE).is_none_or(|sum| sum >= 0)
}

pub(super) fn the_line_taxes_are_not_negative_together(facts: &FormFacts<'_>) -> bool {
    !signs_apply(facts) || facts.sum_of_lines(LINE_TAX).is_none_or(|sum| sum >= 0)
}

pub(super) fn quantity_and_unit_price_are_not_both_negative(
    facts: &FormFacts<'_>,
    line: &Line<'_>,
) -> bool {
    let negative = |item: Items| line.text(&item[0]).and_then(number::is_negative);
    let both = negative(LINE_QUANTITY) == Some(true) && negative(LINE_UNIT_PRICE) == Some(true);
    !signs_apply(facts) || !both
}

pub(super) fn a_positive_line_has_no_negative_tax(facts: &FormFacts<'_>, line: &Line<'_>) -> bool {
    match price_and_tax(line) {
        Some((price, tax)) if signs_apply(facts) && price >= 0 => tax >= 0,
        _ => true,
    }
}

pub(super) fn a_negative_line_has_no_positive_tax(facts: &FormFacts<'_>, line: &Line<'_>) -> bool {
    match price_and_tax(line) {
        Some((price, tax)) if signs_apply(facts) && price < 0 => tax <= 0,
        _ => true,
    }
}

fn price_and_tax(line: &Line<'_>) -> Option<(i64, i64)> {
    let number = |item: Items| line.text(&item[0]).and_then(number::whole);
    Some((number(LINE_PRICE)?, number(LINE_TAX)?))
}

fn signs_apply(facts: &FormFacts<'_>) -> bool {
    // Unknown: whether the signs are judged with meisaiUmu 2; rules.signs_apply_without_lines.
    facts.text(HAS_LINES) != Some("2") || facts.assumptions.rules.signs_apply_without_lines
}
