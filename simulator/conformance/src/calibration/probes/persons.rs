//! Class 4: questions about buyers and orders that the team names.

use jiff::civil::Date;

use super::{
    super::{
        options::KnownBuyer,
        prober::{Prober, Stopped},
        query_days::{Answered, Narrowed, narrowed},
        request::{Api, ProbeRequest},
    },
    cancellation,
    reading::{USABLE, not_usable as note_not_usable},
    settlement,
};

fn inquiry(api: Api, id: &str) -> ProbeRequest {
    ProbeRequest::new(api, &[("buyerId", id)])
}

/// The code of a settlement of 1 yen. An accepted one is cancelled.
async fn code(prober: &mut Prober, key: &str, id: &str) -> Result<(), Stopped> {
    let request = settlement(prober, id, "1");
    let order = request.field("orderNo").unwrap_or_default().to_owned();
    let answer = prober.send(request).await?;
    let codes = [
        ("G12", "G12"),
        ("G61", "G61"),
        ("G65", "G65"),
        ("G97", "G97"),
    ];
    prober.decide_by(key, &answer, &codes);
    if prober.follows(answer.is_accepted()) {
        prober.send(cancellation(&order, id)).await?;
    }
    Ok(())
}

fn named(prober: &Prober, of: fn(&Prober) -> &Option<String>) -> String {
    of(prober).clone().unwrap_or_default()
}

/// A buyer whose membership was cancelled.
pub(super) async fn cancelled(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.cancelled_code";
    let id = named(prober, |prober| &prober.options.buyer_cancelled);
    let answer = prober.send(inquiry(Api::An070, &id)).await?;
    let status = answer.text("judgeStatus").unwrap_or_default();
    if !prober.follows(status == "取消") {
        let why = format!("お知らせいただいた取引先は、取消ではありません（{status}）");
        prober.unclear(key, why);
        return Ok(());
    }
    code(prober, key, &id).await
}

/// A buyer who is accepted but not usable.
pub(super) async fn not_usable(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.not_usable_code";
    let id = named(prober, |prober| &prober.options.buyer_not_usable);
    let screening = prober.send(inquiry(Api::An070, &id)).await?;
    let status = screening.text("judgeStatus").unwrap_or_default();
    let usage = prober.send(inquiry(Api::An050, &id)).await?;
    let usable = usage.text("useUsable").unwrap_or_default().to_owned();
    let is_accepted = matches!(status, "ご利用可" | "限度額変更");
    if !prober.follows(is_accepted && usable != USABLE) {
        let why = format!(
            "お知らせいただいた取引先は、ご利用可の後の利用不可ではありません（{status}、{usable}）"
        );
        prober.unclear(key, why);
        return Ok(());
    }
    note_not_usable(prober, &usable);
    code(prober, key, &id).await
}

/// An order whose shipment is confirmed: nothing changes, since each request contains a later mistake.
pub(super) async fn confirmed(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.cancel_after_confirmation";
    let order = named(prober, |prober| &prober.options.confirmed_order);
    // A wrong check digit, which is checked after the order's state.
    let removal = ProbeRequest::new(Api::An040, &[("orderNo", &order)]);
    let state = prober.send(removal.guarded(&[("slipNo", "1")])).await?;
    if !prober.follows(state.code() == Some("D020005")) {
        let why = format!("その注文は、出荷確定ではないようです（{}）", state.words());
        prober.unclear(key, why);
        return Ok(());
    }
    // A buyer id of letters, which is also checked after the order's state.
    let request = ProbeRequest::new(Api::An020, &[("orderNo", &order)]);
    let answer = prober
        .send(request.guarded(&[("buyerId", "GUARD")]))
        .await?;
    let values = [("B020005", "false"), ("B030003", "true")];
    prober.decide_by(key, &answer, &values);
    Ok(())
}

/// Whether the screening of each known buyer can still be asked for.
pub(super) async fn query_days(prober: &mut Prober) -> Result<(), Stopped> {
    let mut answered = Vec::new();
    for buyer in prober.options.known_buyers.clone() {
        let answer = prober.send(inquiry(Api::An070, &buyer.id)).await?;
        let is_open = match answer.code() {
            Some("G080001") => false,
            None if answer.is_accepted() => true,
            _ => continue,
        };
        if let Some(one) = days(prober, &buyer, is_open) {
            answered.push(one);
        }
    }
    let starts = "rules.screening_query_starts_with_application";
    let days = "rules.screening_query_days";
    match narrowed(&answered) {
        Narrowed::Start {
            from_application,
            days: only,
        } => {
            let value = if from_application { "true" } else { "false" };
            prober.decide_because(
                starts,
                value,
                "もう一方の起点では、照会の結果を説明できない",
            );
            match only {
                Ok(only) => {
                    prober.decide_because(days, only.to_string(), "照会の結果から1つに決まる");
                }
                Err(range) => prober.unclear(days, range),
            }
        }
        Narrowed::Open(why) => {
            prober.unclear(starts, &why);
            prober.unclear(days, why);
        }
    }
    Ok(())
}

/// The days since then, by the provider's date.
fn days(prober: &Prober, buyer: &KnownBuyer, is_open: bool) -> Option<Answered> {
    let today = Date::strptime("%Y%m%d", prober.date()).ok()?;
    let since = |day: Date| today.since(day).ok().map(|span| i64::from(span.get_days()));
    Some(Answered {
        since_application: since(buyer.applied)?,
        since_decision: since(buyer.decided)?,
        is_open,
    })
}
