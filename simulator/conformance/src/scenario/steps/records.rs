//! Sentences about the later knowledge of shop and provider: states and amounts.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, in_groups, step},
        world::World,
    },
    claims::{known_number, order_number, settlement, shown, standing, state_name, status},
};
use crate::{adapter::message::outcome::OrderState, provider::OrderSeen};

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^お店で、受注「([^」]*)」の取引状況は「(登録|取消|なし|不明)」(?:か「(登録|取消|なし|不明)」)?である$",
        state_is
    );
    step!(
        table,
        "^(お店で、|結果の分からない間、)受注「([^」]*)」は支払済みではない$",
        is_unpaid
    );
    step!(
        table,
        "^ヤマトで、受注「([^」]*)」は「(登録|取消|送り状番号登録済|出荷確定)」、請求額([0-9,]+)円である$",
        provider_has
    );
    step!(
        table,
        "^ヤマトで、受注「([^」]*)」の請求額は([0-9,]+)円か([0-9,]+)円である$",
        provider_bills_one_of
    );
    step!(
        table,
        "^ヤマトに決済は([0-9]+)件ある$",
        provider_has_so_many
    );
    step!(
        table,
        "^ヤマトの決済は([0-9]+)件までである$",
        provider_has_at_most
    );
    step!(
        table,
        "^ヤマトの有効な決済は1件で、請求額は([0-9,]+)円である$",
        one_stands
    );
    step!(
        table,
        "^取引先「([^」]*)」の利用金額は([0-9,]+)円である$",
        used_amount_is
    );
    step!(
        table,
        "^ヤマトで、取引先「([^」]*)」の審査状況は「(審査中|ご利用可|申込不備|ご利用不可|取消|限度額変更)」である$",
        judgement_is
    );
    step!(
        table,
        "^ヤマトで、取引先「([^」]*)」は(利用可|利用不可)、限度額([0-9,]+)円、利用金額([0-9,]+)円である$",
        buyer_is
    );
    step!(
        table,
        "^取引先「([^」]*)」の限度額は([0-9,]+)円である$",
        limit_is_set
    );
}

async fn state_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let known = status(world, key).await?;
    let allowed: Vec<_> = (1..3)
        .filter(|part| step.has(*part))
        .map(|part| step.text(part))
        .collect();
    let state = state_name(known.state);
    if allowed.contains(&state) {
        return Ok(());
    }
    let standing = standing(world, key).await?;
    let mut finding = Finding::new(
        format!("お店で、取引状況は「{}」", allowed.join("」か「")),
        format!("お店で「{state}」"),
    )
    .order(order_number(world, key).await?);
    let disagreement = super::claims::disagreement(known.state, &standing, shown(world, key));
    if let Some((yen, text)) = disagreement {
        finding = finding.harm(yen, text);
    }
    Err(finding.into())
}

/// Judged if the shop is certain to have no settlement; while it is uncertain, nobody has paid either.
async fn is_unpaid(world: &mut World, step: Matched) -> Result<(), Halt> {
    let must_be = step.text(0) == "お店で、";
    unpaid(world, step.text(1), must_be).await
}

/// Breaks if the shop considers an order without a settlement paid; with `whatever` also if it claims to have one.
pub(super) async fn unpaid(world: &mut World, key: &str, whatever: bool) -> Result<(), Halt> {
    let known = status(world, key).await?;
    let judged = whatever || matches!(known.state, OrderState::None | OrderState::Unknown);
    if !judged || !known.paid {
        return Ok(());
    }
    let made = world.shopping.order(key)?;
    let answer = made.answer.as_ref();
    let total = answer.and_then(|placed| placed.shown.as_ref()?.total.in_yen());
    let stands = !standing(world, key).await?.is_empty();
    let text = if stands {
        "結果の分からない注文を、支払済みとして扱っています"
    } else {
        "決済のないご注文を、支払済みとして扱っています。代金を受け取れません"
    };
    let finding = Finding::new(
        "お店で、支払済みではない（paid false）",
        format!(
            "支払済みである（paid true）。取引状況は「{}」",
            state_name(known.state)
        ),
    );
    Err(finding
        .harm(total.map_or(0, i64::unsigned_abs), text)
        .order(order_number(world, key).await?)
        .into())
}

async fn provider_has(world: &mut World, step: Matched) -> Result<(), Halt> {
    let total = step.yen(2)?;
    provider_has_order(world, step.text(0), step.text(1), total).await
}

/// Breaks if the provider's books have another state or sum of an order.
pub(super) async fn provider_has_order(
    world: &mut World,
    key: &str,
    state: &str,
    total: i64,
) -> Result<(), Halt> {
    let number = order_number(world, key).await?;
    let order = settlement(world, key).await?;
    let expected = format!("ヤマトで「{state}」、請求額{}円", in_groups(total));
    let wanted = total.unsigned_abs();
    let Some(order) = order else {
        return Err(Finding::new(expected, "ヤマトに、この注文の決済はない")
            .harm(
                wanted,
                format!("{}円のご注文に、決済がありません", in_groups(total)),
            )
            .order(number)
            .into());
    };
    if order.state_name == state && order.total == wanted {
        return Ok(());
    }
    let actual = format!(
        "ヤマトで「{}」、請求額{}円",
        order.state_name,
        in_groups(order.total)
    );
    let finding = Finding::new(expected, actual).order(number);
    Err(match harm_of(&order, state, wanted) {
        Some((yen, text)) => finding.harm(yen, text),
        None => finding,
    }
    .into())
}

/// The cost of a settlement in another state, or of another sum.
fn harm_of(order: &OrderSeen, state: &str, wanted: u64) -> Option<(u64, String)> {
    if order.total != wanted {
        let text = format!(
            "{}円のご注文に、{}円を請求しています",
            in_groups(wanted),
            in_groups(order.total)
        );
        return Some((order.total.abs_diff(wanted), text));
    }
    match (order.stands(), state) {
        (true, "取消") => Some((
            order.total,
            format!("取り消したはずの{}円が請求されます", in_groups(order.total)),
        )),
        (false, "取消") => None,
        (false, _) => Some((
            order.total,
            format!("{}円の決済が取り消されています", in_groups(order.total)),
        )),
        _ => None,
    }
}

async fn provider_bills_one_of(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let sums = [step.yen(1)?, step.yen(2)?];
    let standing = standing(world, key).await?;
    let billed: Vec<_> = standing.iter().map(|order| order.total).collect();
    if let [billed] = billed.as_slice()
        && sums.iter().any(|sum| sum.unsigned_abs() == *billed)
    {
        return Ok(());
    }
    let in_words: Vec<_> = billed
        .iter()
        .map(|yen| format!("{}円", in_groups(*yen)))
        .collect();
    Err(Finding::new(
        format!(
            "請求額は{}円か{}円（お客様に示した合計）",
            in_groups(sums[0]),
            in_groups(sums[1])
        ),
        format!("請求は{}件（{}）", billed.len(), in_words.join("、")),
    )
    .order(known_number(world, key))
    .into())
}

async fn provider_has_so_many(world: &mut World, step: Matched) -> Result<(), Halt> {
    let count = step.count(0)?;
    let orders = orders_that_stand(world).await?;
    if orders.len() == count {
        return Ok(());
    }
    Err(too_many_or_few(&format!("{count}件"), count, &orders))
}

async fn provider_has_at_most(world: &mut World, step: Matched) -> Result<(), Halt> {
    let count = step.count(0)?;
    let orders = orders_that_stand(world).await?;
    if orders.len() <= count {
        return Ok(());
    }
    Err(too_many_or_few(&format!("{count}件まで"), count, &orders))
}

/// The settlements that are billed: what was cancelled is no second one.
async fn orders_that_stand(world: &World) -> Result<Vec<OrderSeen>, Halt> {
    let mut orders = world.merchant.orders().await?;
    orders.retain(OrderSeen::stands);
    Ok(orders)
}

fn too_many_or_few(expected: &str, count: usize, orders: &[OrderSeen]) -> Halt {
    let finding = Finding::new(
        format!("ヤマトの決済は{expected}"),
        format!("{}件", orders.len()),
    );
    if orders.len() < count {
        return finding
            .harm(0, "ご注文の決済がなく、代金を請求できません")
            .into();
    }
    let twice = orders[count..].iter().map(|order| order.total).sum();
    finding
        .harm(
            twice,
            format!("{}円を二重に請求しています", in_groups(twice)),
        )
        .into()
}

async fn one_stands(world: &mut World, step: Matched) -> Result<(), Halt> {
    let total = step.yen(0)?;
    let orders = orders_that_stand(world).await?;
    if let [order] = orders.as_slice()
        && order.total == total.unsigned_abs()
    {
        return Ok(());
    }
    let billed: u64 = orders.iter().map(|order| order.total).sum();
    let finding = Finding::new(
        format!("ヤマトの有効な決済は1件で、請求額は{}円", in_groups(total)),
        format!(
            "有効な決済は{}件、請求額は合わせて{}円",
            orders.len(),
            in_groups(billed)
        ),
    );
    let text = format!(
        "{}円のご注文に、{}円を請求しています",
        in_groups(total),
        in_groups(billed)
    );
    Err(finding
        .harm(billed.abs_diff(total.unsigned_abs()), text)
        .into())
}

async fn used_amount_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let id = step.text(0);
    let Some(buyer) = world.merchant.buyer(id).await? else {
        return Err(mistake(format!("取引先「{id}」はヤマトにありません")));
    };
    let expected = step.yen(1)?.unsigned_abs();
    if buyer.used_amount == expected {
        return Ok(());
    }
    let difference = buyer.used_amount.abs_diff(expected);
    Err(Finding::new(
        format!("取引先「{id}」の利用金額は{}円", in_groups(expected)),
        format!("{}円", in_groups(buyer.used_amount)),
    )
    .harm(
        difference,
        format!("お客様の利用金額が{}円違います", in_groups(difference)),
    )
    .into())
}

async fn buyer_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let altered = serde_json::json!({
        "usable": step.text(1) == "利用可",
        "creditLimit": step.yen(2)?,
        "usedAmount": step.yen(3)?,
    });
    let path = format!("/buyers/{}", step.text(0));
    world.merchant.patch(&path, &altered).await?;
    Ok(())
}

/// As after an application on paper.
async fn judgement_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let judged = serde_json::json!({"judgement": step.text(1)});
    let path = format!("/buyers/{}", step.text(0));
    world.merchant.patch(&path, &judged).await?;
    Ok(())
}

async fn limit_is_set(world: &mut World, step: Matched) -> Result<(), Halt> {
    let limit = serde_json::json!({"creditLimit": step.yen(1)?});
    let path = format!("/buyers/{}", step.text(0));
    world.merchant.patch(&path, &limit).await?;
    Ok(())
}
