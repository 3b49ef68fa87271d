//! Class 2: settlements of 1 yen, and their numbers. Leftovers are cancelled after each probe.

use super::{
    super::prober::{Prober, Stopped},
    BUYER, GUARD, GUARDED, NOT_REGISTERED, OTHER_BUYER, cancellation, registered, settlement,
};

/// Cancelled in the name of another buyer.
pub(super) async fn other_buyer(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.cancel_needs_the_buyer";
    let Some(order) = registered(prober, BUYER).await? else {
        prober.unclear(key, NOT_REGISTERED);
        return Ok(());
    };
    let answer = prober.send(cancellation(&order, OTHER_BUYER)).await?;
    prober.decide_by(key, &answer, &[("B020004", "true"), ("", "false")]);
    if prober.follows(!answer.is_accepted()) {
        prober.send(cancellation(&order, BUYER)).await?;
    }
    Ok(())
}

/// Registered, cancelled, and sent once more with the guard.
pub(super) async fn number_again(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.reuse_cancelled_orders";
    let Some(order) = registered(prober, BUYER).await? else {
        prober.unclear(key, NOT_REGISTERED);
        return Ok(());
    };
    let cancelled = prober.send(cancellation(&order, BUYER)).await?;
    if !prober.follows(cancelled.is_accepted()) {
        let why = format!("1円の決済を取り消せません（{}）", cancelled.words());
        prober.unclear(key, why);
        return Ok(());
    }
    let again = settlement(prober, BUYER, "1").guarded(&[("orderNo", &order), GUARD]);
    let answer = prober.send(again).await?;
    prober.decide_by(key, &answer, &[("A020004", "false"), (GUARDED, "true")]);
    Ok(())
}
