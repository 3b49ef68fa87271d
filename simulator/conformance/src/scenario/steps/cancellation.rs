//! Sentences about cancellations, single and in bulk, and about how refusals compare.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    claims::{known_number, settlement, state_name, status},
    last_answer::LastAnswer,
};
use crate::{
    adapter::message::{
        after_sale::{CancelOrder, CancelOrders},
        outcome::{OrderState, Outcome},
        verb::Verb,
    },
    provider::OrderSeen,
};

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^受注「([^」]*)」の決済を取り消す$", cancel);
    step!(
        table,
        "^次の受注の決済をまとめて取り消す:$",
        cancel_together
    );
    step!(
        table,
        "^まとめた取消は、([0-9]+)件が受け付けられ、([0-9]+)件が断られる$",
        so_many_are_done
    );
    step!(
        table,
        "^まとめた取消の結果は次のとおりである:$",
        results_are
    );
    step!(
        table,
        "^まとめた取消の結果は、お店の言う取引状況とも、ヤマトの状態とも一致している$",
        results_agree
    );
    step!(
        table,
        "^受注「([^」]*)」「([^」]*)」「([^」]*)」の結果とお客様に示される文は、どれも同じである$",
        ended_alike
    );
}

async fn cancel(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    world.shopping.order(key)?;
    let cancel = CancelOrder {
        session: world.session(),
        key: key.to_owned(),
    };
    let carried = world.ask(&cancel).await?;
    world.shopping.last = Some(LastAnswer::of_carried(Verb::CancelOrder, key, &carried));
    Ok(())
}

async fn cancel_together(world: &mut World, step: Matched) -> Result<(), Halt> {
    let rows = step.rows()?.iter();
    let keys: Vec<_> = rows.filter_map(|row| row.first().cloned()).collect();
    for key in &keys {
        world.shopping.order(key)?;
    }
    let cancel = CancelOrders {
        session: world.session(),
        keys,
    };
    let each = world.ask(&cancel).await?;
    world.shopping.last = each.results.last().map(LastAnswer::of_one);
    world.shopping.cancelled = each.results;
    Ok(())
}

const fn result_name(result: Outcome) -> &'static str {
    match result {
        Outcome::Done => "受け付けられた",
        Outcome::Refused | Outcome::NotSent => "取り消せない",
        Outcome::Unknown => "分からない",
    }
}

fn all_results(world: &World) -> String {
    let each = world.shopping.cancelled.iter().map(|one| {
        let code = one.code.as_deref().unwrap_or_default();
        format!("{}：{}{code}", one.key, result_name(one.result))
    });
    each.collect::<Vec<_>>().join("、")
}

async fn so_many_are_done(world: &mut World, step: Matched) -> Result<(), Halt> {
    let count = |name: &str| {
        let results = world.shopping.cancelled.iter();
        results
            .filter(|one| result_name(one.result) == name)
            .count()
    };
    let (done, cannot) = (step.count(0)?, step.count(1)?);
    if count("受け付けられた") == done && count("取り消せない") == cannot {
        return Ok(());
    }
    Err(Finding::new(
        format!("{done}件が受け付けられ（done）、{cannot}件が断られる（refused か notSent）"),
        all_results(world),
    )
    .into())
}

async fn results_are(world: &mut World, step: Matched) -> Result<(), Halt> {
    for row in step.rows()?.iter().skip(1) {
        let [key, expected] = row.as_slice() else {
            return Err(mistake("表は「受注」と「結果」の2列にしてください"));
        };
        let mut results = world.shopping.cancelled.iter();
        let result = results.find(|one| one.key == *key);
        let actual = result.map_or("結果がない", |one| result_name(one.result));
        if actual != expected {
            return Err(Finding::new(
                format!("受注「{key}」は「{expected}」"),
                format!("「{actual}」（{}）", all_results(world)),
            )
            .order(known_number(world, key))
            .into());
        }
    }
    Ok(())
}

async fn results_agree(world: &mut World, _: Matched) -> Result<(), Halt> {
    for one in world.shopping.cancelled.clone() {
        let known = status(world, &one.key).await?;
        let settlement = settlement(world, &one.key).await?;
        let stands = settlement.as_ref().is_some_and(OrderSeen::stands);
        let claims = one.result == Outcome::Done;
        let state = if claims {
            OrderState::Cancelled
        } else {
            OrderState::Registered
        };
        let is_definite = one.result != Outcome::Unknown;
        if is_definite && stands != claims && known.state == state {
            continue;
        }
        let in_books = settlement.map_or("なし".to_owned(), |order| order.state_name);
        let mut finding = Finding::new(
            format!(
                "受注「{}」は「{}」：結果も、お店の取引状況も、ヤマトの状態も同じ",
                one.key,
                if stands {
                    "取り消せない"
                } else {
                    "受け付けられた"
                }
            ),
            format!(
                "結果は「{}」、お店で「{}」、ヤマトで「{in_books}」",
                result_name(one.result),
                state_name(known.state)
            ),
        );
        if stands && (claims || known.state == OrderState::Cancelled) {
            let shown = super::claims::shown(world, &one.key);
            finding = finding.harm(shown, "取り消したはずのご注文が請求されます");
        }
        return Err(finding.order(known_number(world, &one.key)).into());
    }
    Ok(())
}

/// The text may contain the order's own number.
async fn ended_alike(world: &mut World, step: Matched) -> Result<(), Halt> {
    let mut seen: Vec<(Outcome, String)> = Vec::new();
    for part in 0..3 {
        let made = world.shopping.order(step.text(part))?;
        let answer = made.answer.as_ref();
        let answer = answer.ok_or_else(|| mistake("まだ答えのない受注です"))?;
        let number = made.number.as_deref().filter(|number| !number.is_empty());
        let told = match number {
            Some(number) => answer.told.buyer.replace(number, "＜受注番号＞"),
            None => answer.told.buyer.clone(),
        };
        seen.push((answer.result, told));
    }
    if seen.windows(2).all(|pair| pair[0] == pair[1]) {
        return Ok(());
    }
    let in_words = seen.iter().enumerate().map(|(place, (result, told))| {
        format!(
            "{}：{}「{told}」",
            step.text(place),
            match result {
                Outcome::Done => "done",
                Outcome::Refused => "refused",
                Outcome::NotSent => "notSent",
                Outcome::Unknown => "unknown",
            }
        )
    });
    let in_words = in_words.collect::<Vec<_>>().join("、");
    Err(Finding::new(
        "どのコードでも、結果（result）とお客様に示される文（told.buyer）は同じ",
        world.adapter().log().masked(&in_words),
    )
    .into())
}
