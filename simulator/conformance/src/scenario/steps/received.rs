//! Sentences about received requests: their number and their content.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    claims::known_number,
};
use crate::provider::{APIS, Entry};

/// The number of an API by its name.
///
/// # Errors
/// No API has that name: the feature is wrong.
pub(super) fn api(name: &str) -> Result<&'static str, Halt> {
    let api = APIS.iter().find(|(_, known)| *known == name);
    let api = api.map(|(number, _)| *number);
    api.ok_or_else(|| mistake(format!("「{name}」というAPIはありません")))
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^ヤマトは(決済登録|決済取消|出荷登録|出荷取消|利用金額照会|取引先登録|審査状況照会)を([0-9]+)回(まで)?受け取っている$",
        received
    );
    step!(
        table,
        "^ヤマトが受け付けた(決済登録|決済取消|出荷登録|出荷取消)は([0-9]+)回である$",
        carried_out
    );
    step!(
        table,
        "^ヤマトが受け取った受注日は、日本の今日の日付である$",
        order_date_is_today
    );
    step!(
        table,
        "^ヤマトが受け取った受注番号は、どれも20桁以内の半角である$",
        order_numbers_are_valid
    );
    step!(
        table,
        "^取り消した受注番号は、もう一度送られていない$",
        cancelled_numbers_are_not_used_again
    );
    step!(
        table,
        "^ヤマトが受け取った(出荷登録|出荷取消)の送り状番号は「([^」]*)」である$",
        slip_number_is
    );
    step!(
        table,
        "^ヤマトが受け取った決済取消は、どれもその受注の取引先IDである$",
        cancellations_name_the_buyer
    );
}

/// The requests to an API.
async fn entries(world: &World, name: &str) -> Result<Vec<Entry>, Halt> {
    Ok(world.merchant.received(api(name)?).await?)
}

/// The same for sentences about each of them: there must be at least one.
async fn some_entries(world: &World, name: &str) -> Result<Vec<Entry>, Halt> {
    let entries = entries(world, name).await?;
    if entries.is_empty() {
        return Err(
            Finding::new(format!("ヤマトに{name}の要求が届く"), "1つも届いていない").into(),
        );
    }
    Ok(entries)
}

async fn received(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (name, count) = (step.text(0), step.count(1)?);
    let entries = entries(world, name).await?;
    let (holds, expected) = if step.has(2) {
        (entries.len() <= count, format!("{name}は{count}回まで"))
    } else {
        (entries.len() == count, format!("{name}は{count}回"))
    };
    if holds {
        return Ok(());
    }
    let finding = Finding::new(expected, format!("{}回", entries.len()));
    Err(finding
        .requests(entries.iter().map(|entry| entry.number))
        .into())
}

async fn carried_out(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (name, count) = (step.text(0), step.count(1)?);
    let mut entries = entries(world, name).await?;
    entries.retain(Entry::is_carried_out);
    if entries.len() == count {
        return Ok(());
    }
    Err(Finding::new(
        format!("ヤマトが受け付けた{name}は{count}回"),
        format!("{}回", entries.len()),
    )
    .requests(entries.iter().map(|entry| entry.number))
    .into())
}

/// The merchant's clock decides the day.
async fn order_date_is_today(world: &mut World, _: Matched) -> Result<(), Halt> {
    for entry in some_entries(world, "決済登録").await? {
        let today: String = entry.at.chars().take(10).filter(|c| *c != '-').collect();
        let sent = entry.value("orderDate").unwrap_or_default();
        if sent != today {
            return Err(Finding::new(
                format!("受注日は{today}"),
                format!("「{sent}」（受け取ったのは{}）", entry.at),
            )
            .order(entry.order_number())
            .requests([entry.number])
            .into());
        }
    }
    Ok(())
}

async fn order_numbers_are_valid(world: &mut World, _: Matched) -> Result<(), Halt> {
    for entry in some_entries(world, "決済登録").await? {
        let number = entry.order_number().unwrap_or_default();
        let is_valid = (1..=20).contains(&number.chars().count())
            && number.bytes().all(|byte| (0x21..=0x7e).contains(&byte));
        if !is_valid {
            return Err(Finding::new(
                "受注番号は1～20桁の半角",
                format!("「{number}」（{}桁）", number.chars().count()),
            )
            .requests([entry.number])
            .into());
        }
    }
    Ok(())
}

async fn cancelled_numbers_are_not_used_again(world: &mut World, _: Matched) -> Result<(), Halt> {
    let journal = world.merchant.journal().await?;
    let mut cancelled: Vec<(String, u64)> = Vec::new();
    for entry in &journal.entries {
        let Some(number) = entry.order_number() else {
            continue;
        };
        let before = cancelled.iter().find(|(known, _)| known == number);
        match (entry.api.as_str(), before) {
            ("AN010", Some((_, cancellation))) => {
                return Err(Finding::new(
                    "取り消した受注番号は、もう送らない（新しい番号にする）",
                    format!("取り消した受注番号「{number}」で、もう一度決済登録"),
                )
                .order(Some(number))
                .requests([*cancellation, entry.number])
                .into());
            }
            ("AN020", None) if entry.is_carried_out() => {
                cancelled.push((number.to_owned(), entry.number));
            }
            _ => {}
        }
    }
    if cancelled.is_empty() {
        // Reused numbers cannot be judged.
        return Err(
            Finding::new("取消がヤマトで行われる", "ヤマトに、取り消された決済はない")
                .of("CAN-01")
                .into(),
        );
    }
    Ok(())
}

async fn slip_number_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (name, expected) = (step.text(0), step.text(1));
    for entry in some_entries(world, name).await? {
        let sent = entry.value("slipNo").unwrap_or_default();
        if sent != expected {
            return Err(Finding::new(
                format!("{name}の送り状番号は「{expected}」"),
                format!("「{sent}」"),
            )
            .order(entry.order_number())
            .requests([entry.number])
            .into());
        }
    }
    Ok(())
}

async fn cancellations_name_the_buyer(world: &mut World, _: Matched) -> Result<(), Halt> {
    let orders: Vec<_> = world.shopping.orders.keys().cloned().collect();
    for entry in some_entries(world, "決済取消").await? {
        let number = entry.order_number();
        let of_it = orders
            .iter()
            .find(|key| known_number(world, key).as_deref() == number);
        let buyer = of_it.and_then(|key| {
            let made = world.shopping.orders.get(key)?;
            made.customer.buyer_id.clone()
        });
        let expected = buyer.ok_or_else(|| mistake("取引先IDの分からない受注です"))?;
        let sent = entry.value("buyerId").unwrap_or_default();
        if sent != expected {
            return Err(Finding::new(
                format!("その受注の取引先ID「{expected}」"),
                format!("「{sent}」"),
            )
            .order(number)
            .requests([entry.number])
            .into());
        }
    }
    Ok(())
}
