//! The one evaluator: which rules a request breaks, in the vendor's order.

use super::super::wire::item::Item;
use super::{check::Check, facts::Facts, rule::Rule};

/// A rule that is broken, and by which line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Broken {
    /// The place of the rule in its table.
    pub(crate) rule: u16,
    /// 1 to 99; 0 where the rule is not about a line.
    pub(crate) line: u8,
}

/// All rules that do not hold, in the table's order, each with the first line that breaks it.
///
/// A blank optional item passes everything but `Required` and `RequiredWhen`: said here, once.
pub(crate) fn broken_rules(rules: &[Rule], facts: &Facts<'_>) -> Vec<Broken> {
    let mut broken = Vec::new();
    for (place, rule) in (0u16..).zip(rules) {
        if let Some(line) = first_broken_line(rule, facts) {
            broken.push(Broken { rule: place, line });
        }
    }
    broken
}

fn first_broken_line(rule: &Rule, facts: &Facts<'_>) -> Option<u8> {
    let lines = facts.fields.lines();
    match rule.check {
        Check::Relation(condition) | Check::Standing(condition) | Check::Fault(Some(condition)) => {
            (!(condition.holds)(facts)).then_some(0)
        }
        Check::Fault(None) => None,
        Check::LineRelation(condition) => lines
            .iter()
            .find(|line| !(condition.holds)(facts, line))
            .map(|line| line.number),
        check if rule.items.iter().any(|item| item.per_line) => lines
            .iter()
            .find(|line| {
                !rule
                    .items
                    .iter()
                    .all(|item| item_passes(check, item, line.text(item), facts))
            })
            .map(|line| line.number),
        check => {
            let passes = |item: &Item| item_passes(check, item, facts.fields.text(item), facts);
            (!rule.items.iter().all(passes)).then_some(0)
        }
    }
}

fn item_passes(check: Check, item: &Item, value: Option<&str>, facts: &Facts<'_>) -> bool {
    match (check, value) {
        (Check::Required, value) => value.is_some(),
        (Check::RequiredWhen(condition), None) => !(condition.holds)(facts),
        (_, None) => true,
        (check, Some(value)) => check.passes(item, value, facts),
    }
}
