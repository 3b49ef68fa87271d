//! Sentences about who may choose the method: groups, test buyers, the checkout page, the number of inquiries.

use super::{
    super::{
        halt::{Finding, Halt},
        table::{Matched, StepTable, in_groups, step},
        world::World,
    },
    application::member,
    shopping,
};
use crate::{
    adapter::message::{amount::Amount, capabilities::Environment},
    provider::Entry,
};

/// The group クロネコ掛け払い取引先.
const GROUP: &str = "9";
/// The test buyers of the provider's test environment.
const TEST_BUYERS: [&str; 4] = ["1111", "2222", "3333", "4444"];

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^「クロネコ掛け払い取引先ユーザーグループのお客様のみ使用可能」を(有効|無効)にしている$",
        only_for_group
    );
    step!(
        table,
        "^お客様が、照会できない注文手続きの画面を開く$",
        looks_in_vain
    );
    step!(
        table,
        "^注文手続きの1つの画面が、([0-9]+)か所で利用状況を尋ねる$",
        page_asks
    );
    step!(
        table,
        "^クロネコ掛け払いを選べ、利用限度額は([0-9,]+)円、利用金額は([0-9,]+)円である$",
        shows
    );
    step!(
        table,
        "^お店は「(テスト環境|本番環境)」に設定されている$",
        environment
    );
    step!(
        table,
        "^お客様は、メールアドレス「([^」]+)」の会員である$",
        customer_by_address
    );
    step!(
        table,
        "^ヤマトは、取引先「([^」]+)」の利用金額照会を受け取っている$",
        usage_of_was_asked
    );
    step!(
        table,
        "^ヤマトに、テスト取引先の要求は1つも届いていない$",
        nothing_of_test_buyers
    );
}

async fn only_for_group(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.needs_declared(world.accepts().only_for_group, "accepts.onlyForGroup")?;
    let is_on = step.text(0) == "有効";
    world.set(|settings| {
        settings.only_for_group = Some(is_on);
        settings.group_id = Some(GROUP.to_owned());
    })
}

/// Even if the provider does not answer, the checkout must not break.
async fn looks_in_vain(world: &mut World, _: Matched) -> Result<(), Halt> {
    let offer = shopping::offer(world);
    let offered = world.ask(&offer).await.map_err(|stop| match stop {
        Halt::Adapter(said) => {
            let said = world.adapter().log().masked(&said);
            let expected = "注文手続きの画面は、照会できないときも開く";
            Finding::new(expected, format!("開きません（{said}）")).into()
        }
        other => other,
    })?;
    world.shopping.offered = Some(offered);
    Ok(())
}

/// Several parts of a page call one after the other.
async fn page_asks(world: &mut World, step: Matched) -> Result<(), Halt> {
    let offer = shopping::offer(world);
    for _ in 0..step.count(0)? {
        let offered = world.ask(&offer).await?;
        world.shopping.offered = Some(offered);
    }
    Ok(())
}

/// Anything else on the page is up to the shop.
async fn shows(world: &mut World, step: Matched) -> Result<(), Halt> {
    let offered = shopping::offered(world)?;
    let in_yen = |amount: &Option<Amount>| amount.as_ref().and_then(Amount::in_yen);
    let (limit, used) = (step.yen(0)?, step.yen(1)?);
    let shown = (in_yen(&offered.limit), in_yen(&offered.used));
    if offered.offered && shown == (Some(limit), Some(used)) {
        return Ok(());
    }
    let in_words = |amount: Option<i64>| {
        amount.map_or("示されない".to_owned(), |yen| {
            format!("{}円", in_groups(yen))
        })
    };
    let finding = Finding::new(
        format!(
            "選べ、利用限度額{}円、利用金額{}円と示される",
            in_groups(limit),
            in_groups(used)
        ),
        if offered.offered {
            format!(
                "利用限度額{}、利用金額{}",
                in_words(shown.0),
                in_words(shown.1)
            )
        } else {
            "クロネコ掛け払いは選べない".to_owned()
        },
    );
    Err(finding.into())
}

async fn environment(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.needs_declared(world.accepts().test_buyers, "accepts.testBuyers")?;
    let environment = match step.text(0) {
        "本番環境" => Some(Environment::Production),
        // A shop without the setting is in the test environment.
        _ => Some(Environment::Test).filter(|test| world.accepts().environment.has(test)),
    };
    world.set(|settings| settings.environment = environment)
}

async fn customer_by_address(world: &mut World, step: Matched) -> Result<(), Halt> {
    let address = step.text(0);
    world.customer = member(address);
    world.customer.email = Some(address.to_owned());
    Ok(())
}

async fn usage_of_was_asked(world: &mut World, step: Matched) -> Result<(), Halt> {
    let asked = world.merchant.received("AN050").await?;
    if asked
        .iter()
        .any(|entry| entry.buyer_id() == Some(step.text(0)))
    {
        return Ok(());
    }
    let expected = format!("取引先「{}」の利用金額照会が届いている", step.text(0));
    Err(about(expected, &asked).into())
}

async fn nothing_of_test_buyers(world: &mut World, _: Matched) -> Result<(), Halt> {
    let mut arrived = world.merchant.journal().await?.entries;
    arrived.retain(|entry| entry.buyer_id().is_some_and(|id| TEST_BUYERS.contains(&id)));
    if arrived.is_empty() {
        return Ok(());
    }
    Err(about("テスト取引先（1111～4444）の要求が届いていない", &arrived).into())
}

/// A finding about requests of the wrong buyers.
fn about(expected: impl Into<String>, arrived: &[Entry]) -> Finding {
    let told = arrived.iter().map(|entry| {
        format!(
            "{} 取引先「{}」",
            entry.api,
            entry.buyer_id().unwrap_or_default()
        )
    });
    let told: Vec<String> = told.collect();
    let actual = match told.as_slice() {
        [] => "届いていません".to_owned(),
        told => told.join("、"),
    };
    Finding::new(expected, actual).requests(arrived.iter().map(|entry| entry.number))
}
