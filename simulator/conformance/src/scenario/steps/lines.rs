//! Sentences about the lines of a settlement.

use super::{
    super::{
        halt::{Finding, Halt},
        table::{Matched, StepTable, in_groups, step},
        world::World,
    },
    billed::settlement,
};
use crate::provider::Entry;

/// The most lines that the provider accepts.
const MOST: usize = 99;

/// A received line.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct SentLine {
    /// Its number, from 1.
    number: usize,
    /// 商品名.
    pub(super) name: String,
    /// 商品コード.
    pub(super) code: String,
    /// 決済金額, in yen.
    amount: i64,
    /// 消費税, in yen.
    tax: i64,
}

/// The lines of a settlement, by their numbers; empty if it has none.
fn lines(entry: &Entry) -> Vec<SentLine> {
    let numbers = entry.received.iter().filter_map(|field| {
        let number = field.name.strip_prefix("kessaiKingaku")?;
        number.parse::<usize>().ok()
    });
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    let line = |number| {
        let text = |name: &str| {
            let value = entry.value(&format!("{name}{number}"));
            value.unwrap_or_default().to_owned()
        };
        let yen = |name: &str| text(name).parse().unwrap_or_default();
        SentLine {
            number,
            name: text("shohinMei"),
            code: text("shohinCode"),
            amount: yen("kessaiKingaku"),
            tax: yen("shohiZei"),
        }
    };
    numbers.into_iter().map(line).collect()
}

/// The lines of goods: those with a price.
pub(super) fn goods(entry: &Entry) -> Vec<SentLine> {
    let mut goods = lines(entry);
    goods.retain(|line| line.amount > 0);
    goods
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^送信された明細の金額の合計は決済金額と、消費税の合計は消費税と一致する$",
        add_up
    );
    step!(
        table,
        "^送信された明細に、割引の金額はプラスで現れない$",
        discount_is_taken_off
    );
    step!(table, "^送信された明細は99件以内である$", are_few);
    step!(table, "^送信された金額に、小数はない$", are_whole);
    step!(
        table,
        "^送信された明細から、8％と10％の消費税を見分けられる$",
        rates_are_told_apart
    );
}

/// A settlement without lines has nothing to add up.
async fn add_up(world: &mut World, _: Matched) -> Result<(), Halt> {
    let entry = settlement(world).await?;
    let lines = lines(&entry);
    if lines.is_empty() {
        return Ok(());
    }
    let sums = [
        (
            "決済金額",
            "settlePrice",
            lines.iter().map(|line| line.amount).sum::<i64>(),
        ),
        (
            "消費税",
            "shohiZei",
            lines.iter().map(|line| line.tax).sum(),
        ),
    ];
    for (label, name, sum) in sums {
        let whole = entry.yen(name).unwrap_or_default();
        if sum != whole {
            let finding = Finding::new(
                format!("明細の{label}の合計が{}円", in_groups(whole)),
                format!("{}円", in_groups(sum)),
            );
            let text = format!(
                "{label}{}円の明細が、合わせて{}円です",
                in_groups(whole),
                in_groups(sum)
            );
            return Err(shown_by(finding.harm(sum.abs_diff(whole), text), &entry));
        }
    }
    Ok(())
}

async fn discount_is_taken_off(world: &mut World, _: Matched) -> Result<(), Halt> {
    let entry = settlement(world).await?;
    let discount = world.money.discount();
    let lines = lines(&entry);
    let plus = lines.iter().find(|line| line.amount == discount);
    let Some(plus) = plus else {
        return Ok(());
    };
    let finding = Finding::new(
        format!("割引の{}円が、金額から引かれている", in_groups(discount)),
        format!("明細{}が+{}円です", plus.number, in_groups(plus.amount)),
    );
    // It is not subtracted, but added.
    let yen = discount.unsigned_abs() * 2;
    let text = format!("{}円の割引を、足しています", in_groups(discount));
    Err(shown_by(finding.harm(yen, text), &entry))
}

async fn are_few(world: &mut World, _: Matched) -> Result<(), Halt> {
    // Nothing was sent, so nothing is too much.
    if world.merchant.received("AN010").await?.is_empty() {
        return Ok(());
    }
    let entry = settlement(world).await?;
    let last = lines(&entry).last().map_or(0, |line| line.number);
    if last <= MOST {
        return Ok(());
    }
    let finding = Finding::new(
        format!("明細が{MOST}件以内"),
        format!("明細{last}まであります"),
    );
    Err(shown_by(finding, &entry))
}

async fn are_whole(world: &mut World, _: Matched) -> Result<(), Halt> {
    let entry = settlement(world).await?;
    let amounts = ["settlePrice", "shohiZei", "kessaiKingaku"];
    let fraction = entry.received.iter().find(|field| {
        let is_amount = amounts.iter().any(|name| field.name.starts_with(name));
        is_amount
            && field
                .value
                .as_deref()
                .is_some_and(|value| value.contains('.'))
    });
    let Some(fraction) = fraction else {
        return Ok(());
    };
    let finding = Finding::new(
        "小数は、単価と数量にだけある",
        format!(
            "{}が{}です",
            fraction.name,
            fraction.value.as_deref().unwrap_or_default()
        ),
    );
    Err(shown_by(finding, &entry))
}

async fn rates_are_told_apart(world: &mut World, _: Matched) -> Result<(), Halt> {
    let entry = settlement(world).await?;
    let lines = lines(&entry);
    let mut names: Vec<&str> = lines
        .iter()
        .filter(|line| line.amount == 0 && line.tax != 0)
        .map(|line| line.name.as_str())
        .collect();
    // If goods carry their own tax, its share of the amount shows the rate.
    let own = lines.iter().filter(|line| line.amount > 0 && line.tax > 0);
    if names.is_empty() && own.count() > 1 {
        return Ok(());
    }
    let says = |name: &&str| {
        ["8", "８", "10", "１０", "軽減"]
            .iter()
            .any(|word| name.contains(word))
    };
    let all_say = names.iter().all(says);
    names.sort_unstable();
    let are_different = names.windows(2).all(|pair| pair[0] != pair[1]);
    if names.len() > 1 && all_say && are_different {
        return Ok(());
    }
    let actual = match names.as_slice() {
        [] => "消費税の明細がありません".to_owned(),
        names => format!("「{}」", names.join("」「")),
    };
    let expected = "消費税の明細の名前がそれぞれ違い、税率か「軽減」が入っている";
    Err(shown_by(Finding::new(expected, actual), &entry))
}

/// Attaches the request that shows a finding.
pub(super) fn shown_by(finding: Finding, entry: &Entry) -> Halt {
    let finding = finding.order(entry.order_number());
    finding.requests([entry.number]).into()
}
