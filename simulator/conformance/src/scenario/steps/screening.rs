//! Sentences about 審査状況, and about passing time.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    application::apply,
};
use crate::adapter::message::buyer::{Screened, Screening, ScreeningState};

/// 審査状況 in the features. 審査中 is a text that nobody has seen, so a shop may not know it.
const STATES: &[(&str, &[ScreeningState])] = &[
    ("申込みなし", &[ScreeningState::None]),
    ("審査中", &[ScreeningState::Pending, ScreeningState::Other]),
    ("ご利用可", &[ScreeningState::Accepted]),
    ("申込不備", &[ScreeningState::Incomplete]),
    ("ご利用不可", &[ScreeningState::Refused]),
    ("取消", &[ScreeningState::Cancelled]),
    ("限度額変更", &[ScreeningState::LimitChanged]),
    (
        "知らない審査状況",
        &[ScreeningState::Other, ScreeningState::Pending],
    ),
    ("照会できない", &[ScreeningState::Unavailable]),
];

/// The features' units of time, and the clock's.
const UNITS: &[(&str, &str)] = &[
    ("分", "minutes"),
    ("時間", "hours"),
    ("営業日", "business days"),
    ("日", "days"),
];

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^([0-9]+)(分|時間|営業日|日)が過ぎる$", time_passes);
    step!(table, "^会員「([^」]+)」が審査状況を見る$", looks);
    step!(
        table,
        "^会員「([^」]+)」が取引先登録を申し込み、審査状況を見る$",
        applies_and_looks
    );
    step!(
        table,
        "^会員「([^」]+)」の審査状況は「([^」]+)」である$",
        state_is
    );
    step!(
        table,
        "^会員「([^」]+)」は、もう一度申し込むことが(できる|できない)$",
        may_apply_again
    );
    step!(
        table,
        "^会員「([^」]+)」は、断られたとも、申し込んでいないともみなされない$",
        is_not_given_up
    );
    step!(
        table,
        "^審査状況照会の後に、利用金額照会で確かめている$",
        usage_is_asked
    );
}

async fn time_passes(world: &mut World, step: Matched) -> Result<(), Halt> {
    let unit = UNITS.iter().find(|(japanese, _)| *japanese == step.text(1));
    let (_, unit) =
        unit.ok_or_else(|| mistake(format!("「{}」は時間ではありません", step.text(1))))?;
    world.pass(&format!("{} {unit}", step.text(0))).await
}

async fn looks(world: &mut World, step: Matched) -> Result<(), Halt> {
    look(world, step.text(0)).await
}

async fn applies_and_looks(world: &mut World, step: Matched) -> Result<(), Halt> {
    apply(world, step.text(0)).await?;
    look(world, step.text(0)).await
}

async fn look(world: &mut World, member: &str) -> Result<(), Halt> {
    world.application.is_of(member)?;
    let message = Screening {
        session: world.session(),
        customer: super::application::member(member),
    };
    let screened = world.ask(&message).await?;
    world.application.screened = Some(screened);
    Ok(())
}

fn screened<'a>(world: &'a World, member: &str) -> Result<&'a Screened, Halt> {
    world.application.is_of(member)?;
    let screened = world.application.screened.as_ref();
    screened.ok_or_else(|| mistake("だれも審査状況を見ていません"))
}

fn in_words(state: ScreeningState) -> &'static str {
    // A state has the name of the first entry that begins with it.
    let named = STATES
        .iter()
        .find(|(_, states)| states.first() == Some(&state));
    named.map_or("", |(name, _)| name)
}

async fn state_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let expected = STATES.iter().find(|(name, _)| *name == step.text(1));
    let (_, expected) = expected
        .ok_or_else(|| mistake(format!("「{}」という審査状況はありません", step.text(1))))?;
    let state = screened(world, step.text(0))?.state;
    if expected.contains(&state) {
        return Ok(());
    }
    let names: Vec<&str> = expected.iter().map(|state| in_words(*state)).collect();
    let expected = format!("審査状況が「{}」", names.join("」か「"));
    Err(Finding::new(expected, format!("「{}」", in_words(state))).into())
}

async fn may_apply_again(world: &mut World, step: Matched) -> Result<(), Halt> {
    let screened = screened(world, step.text(0))?;
    let expected = step.text(1) == "できる";
    if screened.may_apply_again == expected {
        return Ok(());
    }
    let actual = if expected {
        "できない"
    } else {
        "できる"
    };
    let finding = Finding::new(
        format!("もう一度申し込むことが{}", step.text(1)),
        format!("{actual}（審査状況は「{}」）", in_words(screened.state)),
    );
    Err(finding.into())
}

async fn is_not_given_up(world: &mut World, step: Matched) -> Result<(), Halt> {
    let state = screened(world, step.text(0))?.state;
    if !matches!(state, ScreeningState::Refused | ScreeningState::None) {
        return Ok(());
    }
    let expected = "審査状況が「ご利用不可」でも「申込みなし」でもない";
    Err(Finding::new(expected, format!("「{}」", in_words(state))).into())
}

async fn usage_is_asked(world: &mut World, _: Matched) -> Result<(), Halt> {
    let screening = world.merchant.received("AN070").await?;
    let usage = world.merchant.received("AN050").await?;
    let last = screening.last().map_or(0, |entry| entry.number);
    if last > 0 && usage.iter().any(|entry| entry.number > last) {
        return Ok(());
    }
    let actual = if last == 0 {
        "審査状況照会が届いていません"
    } else {
        "その後に利用金額照会は届いていません"
    };
    let expected = "審査状況を照会できなくなったら（G080001）、利用金額照会で確かめる";
    let finding = Finding::new(expected, actual);
    Err(finding
        .requests(screening.last().map(|entry| entry.number))
        .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_name_of_its_own() {
        use ScreeningState as S;
        let states = [
            (S::None, "申込みなし"),
            (S::Pending, "審査中"),
            (S::Accepted, "ご利用可"),
            (S::Incomplete, "申込不備"),
            (S::Refused, "ご利用不可"),
            (S::Cancelled, "取消"),
            (S::LimitChanged, "限度額変更"),
            (S::Other, "知らない審査状況"),
            (S::Unavailable, "照会できない"),
        ];
        for (state, name) in states {
            assert_eq!(in_words(state), name);
        }
    }
}
