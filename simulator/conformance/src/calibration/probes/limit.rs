//! Class 1, in part 2: the code for a settlement over the credit limit.

use super::{
    super::{
        answer::WireAnswer,
        prober::{Prober, Stopped},
        request::{Api, ProbeRequest},
    },
    BUYER, GUARDED, NOT_REGISTERED, cancellation,
    lines::guarded,
    registered,
};

const KEY: &str = "rules.over_limit";
const TOO_MUCH: &str = "A060004";

/// More than the limit; after A060004, more than its unused part.
pub(super) async fn over_limit(prober: &mut Prober) -> Result<(), Stopped> {
    let request = ProbeRequest::new(Api::An050, &[("buyerId", BUYER)]);
    let usage = prober.send(request).await?;
    let Some((limit, used)) = amounts(prober, &usage) else {
        return Ok(());
    };
    let answer = priced(prober, limit, 1, "（与信限度額＋1）").await?;
    if answer.code() == Some(GUARDED) {
        prober.decide(KEY, "only-g55");
        return Ok(());
    }
    if !prober.follows(answer.code() == Some(TOO_MUCH)) {
        let why = format!("限度額＋1円に {}（想定していない応答）", answer.words());
        prober.unclear(KEY, why);
        return Ok(());
    }
    if used > 0 {
        return left_of_the_limit(prober, limit, used).await;
    }
    if !prober.options.allow_settlements {
        let why = "限度額そのものを超えると A060004 です。残りを超えるとどうなるかは、--allow-settlements で分かります";
        prober.unclear(KEY, why);
        return Ok(());
    }
    let Some(order) = registered(prober, BUYER).await? else {
        prober.unclear(KEY, NOT_REGISTERED);
        return Ok(());
    };
    left_of_the_limit(prober, limit, 1).await?;
    prober.send(cancellation(&order, BUYER)).await?;
    Ok(())
}

/// Limit and used amount; any in a plan.
fn amounts(prober: &mut Prober, usage: &WireAnswer) -> Option<(u64, u64)> {
    let amount = |name| usage.text(name)?.parse::<u64>().ok();
    let amounts = amount("useOverLimit").zip(amount("usePayment"));
    if prober.is_planning() {
        return Some((0, 0));
    }
    if amounts.is_none() {
        prober.unclear(
            KEY,
            format!("限度額と利用金額が分かりません（{}）", usage.words()),
        );
    }
    amounts
}

/// A guarded settlement of the limit plus an amount.
async fn priced(
    prober: &mut Prober,
    limit: u64,
    more: i64,
    planned: &str,
) -> Result<WireAnswer, Stopped> {
    let price = if prober.is_planning() {
        planned.to_owned()
    } else {
        limit.saturating_add_signed(more).to_string()
    };
    let request = guarded(prober, &price, &[]);
    prober.send(request).await
}

/// One yen more than the unused part.
async fn left_of_the_limit(prober: &mut Prober, limit: u64, used: u64) -> Result<(), Stopped> {
    let more = 1 - i64::try_from(used).unwrap_or(i64::MAX);
    let answer = priced(prober, limit, more, "（与信限度額－利用金額＋1）").await?;
    let values = [(TOO_MUCH, "available"), (GUARDED, "limit")];
    prober.decide_by(KEY, &answer, &values);
    Ok(())
}
