//! Sentences about the outcome of the last verb, and messages to people.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    claims,
    last_answer::LastAnswer,
};
use crate::adapter::message::{outcome::Outcome, verb::Verb};

/// The outcome of the last verb.
///
/// # Errors
/// No verb was sent yet: the feature is wrong.
pub(super) fn last(world: &World) -> Result<&LastAnswer, Halt> {
    let last = world.shopping.last.as_ref();
    last.ok_or_else(|| mistake("まだ何も頼んでいません"))
}

/// The outcome of the last verb, in words without the password.
pub(super) fn in_words(world: &World) -> String {
    let last = world.shopping.last.as_ref();
    let words = last.map_or_else(String::new, LastAnswer::in_words);
    world.adapter().log().masked(&words)
}

/// Requires that a precondition was accepted: if not, a simpler requirement is broken than the scenario's.
pub(super) fn must_be_done(world: &World, step: &Matched, requirement: &str) -> Result<(), Halt> {
    let last = last(world)?;
    if last.result == Outcome::Done {
        return Ok(());
    }
    let finding = Finding::new(format!("前提：{}", step.sentence()), in_words(world));
    Err(finding
        .order(claims::known_number(world, &last.about))
        .of(requirement)
        .into())
}

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^ヤマトに受け付けられる$", is_done);
    step!(
        table,
        "^(取引先登録|決済登録|決済取消|出荷登録|出荷取消)は、ヤマトに受け付けられる$",
        is_done_as_named
    );
    step!(
        table,
        "^ヤマトにエラー「([^」]*)」で断られる$",
        is_refused_with
    );
    step!(
        table,
        "^(ヤマトに断られる|ヤマトに断られるか、送信されない|送信されない|ヤマトに受け付けられたとはみなさない)$",
        is_one_of
    );
    step!(table, "^結果は分からない$", is_unknown);
    step!(
        table,
        "^断られたか、結果は分からない$",
        is_refused_or_unknown
    );
    step!(
        table,
        "^担当者に示される文に「([^」]*)」(?:か「([^」]*)」)?がある$",
        operator_is_told
    );
    step!(
        table,
        "^担当者に、何が起きたか示される$",
        operator_is_told_something
    );
    step!(
        table,
        "^お客様に示される文に「([^」]*)」はない$",
        buyer_is_not_told
    );
}

/// A finding about the outcome of the last verb.
fn otherwise(world: &World, expected: &str) -> Finding {
    let number = last(world)
        .ok()
        .and_then(|last| claims::known_number(world, &last.about));
    Finding::new(expected, in_words(world)).order(number)
}

async fn is_done(world: &mut World, _: Matched) -> Result<(), Halt> {
    if last(world)?.result == Outcome::Done {
        return Ok(());
    }
    Err(otherwise(world, "ヤマトに受け付けられる（done）").into())
}

/// In a scenario of several verbs, each breaks its own requirement.
async fn is_done_as_named(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (verb, requirement) = match step.text(0) {
        "取引先登録" => (Verb::Apply, "REG-01"),
        "決済登録" => (Verb::PlaceOrder, "SET-01"),
        "決済取消" => (Verb::CancelOrder, "CAN-01"),
        "出荷登録" => (Verb::Ship, "SHP-01"),
        _ => (Verb::Unship, "SHP-05"),
    };
    let last = last(world)?;
    if last.verb != verb {
        return Err(mistake(format!("最後に頼んだのは{}です", last.verb.word())));
    }
    if last.result == Outcome::Done {
        return Ok(());
    }
    let expected = format!("{}は、ヤマトに受け付けられる（done）", step.text(0));
    Err(otherwise(world, &expected).of(requirement).into())
}

async fn is_refused_with(world: &mut World, step: Matched) -> Result<(), Halt> {
    let last = last(world)?;
    if last.result == Outcome::Refused && last.code.as_deref() == Some(step.text(0)) {
        return Ok(());
    }
    let expected = format!(
        "ヤマトにエラー「{}」で断られる（refused、コードはそのまま）",
        step.text(0)
    );
    Err(otherwise(world, &expected).into())
}

async fn is_one_of(world: &mut World, step: Matched) -> Result<(), Halt> {
    let results: &[Outcome] = match step.text(0) {
        "ヤマトに断られる" => &[Outcome::Refused],
        "ヤマトに断られるか、送信されない" => &[Outcome::Refused, Outcome::NotSent],
        "送信されない" => &[Outcome::NotSent],
        _ => &[Outcome::Refused, Outcome::NotSent, Outcome::Unknown],
    };
    if results.contains(&last(world)?.result) {
        return Ok(());
    }
    Err(otherwise(world, step.text(0)).into())
}

/// The outcome is unknown, unless the shop has resolved it by itself.
async fn is_unknown(world: &mut World, _: Matched) -> Result<(), Halt> {
    let last = last(world)?.clone();
    match claims::has_found_out(world, &last).await? {
        Ok(()) => Ok(()),
        Err(why) => Err(claims_too_much(world, &last, &why).await?),
    }
}

async fn is_refused_or_unknown(world: &mut World, _: Matched) -> Result<(), Halt> {
    let last = last(world)?.clone();
    if last.result == Outcome::Refused {
        return Ok(());
    }
    match claims::has_found_out(world, &last).await? {
        Ok(()) => Ok(()),
        Err(why) => Err(claims_too_much(world, &last, &why).await?),
    }
}

async fn claims_too_much(world: &World, last: &LastAnswer, why: &str) -> Result<Halt, Halt> {
    let mut finding = otherwise(
        world,
        "結果は分からない（unknown）。お店がもう一度尋ねて確かめたなら、ヤマトの状態のとおり",
    );
    finding.actual = format!("{}。{why}", finding.actual);
    if let Some((yen, text)) = claims::cost(world, last).await? {
        finding = finding.harm(yen, text);
    }
    Ok(finding.into())
}

async fn operator_is_told(world: &mut World, step: Matched) -> Result<(), Halt> {
    let told = last(world)?.to_operator();
    let wanted: Vec<_> = (0..2)
        .filter(|part| step.has(*part))
        .map(|part| step.text(part))
        .collect();
    if wanted.iter().any(|word| told.contains(word)) {
        return Ok(());
    }
    let expected = format!("担当者に示される文に「{}」がある", wanted.join("」か「"));
    let told = world.adapter().log().masked(&told);
    Err(Finding::new(expected, format!("担当者に示される文：「{told}」")).into())
}

async fn operator_is_told_something(world: &mut World, _: Matched) -> Result<(), Halt> {
    if last(world)?.to_operator().is_empty() {
        return Err(otherwise(world, "担当者に示される文がある").into());
    }
    Ok(())
}

async fn buyer_is_not_told(world: &mut World, step: Matched) -> Result<(), Halt> {
    let told = &last(world)?.told.buyer;
    if !told.contains(step.text(0)) {
        return Ok(());
    }
    let told = world.adapter().log().masked(told);
    Err(Finding::new(
        format!("お客様に示される文に「{}」はない", step.text(0)),
        format!("「{told}」"),
    )
    .into())
}
