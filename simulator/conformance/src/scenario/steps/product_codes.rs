//! Sentences about sent 商品コード and 商品名.

use super::{
    super::{
        halt::{Finding, Halt},
        table::{Matched, StepTable, step},
        world::World,
    },
    answers::{in_words, last},
    billed::settlement,
    lines::{SentLine, goods, shown_by},
    money::placed,
};
use crate::{
    adapter::message::{capabilities::ProductCodes, outcome::Outcome},
    provider::Entry,
};

/// The most columns of a name; a full-width character takes two.
const MOST_COLUMNS: usize = 60;
/// The most characters of a code.
const LONGEST_CODE: usize = 10;

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^商品コードの設定は「(連携しない|10文字を超える場合、頭から超えている値を切る)」である$",
        setting
    );
    step!(table, "^送信された商品コードは「([^」]*)」である$", code_is);
    step!(table, "^送信された商品名は「([^」]*)」である$", name_is);
    step!(
        table,
        "^送信された商品名は60桁以内で、壊れた文字がない$",
        name_fits
    );
    step!(
        table,
        "^商品「([^」]+)」を示して送信されないか、半角の商品コードで受け付けられる$",
        is_named_or_half_width
    );
    step!(table, "^担当者に、変えて送ったことが知らされる$", is_said);
    step!(
        table,
        "^担当者に、商品「([^」]+)」を変えて送ったことが知らされる$",
        is_said_of
    );
}

async fn setting(world: &mut World, step: Matched) -> Result<(), Halt> {
    let codes = match step.text(0) {
        "連携しない" => ProductCodes::NotSent,
        _ => ProductCodes::CutFromHead,
    };
    world.set(|settings| settings.product_codes = Some(codes))
}

/// The first line of goods.
async fn first(world: &World) -> Result<(SentLine, Entry), Halt> {
    let entry = settlement(world).await?;
    match goods(&entry).into_iter().next() {
        Some(line) => Ok((line, entry)),
        None => Err(shown_by(
            Finding::new("商品の明細がある", "ありません"),
            &entry,
        )),
    }
}

async fn code_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (line, entry) = first(world).await?;
    is(step.text(0), &line.code, "商品コード", &entry)
}

async fn name_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (line, entry) = first(world).await?;
    is(step.text(0), &line.name, "商品名", &entry)
}

fn is(expected: &str, actual: &str, label: &str, entry: &Entry) -> Result<(), Halt> {
    if actual == expected {
        return Ok(());
    }
    let finding = Finding::new(format!("{label}「{expected}」"), format!("「{actual}」"));
    Err(shown_by(finding, entry))
}

async fn name_fits(world: &mut World, _: Matched) -> Result<(), Halt> {
    let (line, entry) = first(world).await?;
    let columns: usize = line.name.chars().map(columns_of).sum();
    let is_torn = |character: char| character == '\u{fffd}' || character.is_control();
    let actual = if line.name.trim().is_empty() {
        "商品名がありません".to_owned()
    } else if columns > MOST_COLUMNS {
        format!("「{}」（{columns}桁）", line.name)
    } else if line.name.contains(is_torn) {
        format!("「{}」に、壊れた文字があります", line.name)
    } else {
        return Ok(());
    };
    let finding = Finding::new("商品名が60桁以内で、壊れた文字がない", actual);
    Err(shown_by(finding, &entry))
}

const fn columns_of(character: char) -> usize {
    if is_half_width(character) { 1 } else { 2 }
}

const fn is_half_width(character: char) -> bool {
    matches!(character, ' '..='~' | '¥' | '\u{ff61}'..='\u{ff9f}')
}

async fn is_named_or_half_width(world: &mut World, step: Matched) -> Result<(), Halt> {
    let name = step.text(0);
    let (place, item) = world.money.item_named(name)?;
    let actual = match last(world)?.result {
        Outcome::NotSent => {
            let problems = &placed(world)?.problems;
            let field = format!("items[{place}]");
            let is_named = problems.iter().any(|problem| {
                problem.field.starts_with(&field)
                    || problem.message.contains(name)
                    || problem.message.contains(&item.code)
            });
            if is_named {
                return Ok(());
            }
            "送信されませんでしたが、どの商品のことかが示されません".to_owned()
        }
        Outcome::Done => {
            let (line, entry) = first(world).await?;
            let is_short = line.code.chars().count() <= LONGEST_CODE;
            if is_short && line.code.chars().all(is_half_width) {
                return Ok(());
            }
            let finding = Finding::new("半角の商品コード", format!("「{}」", line.code));
            return Err(shown_by(finding, &entry));
        }
        Outcome::Refused | Outcome::Unknown => in_words(world),
    };
    let expected =
        format!("商品「{name}」を示して送信されないか、半角の商品コードで受け付けられる");
    Err(Finding::new(expected, actual).into())
}

async fn is_said(world: &mut World, _: Matched) -> Result<(), Halt> {
    let warnings = &placed(world)?.warnings;
    if warnings.iter().any(|warning| !warning.trim().is_empty()) {
        return Ok(());
    }
    let expected = "切ったこと、置き換えたことが、担当者に知らされる（warnings）";
    Err(Finding::new(expected, "何も知らされていません").into())
}

async fn is_said_of(world: &mut World, step: Matched) -> Result<(), Halt> {
    let name = step.text(0);
    let (place, item) = world.money.item_named(name)?;
    let sent = goods(&settlement(world).await?);
    let sent = sent.get(place).map(|line| line.code.clone());
    let words = [
        name.to_owned(),
        item.code.clone(),
        format!("items[{place}]"),
    ];
    let words: Vec<String> = words
        .into_iter()
        .chain(sent)
        .filter(|word| !word.is_empty())
        .collect();
    let warnings = &placed(world)?.warnings;
    let is_said = |warning: &String| words.iter().any(|word| warning.contains(word));
    if warnings.iter().any(is_said) {
        return Ok(());
    }
    let finding = Finding::new(
        format!("商品「{name}」を変えて送ったことが、担当者に知らされる（warnings）"),
        match warnings.as_slice() {
            [] => "何も知らされていません".to_owned(),
            warnings => format!("「{}」", warnings.join("」「")),
        },
    );
    Err(finding.into())
}
