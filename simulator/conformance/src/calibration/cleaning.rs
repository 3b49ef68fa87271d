//! Removes leftovers: the shipment first, then the settlement.

use super::{
    left_over::LeftOver,
    prober::{Prober, Stopped},
    request::{Api, ProbeRequest},
};

/// Sends the outstanding AN040 and AN020. Refused or unanswered ones stay on the list.
pub(super) async fn clean(prober: &mut Prober) -> Result<(), Stopped> {
    if prober.is_planning() {
        return Ok(());
    }
    prober.cleaning(true);
    let cleaned = all(prober).await;
    prober.cleaning(false);
    cleaned
}

async fn all(prober: &mut Prober) -> Result<(), Stopped> {
    for left in prober.notebook.left.clone() {
        for slip in left.slips.iter().rev() {
            let fields = [("orderNo", &*left.order), ("slipNo", slip)];
            let answer = prober
                .exchange(&ProbeRequest::new(Api::An040, &fields))
                .await?;
            if answer.is_accepted() {
                break;
            }
        }
        cancel(prober, &left).await?;
    }
    Ok(())
}

async fn cancel(prober: &mut Prober, left: &LeftOver) -> Result<(), Stopped> {
    let fields = [("orderNo", &*left.order), ("buyerId", &*left.buyer)];
    prober
        .exchange(&ProbeRequest::new(Api::An020, &fields))
        .await?;
    Ok(())
}
