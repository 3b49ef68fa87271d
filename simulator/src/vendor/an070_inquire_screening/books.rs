//! 審査状況照会: how long it can be called.

use jiff::SignedDuration;

use super::super::{inquiry::books::sought, rules::facts::Facts};
use crate::books::buyers::Judgement;

/// For 60 days after the decision. Not judged while there is none, nor for buyers decided long ago.
pub(super) fn the_screening_can_still_be_asked_for(facts: &Facts<'_>) -> bool {
    let rules = &facts.assumptions.rules;
    let Some((_, buyer)) = sought(facts).and_then(|sought| sought.buyer()) else {
        return true;
    };
    let Some(decided_at) = buyer.decided_at else {
        return true;
    };
    if buyer.standing.judgement == Judgement::Pending {
        return true;
    }
    // Unknown: when the 60 days begin; rules.screening_query_starts_with_application.
    let start = if rules.screening_query_starts_with_application {
        buyer.applied_at
    } else {
        decided_at
    };
    let days = SignedDuration::from_hours(24 * i64::from(rules.screening_query_days));
    facts.now <= start.saturating_add(days)
}
