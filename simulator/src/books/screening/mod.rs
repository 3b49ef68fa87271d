//! The outcome of an application, and its time.
//!
//! Evaluated in this order: the rules of the settings; the *magic values*, which need no configuration: the last four digits of the
//! telephone number; the default outcome.

use jiff::civil::DateTime;

mod magic_numbers;
mod rules;

use super::{
    buyers::{BuyerStatus, Judgement, digits},
    calendar::Calendar,
};
use magic_numbers::DAY;
pub use magic_numbers::{MAGIC_NUMBERS, MagicNumber};
pub use rules::{ScreeningRule, ScreeningSettings};

/// The applicant, as the screening sees it.
pub(crate) struct Application<'a> {
    pub(crate) buyer_id: &'a str,
    pub(crate) telephone: &'a str,
    pub(crate) name: &'a str,
}

/// Returns the steps of a screening: when, and with which outcome. Empty for an application that stays pending.
///
/// A step without delay happens before the next request is processed.
pub(crate) fn steps(
    settings: &ScreeningSettings,
    application: &Application<'_>,
    now: DateTime,
    calendar: Calendar,
) -> Vec<(DateTime, BuyerStatus)> {
    let rule = settings
        .rules
        .iter()
        .find(|rule| matches(rule, application))
        .cloned()
        .or_else(|| magic_number(settings, application))
        .unwrap_or_default();
    let judgement = rule.outcome.unwrap_or(settings.outcome);
    let usual = rule.credit_limit.unwrap_or(settings.credit_limit);
    let first = BuyerStatus {
        judgement,
        usable: rule.usable.unwrap_or(true),
        stopped: rule.stopped.unwrap_or(false),
        temporarily_stopped: rule.temporarily_stopped.unwrap_or(false),
        credit_limit: limit(judgement, rule.credit_limit, usual),
    };
    let mut steps = Vec::new();
    let at = rule.delay.unwrap_or(settings.delay).after(now, calendar);
    if judgement != Judgement::Pending {
        steps.push((at, first));
    }
    if let Some(judgement) = rule.later_outcome {
        let at = rule.later_after.unwrap_or(DAY).after(at, calendar);
        let credit_limit = limit(judgement, rule.later_credit_limit, usual);
        steps.push((
            at,
            BuyerStatus {
                judgement,
                credit_limit,
                ..first
            },
        ));
    }
    steps
}

/// Returns the limit of a step. Only accepted buyers get the usual one.
// Unknown: which limit is answered for a buyer who is not accepted; screening rules may set one.
fn limit(judgement: Judgement, said: Option<u32>, usual: u32) -> u32 {
    said.unwrap_or(if judgement.is_accepted() { usual } else { 0 })
}

fn magic_number(
    settings: &ScreeningSettings,
    application: &Application<'_>,
) -> Option<ScreeningRule> {
    let telephone = digits(application.telephone);
    MAGIC_NUMBERS
        .iter()
        .find(|magic| settings.magic_numbers && telephone.ends_with(magic.digits))
        .map(|magic| (magic.rule)())
}

fn matches(rule: &ScreeningRule, application: &Application<'_>) -> bool {
    let fits = |pattern: &Option<String>, text: &str| {
        pattern
            .as_deref()
            .is_none_or(|pattern| fits_pattern(pattern, text))
    };
    let telephone = rule
        .telephone
        .as_ref()
        .map(|pattern| pattern.replace('-', ""));
    fits(&rule.buyer_id, application.buyer_id)
        && fits(&telephone, &digits(application.telephone))
        && fits(&rule.name, application.name)
}

/// Matches a pattern; `*` at either end stands for anything.
fn fits_pattern(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(rest), Some(_)) => text.contains(rest.strip_suffix('*').unwrap_or("")),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}
