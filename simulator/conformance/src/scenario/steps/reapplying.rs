//! Sentences about 取引先ID, and about applying again.

use super::{
    super::{
        halt::{Finding, Halt},
        table::{Matched, StepTable, step},
        world::World,
    },
    application::{arrived, taken},
};
use crate::provider::Entry;

/// The most characters of a 取引先ID.
const LONGEST_ID: usize = 20;

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^会員「([^」]+)」の取引先IDは、20桁以内の数字とハイフンである$",
        id_can_be_cancelled
    );
    step!(
        table,
        "^会員「([^」]+)」の取引先IDは、前の申込みと違う$",
        id_is_new
    );
    step!(
        table,
        "^ヤマトは、会員「([^」]+)」の取引先登録を([0-9]+)回受け取っている$",
        arrived_so_often
    );
    step!(
        table,
        "^会員「([^」]+)」の取引先登録は、確かめずに送り直されていない$",
        asked_before
    );
}

async fn id_can_be_cancelled(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.application.is_of(step.text(0))?;
    let entry = taken(world).await?;
    let id = entry.buyer_id().unwrap_or_default();
    let fits = |character: char| character.is_ascii_digit() || character == '-';
    if !id.is_empty() && id.len() <= LONGEST_ID && id.chars().all(fits) {
        return Ok(());
    }
    let finding = Finding::new(
        "取引先IDが20桁以内の数字とハイフン（英字があると、決済を取り消せません）",
        format!("「{id}」"),
    );
    Err(finding.requests([entry.number]).into())
}

async fn id_is_new(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.application.is_of(step.text(0))?;
    let latest = taken(world).await?;
    let arrived = arrived(world).await?;
    let mut before = arrived.iter().filter(|entry| entry.number < latest.number);
    let same = before.find(|entry| entry.buyer_id() == latest.buyer_id());
    let Some(same) = same else {
        return Ok(());
    };
    let id = latest.buyer_id().unwrap_or_default();
    let finding = Finding::new(
        "断られた申込みとは違う取引先ID",
        format!("どちらも「{id}」"),
    );
    Err(finding.requests([same.number, latest.number]).into())
}

async fn arrived_so_often(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.application.is_of(step.text(0))?;
    let expected = step.count(1)?;
    let arrived = arrived(world).await?;
    if arrived.len() == expected {
        return Ok(());
    }
    let finding = Finding::new(
        format!("取引先登録が{expected}回届いている"),
        format!("{}回", arrived.len()),
    );
    Err(finding
        .requests(arrived.iter().map(|entry| entry.number))
        .into())
}

/// Between an application with an unknown outcome and the next one, the shop inquires; or the next one repeats the first.
async fn asked_before(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.application.is_of(step.text(0))?;
    let entries = world.merchant.journal().await?.entries;
    let mut open: Option<&Entry> = None;
    for entry in &entries {
        match (entry.api.as_str(), open) {
            ("AN060", Some(lost)) if entry.buyer_id() != lost.buyer_id() => {
                let finding = Finding::new(
                    "結果の分からない申込みの後は、審査状況か利用金額を照会してから申し込み直すか、同じ取引先IDで送り直す",
                    format!(
                        "「{}」の結果を確かめずに、「{}」で申し込み直しました",
                        lost.buyer_id().unwrap_or_default(),
                        entry.buyer_id().unwrap_or_default()
                    ),
                );
                return Err(finding.requests([lost.number, entry.number]).into());
            }
            ("AN060", _) => open = is_open(entry).then_some(entry),
            ("AN050" | "AN070", Some(lost)) if is_about(entry, lost) => open = None,
            _ => {}
        }
    }
    Ok(())
}

/// Whether the outcome is unknown: no answer, or one from a fault.
fn is_open(entry: &Entry) -> bool {
    entry.is_lost() || entry.is_disturbed() && !entry.is_accepted()
}

/// Whether an inquiry names the buyer: by the id, or by the telephone number, of which only the length is kept.
fn is_about(inquiry: &Entry, application: &Entry) -> bool {
    match inquiry.buyer_id().filter(|id| !id.is_empty()) {
        Some(id) => Some(id) == application.buyer_id(),
        None => true,
    }
}
