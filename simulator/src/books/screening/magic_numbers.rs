//! The outcomes that the last four digits of a telephone number choose, without any configuration.

use jiff::SignedDuration;

use super::{
    super::{buyers::Judgement, calendar::Delay, values::MAX_CREDIT_LIMIT},
    ScreeningRule,
};

/// The outcome that the last four digits of a telephone number choose.
pub struct MagicNumber {
    /// The last four digits.
    pub digits: &'static str,
    /// The outcome, in Japanese.
    pub meaning: &'static str,
    pub(super) rule: fn() -> ScreeningRule,
}

pub(super) const DAY: Delay = hours(24);

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
        || ScreeningRule { credit_limit: Some(MAX_CREDIT_LIMIT), ..outcome(Judgement::Accepted) }),
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
