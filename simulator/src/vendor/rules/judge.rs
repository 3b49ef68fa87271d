//! The one evaluator: which rules a request breaks, in the vendor's order.
//!
//! Most rules need only the form, and are checked first, outside the lock of the merchant. The others need the merchant as well.

use super::{
    check::Check,
    facts::{Facts, FormFacts},
    rule::Rule,
};
use crate::vendor::wire::item::Item;

/// A rule that is broken, and by which line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Broken {
    /// The place of the rule in its table.
    pub(crate) rule: u16,
    /// 1 to 99; 0 if the rule is not about a line.
    pub(crate) line: u8,
}

/// All broken rules that need only the form, in the table's order, each with the first line that breaks it.
///
/// A blank optional item passes everything but `Required` and `RequiredWhen`: decided only here.
pub(crate) fn check_form(rules: &[Rule], facts: &FormFacts<'_>) -> Vec<Broken> {
    let of_form = |rule: &Rule| !rule.check.asks_the_merchant();
    broken(rules, of_form, |rule| breaks_form(rule, facts))
}

/// All other broken rules.
pub(crate) fn check_merchant(rules: &[Rule], facts: &Facts<'_>) -> Vec<Broken> {
    let of_merchant = |rule: &Rule| rule.check.asks_the_merchant();
    broken(rules, of_merchant, |rule| breaks_merchant(rule, facts))
}

/// Merges both in the table's order.
pub(crate) fn merge(of_form: &[Broken], of_merchant: &[Broken]) -> Vec<Broken> {
    let mut all = [of_form, of_merchant].concat();
    all.sort_by_key(|broken| broken.rule);
    all
}

fn broken(
    rules: &[Rule],
    is_asked: impl Fn(&Rule) -> bool,
    breaks: impl Fn(&Rule) -> Option<u8>,
) -> Vec<Broken> {
    let places = (0u16..).zip(rules);
    places
        .filter(|(_, rule)| is_asked(rule))
        .filter_map(|(rule, asked)| breaks(asked).map(|line| Broken { rule, line }))
        .collect()
}

fn breaks_form(rule: &Rule, facts: &FormFacts<'_>) -> Option<u8> {
    match rule.check {
        Check::Relation(condition) => (!(condition.holds)(facts)).then_some(0),
        Check::LineRelation(condition) => first_line(facts, |line| (condition.holds)(facts, line)),
        check => items(rule, facts, |item, value| {
            item_passes(check, item, value, facts)
        }),
    }
}

fn breaks_merchant(rule: &Rule, facts: &Facts<'_>) -> Option<u8> {
    match rule.check {
        Check::Books(condition) | Check::Fault(Some(condition)) => {
            (!(condition.holds)(facts)).then_some(0)
        }
        check => items(rule, facts, |_, value| {
            value.is_none_or(|value| check.passes_at(value, facts.now))
        }),
    }
}

/// The first line that does not pass.
fn first_line<'a>(
    facts: &FormFacts<'a>,
    passes: impl Fn(&crate::vendor::wire::fields::Line<'a>) -> bool,
) -> Option<u8> {
    let mut lines = facts.fields.lines().iter();
    lines.find(|line| !passes(line)).map(|line| line.number)
}

/// The first line on which an item of the rule fails; 0 for an item outside the lines.
fn items(
    rule: &Rule,
    facts: &FormFacts<'_>,
    passes: impl Fn(&Item, Option<&str>) -> bool,
) -> Option<u8> {
    if rule.items.iter().any(|item| item.per_line) {
        return first_line(facts, |line| {
            let mut items = rule.items.iter();
            items.all(|item| passes(item, line.text(item)))
        });
    }
    let mut items = rule.items.iter();
    let all = items.all(|item| passes(item, facts.fields.text(item)));
    (!all).then_some(0)
}

fn item_passes(check: Check, item: &Item, value: Option<&str>, facts: &FormFacts<'_>) -> bool {
    match (check, value) {
        (Check::Required, value) => value.is_some(),
        (Check::RequiredWhen(condition), None) => !(condition.holds)(facts),
        (_, None) => true,
        (check, Some(value)) => check.passes(item, value, facts),
    }
}
