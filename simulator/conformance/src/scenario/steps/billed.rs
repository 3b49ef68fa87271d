//! Sentences about billed amounts: compared with the amounts shown to the buyer, and with tables by hand.

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, in_groups, step},
        world::World,
    },
    answers::{in_words, last},
    money::{THIS_ORDER, placed},
};
use crate::{
    adapter::message::outcome::{Outcome, Shown},
    provider::Entry,
};

/// The likely cause if the sent price includes the tax.
const TAX_TWICE: &str =
    "税込の金額を決済金額に入れ、消費税をもう一度足しています。決済金額は税抜です";

/// The amounts of a settlement, in yen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Amounts {
    /// 決済金額.
    price: i64,
    /// 消費税.
    tax: i64,
}

impl Amounts {
    const fn total(self) -> i64 {
        self.price + self.tax
    }

    fn in_words(self) -> String {
        format!(
            "決済金額{}円、消費税{}円、請求額{}円",
            in_groups(self.price),
            in_groups(self.tax),
            in_groups(self.total())
        )
    }
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^請求額は、お店がお客様に示した合計と一致する$",
        is_as_shown
    );
    step!(
        table,
        "^(受け付けられたなら、)?決済金額は([0-9,]+)円、消費税は([0-9,]+)円、請求額は([0-9,]+)円である$",
        are
    );
    step!(
        table,
        "^受け付けられたなら、請求額は([0-9,]+)円である$",
        is_in_all
    );
    step!(
        table,
        "^消費税は([0-9,]+)円以上([0-9,]+)円以下である$",
        tax_is_within
    );
    step!(
        table,
        "^ヤマトに受け付けられるか、送信されない$",
        is_done_or_not_sent
    );
}

/// The last AN010 of the order.
///
/// # Errors
/// None arrived, or it has no amounts.
pub(super) async fn settlement(world: &World) -> Result<Entry, Halt> {
    let number = world.shopping.order(THIS_ORDER)?.number.clone();
    let mut received = world.merchant.received("AN010").await?;
    if let Some(number) = &number {
        received.retain(|entry| entry.order_number() == Some(number));
    }
    // A repeated send is refused; the one that was carried out counts.
    let carried_out = received.iter().rposition(Entry::is_carried_out);
    let place = carried_out.or_else(|| received.len().checked_sub(1));
    let entry = place.map(|place| received.swap_remove(place));
    entry.ok_or_else(|| {
        let expected = "決済登録がヤマトに届いている";
        let finding = Finding::new(expected, "届いていません").order(number);
        finding.into()
    })
}

async fn amounts(world: &World) -> Result<(Amounts, Entry), Halt> {
    let entry = settlement(world).await?;
    let amounts = entry.yen("settlePrice").zip(entry.yen("shohiZei"));
    let Some((price, tax)) = amounts else {
        let finding = Finding::new("決済金額と消費税が円の整数である", "読めません");
        return Err(finding.requests([entry.number]).into());
    };
    Ok((Amounts { price, tax }, entry))
}

/// A finding with the cost of the difference.
fn wrong_total(expected: impl Into<String>, should: i64, is: i64) -> Finding {
    let text = format!(
        "{}円のご注文に、{}円を請求しています",
        in_groups(should),
        in_groups(is)
    );
    Finding::new(expected, format!("請求額{}円", in_groups(is))).harm(is.abs_diff(should), text)
}

/// The total shown to the buyer; an answer of `done` has one.
fn shown(world: &World) -> Result<i64, Halt> {
    let shown = placed(world)?.shown.as_ref();
    let total = shown.and_then(|Shown { total, .. }| total.in_yen());
    total.ok_or_else(|| {
        let expected = "お客様に示した合計（shown.total）が、円の整数である";
        let actual = shown.map_or("ありません".to_owned(), |shown| {
            shown.total.to_string()
        });
        Finding::new(expected, actual).into()
    })
}

async fn is_as_shown(world: &mut World, _: Matched) -> Result<(), Halt> {
    let shown = shown(world)?;
    let (sent, entry) = amounts(world).await?;
    let billed = match entry.order_number() {
        Some(number) => world.merchant.order(number).await?,
        None => None,
    };
    let billed = billed.and_then(|order| i64::try_from(order.total).ok());
    let billed = billed.unwrap_or(sent.total());
    if billed == shown {
        return Ok(());
    }
    let expected = format!("お客様に示した合計{}円が請求される", in_groups(shown));
    let mut finding = wrong_total(expected, shown, billed)
        .order(entry.order_number())
        .requests([entry.number]);
    if sent.price == shown && sent.tax > 0 {
        finding = finding.cause(TAX_TWICE);
    }
    Err(finding.into())
}

async fn are(world: &mut World, step: Matched) -> Result<(), Halt> {
    if step.has(0) && last(world)?.result == Outcome::NotSent {
        return Ok(());
    }
    let expected = Amounts {
        price: step.yen(1)?,
        tax: step.yen(2)?,
    };
    check_sum(expected, step.yen(3)?)?;
    let (sent, entry) = amounts(world).await?;
    let finding = if sent == expected {
        None
    } else if sent.total() == expected.total() {
        let difference = sent.tax.abs_diff(expected.tax);
        let text = format!(
            "消費税{}円のご注文の消費税を、{}円と送信しています（請求額は{}円のまま）",
            in_groups(expected.tax),
            in_groups(sent.tax),
            in_groups(sent.total())
        );
        Some(Finding::new(expected.in_words(), sent.in_words()).harm(difference, text))
    } else {
        let mut finding = wrong_total(expected.in_words(), expected.total(), sent.total());
        finding.actual = sent.in_words();
        if sent.price == expected.total() && sent.tax > 0 {
            finding = finding.cause(TAX_TWICE);
        }
        Some(finding)
    };
    if let Some(finding) = finding {
        let finding = finding.order(entry.order_number());
        return Err(finding.requests([entry.number]).into());
    }
    is_shown(world, expected.total())
}

async fn is_in_all(world: &mut World, step: Matched) -> Result<(), Halt> {
    if last(world)?.result == Outcome::NotSent {
        return Ok(());
    }
    let expected = step.yen(0)?;
    let (sent, entry) = amounts(world).await?;
    if sent.total() != expected {
        let words = format!("請求額{}円", in_groups(expected));
        let finding = wrong_total(words, expected, sent.total());
        let finding = finding.order(entry.order_number());
        return Err(finding.requests([entry.number]).into());
    }
    is_shown(world, expected)
}

/// Checks that a rightly billed total was also shown rightly.
fn is_shown(world: &World, expected: i64) -> Result<(), Halt> {
    let shown = shown(world)?;
    if shown == expected {
        return Ok(());
    }
    let text = format!(
        "{}円を請求するご注文の合計を、{}円と示しています",
        in_groups(expected),
        in_groups(shown)
    );
    let finding = Finding::new(
        format!("お客様に示した合計が{}円", in_groups(expected)),
        format!("{}円", in_groups(shown)),
    );
    Err(finding.harm(shown.abs_diff(expected), text).into())
}

/// Checks that a row of a table by hand adds up; otherwise the feature is wrong.
fn check_sum(amounts: Amounts, total: i64) -> Result<(), Halt> {
    if amounts.total() == total {
        return Ok(());
    }
    Err(mistake(format!(
        "表の決済金額と消費税を足すと{}円で、請求額の{}円と違います",
        in_groups(amounts.total()),
        in_groups(total)
    )))
}

async fn tax_is_within(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (least, most) = (step.yen(0)?, step.yen(1)?);
    let (sent, entry) = amounts(world).await?;
    if (least..=most).contains(&sent.tax) {
        return Ok(());
    }
    let nearest = sent.tax.clamp(least, most);
    let finding = Finding::new(
        format!(
            "消費税が{}円以上{}円以下",
            in_groups(least),
            in_groups(most)
        ),
        format!("{}円", in_groups(sent.tax)),
    );
    let text = format!(
        "高くても{}円の消費税を、{}円と送信しています",
        in_groups(nearest),
        in_groups(sent.tax)
    );
    let finding = finding.harm(sent.tax.abs_diff(nearest), text);
    let finding = finding.order(entry.order_number());
    Err(finding.requests([entry.number]).into())
}

async fn is_done_or_not_sent(world: &mut World, _: Matched) -> Result<(), Halt> {
    match last(world)?.result {
        Outcome::Done | Outcome::NotSent => Ok(()),
        Outcome::Refused | Outcome::Unknown => {
            let expected = "ヤマトに受け付けられるか、送信されない";
            Err(Finding::new(expected, in_words(world)).into())
        }
    }
}
