//! Which outcome an application gets, and when.
//!
//! Asked in this order: the rules of the settings; the *magic values*, which need no configuration: the last four digits of
//! the telephone number; the default outcome.

use jiff::{SignedDuration, civil::DateTime};

use super::{
    buyers::{Decision, Judgement, digits},
    calendar::{Calendar, Delay},
};
use crate::settings::{ScreeningRule, ScreeningSettings};

/// What is known of somebody who applies.
pub(crate) struct Application<'a> {
    pub(crate) buyer_id: &'a str,
    pub(crate) telephone: &'a str,
    pub(crate) name: &'a str,
}

/// What the last four digits of a telephone number choose.
pub struct MagicNumber {
    /// The last four digits.
    pub digits: &'static str,
    /// What happens, in Japanese.
    pub meaning: &'static str,
    rule: fn() -> ScreeningRule,
}

const DAY: Delay = hours(24);

const fn hours(hours: i64) -> Delay {
    Delay::Time(SignedDuration::from_hours(hours))
}

const fn magic(
    digits: &'static str,
    meaning: &'static str,
    rule: fn() -> ScreeningRule,
) -> MagicNumber {
    MagicNumber {
        digits,
        meaning,
        rule,
    }
}

fn outcome(judgement: Judgement) -> ScreeningRule {
    ScreeningRule {
        outcome: Some(judgement),
        ..ScreeningRule::default()
    }
}

fn at_once(judgement: Judgement) -> ScreeningRule {
    ScreeningRule {
        delay: Some(Delay::NONE),
        ..outcome(judgement)
    }
}

fn later(judgement: Judgement) -> ScreeningRule {
    ScreeningRule {
        later_outcome: Some(judgement),
        later_after: Some(DAY),
        ..outcome(Judgement::Accepted)
    }
}

/// The magic values of the telephone number.
#[rustfmt::skip]
pub const MAGIC_NUMBERS: &[MagicNumber] = &[
    magic("9001", "申込不備になる",                             || outcome(Judgement::Incomplete)),
    magic("9002", "ご利用不可になる",                           || outcome(Judgement::Refused)),
    magic("9003", "いつまでも審査中のまま",                     || outcome(Judgement::Pending)),
    magic("9004", "ご利用可になり、24時間後にご利用不可になる", || later(Judgement::Refused)),
    magic("9005", "ご利用可になり、24時間後に取消になる",       || later(Judgement::Cancelled)),
    magic("9006", "ご利用可になり、24時間後に限度額変更（300,000円）になる",
        || ScreeningRule { later_credit_limit: Some(300_000), ..later(Judgement::LimitChanged) }),
    magic("9007", "限度額10,000円でご利用可になる",
        || ScreeningRule { credit_limit: Some(10_000), ..outcome(Judgement::Accepted) }),
    magic("9008", "限度額20,000,000円でご利用可になる",
        || ScreeningRule { credit_limit: Some(20_000_000), ..outcome(Judgement::Accepted) }),
    magic("9009", "48時間後にご利用可になる",
        || ScreeningRule { delay: Some(hours(48)), ..outcome(Judgement::Accepted) }),
    magic("9010", "すぐにご利用可になる",                       || at_once(Judgement::Accepted)),
    magic("9011", "すぐに申込不備になる",                       || at_once(Judgement::Incomplete)),
    magic("9012", "すぐにご利用不可になる",                     || at_once(Judgement::Refused)),
    magic("9013", "ご利用可になるが、利用状況は利用不可",
        || ScreeningRule { usable: Some(false), ..outcome(Judgement::Accepted) }),
    magic("9014", "ご利用可になるが、一時停止中（G12）",
        || ScreeningRule { temporarily_stopped: Some(true), ..outcome(Judgement::Accepted) }),
    magic("9015", "ご利用可になるが、停止中（G61）",
        || ScreeningRule { stopped: Some(true), ..outcome(Judgement::Accepted) }),
];

/// The steps of a screening: when, and what is said then. None for an application that stays pending for ever.
///
/// A step of this very moment happens before the next request is looked at.
pub(crate) fn steps(
    settings: &ScreeningSettings,
    application: &Application<'_>,
    now: DateTime,
    calendar: Calendar,
) -> Vec<(DateTime, Decision)> {
    let rule = settings
        .rules
        .iter()
        .find(|rule| matches(rule, application))
        .cloned()
        .or_else(|| magic_number(settings, application))
        .unwrap_or_default();
    let judgement = rule.outcome.unwrap_or(settings.outcome);
    let usual = rule.credit_limit.unwrap_or(settings.credit_limit);
    let first = Decision {
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
            Decision {
                judgement,
                credit_limit,
                ..first
            },
        ));
    }
    steps
}

/// The limit of a step. Only who is accepted has the usual one.
// Unknown: which limit is answered of a buyer who is not accepted; the rules of the screening may say one.
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

/// `*` at either end stands for anything.
fn fits_pattern(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(rest), Some(_)) => text.contains(rest.strip_suffix('*').unwrap_or("")),
        (Some(end), None) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => text == pattern,
    }
}
