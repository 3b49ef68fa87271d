//! Compares the shop's claims with the provider's books and journal.

use super::{
    super::{
        halt::{Finding, Halt},
        table::{Matched, StepTable, in_groups, step},
        world::World,
    },
    last_answer::LastAnswer,
};
use crate::{
    adapter::message::{
        after_sale::{OpenShipment, OrderKnown, OrderStatus},
        outcome::{OrderState, Outcome},
        verb::Verb,
    },
    provider::{Entry, OrderSeen},
};

/// 受注番号 of an order, if the shop has answered it.
pub(super) fn known_number(world: &World, key: &str) -> Option<String> {
    world.shopping.orders.get(key)?.number.clone()
}

/// 受注番号 of an order: the shop's answer, else the received one that belongs to no other order.
pub(super) async fn order_number(world: &World, key: &str) -> Result<Option<String>, Halt> {
    if let Some(number) = known_number(world, key) {
        return Ok(Some(number));
    }
    let mut unclaimed = None;
    for entry in world.merchant.received("AN010").await? {
        let number = entry
            .order_number()
            .filter(|number| !is_of_another(world, key, number));
        unclaimed = number.map(ToOwned::to_owned).or(unclaimed);
    }
    Ok(unclaimed)
}

/// Whether the shop answered a number for another order, and not for this one.
fn is_of_another(world: &World, key: &str, number: &str) -> bool {
    let mut orders = world.shopping.orders.iter();
    known_number(world, key).as_deref() != Some(number)
        && orders.any(|(other, made)| other != key && made.number.as_deref() == Some(number))
}

/// The settlement of an order, at the provider.
pub(super) async fn settlement(world: &World, key: &str) -> Result<Option<OrderSeen>, Halt> {
    world.shopping.order(key)?;
    Ok(match order_number(world, key).await? {
        Some(number) => world.merchant.order(&number).await?,
        None => None,
    })
}

/// The active settlements that may be an order's: all but those of other orders.
pub(super) async fn standing(world: &World, key: &str) -> Result<Vec<OrderSeen>, Halt> {
    let mut orders = world.merchant.orders().await?;
    orders.retain(|order| order.stands() && !is_of_another(world, key, &order.order_number));
    Ok(orders)
}

/// The shop's status of an order.
pub(super) async fn status(world: &mut World, key: &str) -> Result<OrderKnown, Halt> {
    world.shopping.order(key)?;
    let status = OrderStatus {
        session: world.session(),
        key: key.to_owned(),
    };
    world.ask(&status).await
}

/// The name of a state in the features.
pub(super) const fn state_name(state: OrderState) -> &'static str {
    match state {
        OrderState::None => "なし",
        OrderState::Registered => "登録",
        OrderState::Cancelled => "取消",
        OrderState::Unknown => "不明",
    }
}

/// Whether a verb may have ended so although its answer was lost: the outcome is unknown, or the shop asked again, got the provider's own
/// answer, and states the truth. Otherwise the reason.
pub(super) async fn has_found_out(
    world: &World,
    last: &LastAnswer,
) -> Result<Result<(), String>, Halt> {
    if last.result == Outcome::Unknown {
        return Ok(Ok(()));
    }
    let number = match last.verb {
        Verb::Apply => last.buyer_id.clone(),
        _ => order_number(world, &last.about).await?,
    };
    let journal = world.merchant.journal().await?;
    let asked = |entry: &&Entry| is_about(entry, last.verb, number.as_deref());
    let latest = journal.entries.iter().rfind(asked);
    let is_sure = match latest {
        Some(entry) => !entry.is_lost() && !entry.is_disturbed(),
        None => last.result == Outcome::NotSent,
    };
    if !is_sure {
        return Ok(Err(
            "応答が届いていないか、信じられない応答なのに、確かめ直していません".to_owned(),
        ));
    }
    let is_there = is_there(world, last, number.as_deref()).await?;
    let claimed = last.result == Outcome::Done;
    if claimed && matches!(last.verb, Verb::PlaceOrder | Verb::ChangeOrder) {
        let standing = standing(world, &last.about).await?.len();
        if standing > 1 {
            return Ok(Err(format!("ヤマトに有効な決済が{standing}件あります")));
        }
    }
    Ok(match (claimed, is_there) {
        (true, false) => Err("ヤマトには行われた記録がありません".to_owned()),
        (false, true) => Err("ヤマトでは行われています".to_owned()),
        _ => Ok(()),
    })
}

/// Whether a request reveals the outcome of a verb.
fn is_about(entry: &Entry, verb: Verb, number: Option<&str>) -> bool {
    let apis: &[&str] = match verb {
        Verb::PlaceOrder | Verb::ChangeOrder => &["AN010", "AN020"],
        Verb::CancelOrder | Verb::CancelOrders => &["AN020"],
        Verb::Ship | Verb::Unship => &["AN030", "AN040"],
        Verb::Apply => &["AN050", "AN060", "AN070"],
        _ => &[],
    };
    let about = match verb {
        Verb::Apply => entry.buyer_id(),
        _ => entry.order_number(),
    };
    apis.contains(&entry.api.as_str()) && number.is_some() && about == number
}

/// Whether the books show the effect of a verb.
async fn is_there(world: &World, last: &LastAnswer, number: Option<&str>) -> Result<bool, Halt> {
    let Some(number) = number else {
        return Ok(false);
    };
    if last.verb == Verb::Apply {
        return Ok(world.merchant.buyer(number).await?.is_some());
    }
    let Some(order) = world.merchant.order(number).await? else {
        return Ok(false);
    };
    Ok(match last.verb {
        Verb::CancelOrder | Verb::CancelOrders => !order.stands(),
        Verb::Ship => order.slip_number.is_some(),
        Verb::Unship => order.slip_number.is_none(),
        _ => order.stands(),
    })
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^お店の言う受注「([^」]*)」の取引状況は、ヤマトの状態と(一致している|矛盾しない)$",
        state_agrees
    );
    step!(
        table,
        "^受注「([^」]*)」の出荷についてお店の言うことは、ヤマトの状態と矛盾しない$",
        shipment_agrees
    );
    step!(
        table,
        "^お店が受け付けたと示した合計は、ヤマトの請求額と一致している$",
        totals_agree
    );
}

/// The cost of an order, and who bears it, if shop and provider disagree on whether it stands.
pub(super) fn disagreement(
    claimed: OrderState,
    standing: &[OrderSeen],
    harm: u64,
) -> Option<(u64, String)> {
    match (claimed, standing) {
        (OrderState::Registered, []) => Some((
            harm,
            "お店は代金を請求できたつもりですが、ヤマトに有効な決済がありません".to_owned(),
        )),
        (OrderState::Cancelled | OrderState::None, [order, ..]) => Some((
            order.total,
            format!(
                "お店に決済のないご注文が、お客様に{}円請求されます",
                in_groups(order.total)
            ),
        )),
        (OrderState::Registered, [_, more @ ..]) if !more.is_empty() => {
            let twice = more.iter().map(|order| order.total).sum();
            Some((
                twice,
                format!("{}円を二重に請求しています", in_groups(twice)),
            ))
        }
        _ => None,
    }
}

async fn state_agrees(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let must_know = step.text(1) == "一致している";
    let known = status(world, key).await?;
    let standing = standing(world, key).await?;
    let number = order_number(world, key).await?;
    let in_books = if standing.is_empty() {
        "有効な決済はない".to_owned()
    } else {
        let each = standing.iter().map(|order| {
            let total = in_groups(order.total);
            format!("「{}」{total}円", order.state_name)
        });
        each.collect::<Vec<_>>().join("、")
    };
    let expected = format!("お店の言う取引状況は、ヤマトの状態（{in_books}）のとおり");
    let actual = format!("お店では「{}」", state_name(known.state));
    let shown = shown(world, key);
    if let Some((yen, text)) = disagreement(known.state, &standing, shown) {
        return Err(Finding::new(expected, actual)
            .harm(yen, text)
            .order(number)
            .into());
    }
    if must_know && known.state == OrderState::Unknown {
        return Err(Finding::new(expected, actual).order(number).into());
    }
    Ok(())
}

/// The cost of a claimed outcome that the books contradict.
pub(super) async fn cost(world: &World, last: &LastAnswer) -> Result<Option<(u64, String)>, Halt> {
    let is_done = last.result == Outcome::Done;
    let claimed = match last.verb {
        Verb::PlaceOrder if is_done => OrderState::Registered,
        Verb::PlaceOrder => OrderState::None,
        Verb::CancelOrder if is_done => OrderState::Cancelled,
        Verb::CancelOrder => OrderState::Registered,
        _ => return Ok(None),
    };
    let standing = standing(world, &last.about).await?;
    Ok(disagreement(claimed, &standing, shown(world, &last.about)))
}

/// The total that the shop showed when it accepted an order, in yen.
pub(super) fn shown(world: &World, key: &str) -> u64 {
    let made = world.shopping.orders.get(key);
    let shown = made.and_then(|made| made.accepted.as_ref()?.total.in_yen());
    shown.map_or(0, i64::unsigned_abs)
}

async fn shipment_agrees(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let known = status(world, key).await?;
    let is_open =
        known.open.contains(&OpenShipment::Ship) || known.open.contains(&OpenShipment::Unship);
    let settlement = settlement(world, key).await?;
    let in_books = settlement.and_then(|order| order.slip_number);
    if is_open || known.slip_number.is_some() == in_books.is_some() {
        return Ok(());
    }
    let in_words = |slip: Option<&str>| match slip {
        Some(slip) => format!("出荷（{slip}）がある"),
        None => "出荷はない".to_owned(),
    };
    let expected = format!(
        "ヤマトの状態のとおり「{}」か、結果の分からない送信として残っている（open）",
        in_words(in_books.as_deref())
    );
    let actual = format!("お店では「{}」", in_words(known.slip_number.as_deref()));
    Err(Finding::new(expected, actual)
        .order(known_number(world, key))
        .into())
}

async fn totals_agree(world: &mut World, _: Matched) -> Result<(), Halt> {
    let orders = world.merchant.orders().await?;
    for (key, made) in &world.shopping.orders {
        let Some(shown) = made
            .accepted
            .as_ref()
            .and_then(|shown| shown.total.in_yen())
        else {
            continue;
        };
        let number = made.number.as_deref();
        let of_it = orders.iter().find(|order| {
            order.stands() && number.is_none_or(|number| order.order_number == number)
        });
        let billed = of_it.and_then(|order| i64::try_from(order.total).ok());
        if billed == Some(shown) {
            continue;
        }
        let (shown_yen, billed_yen) = (in_groups(shown), billed.map(in_groups));
        let actual = match &billed_yen {
            Some(billed) => format!("{billed}円の請求"),
            None => "有効な決済はない".to_owned(),
        };
        let text = match billed_yen {
            Some(billed) => format!("{shown_yen}円と示したご注文に、{billed}円を請求しています"),
            None => format!("{shown_yen}円のご注文に、決済がありません"),
        };
        return Err(Finding::new(
            format!("受注「{key}」は、お客様に示した{shown_yen}円の請求"),
            actual,
        )
        .harm(shown.abs_diff(billed.unwrap_or(0)), text)
        .order(number)
        .into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(total: u64) -> OrderSeen {
        OrderSeen {
            order_number: "1".to_owned(),
            buyer_id: "1111".to_owned(),
            order_date: "2026-12-01".to_owned(),
            price: 0,
            tax: 0,
            total,
            state: 1,
            state_name: "登録".to_owned(),
            slip_number: None,
        }
    }

    #[test]
    fn a_wrong_claim_costs_what_is_billed_or_cannot_be_billed() {
        let one = [standing(1_100)];
        let two = [standing(1_100), standing(1_100)];
        for (claimed, books, yen) in [
            (OrderState::Registered, &one[..], None),
            (OrderState::Cancelled, &[], None),
            (OrderState::None, &[], None),
            (OrderState::Unknown, &one, None),
            (OrderState::Registered, &[], Some(2_200)),
            (OrderState::None, &one, Some(1_100)),
            (OrderState::Cancelled, &one, Some(1_100)),
            (OrderState::Registered, &two, Some(1_100)),
        ] {
            let cost = disagreement(claimed, books, 2_200);
            assert_eq!(cost.map(|(yen, _)| yen), yen, "{claimed:?} {books:?}");
        }
    }
}
