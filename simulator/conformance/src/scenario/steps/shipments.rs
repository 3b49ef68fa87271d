//! Sentences about shipments and slip numbers.

use std::fmt::Write as _;

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    answers::{last, must_be_done},
    claims::{known_number, order_number, settlement, status},
    last_answer::LastAnswer,
};
use crate::adapter::message::{
    after_sale::{Ship, Unship},
    capabilities::Capability,
    outcome::Outcome,
    verb::Verb,
};

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^(「出荷情報をクロネコ掛け払いに送信する」を外して、)?受注「([^」]*)」の出荷を送り状番号「([^」]*)」で登録する$",
        ship
    );
    step!(
        table,
        "^受注「([^」]*)」を送り状番号「([^」]*)」で出荷してある$",
        has_shipped
    );
    step!(
        table,
        "^出荷を扱うお店なら、受注「([^」]*)」を送り状番号「([^」]*)」で出荷して、ヤマトに受け付けられる$",
        ships_where_it_can
    );
    step!(
        table,
        "^受注「([^」]*)」を送り状番号「([^」]*)」で出荷し、その出荷を削除する$",
        ship_and_unship
    );
    step!(
        table,
        "^受注「([^」]*)」の出荷を(?:、送り状番号「([^」]*)」で)?削除する$",
        unship
    );
    step!(table, "^ヤマトが受注「([^」]*)」の出荷を確定した$", confirm);
    step!(
        table,
        "^ヤマトは、送り状番号「([0-9]+)」で始まるサービスを扱っていない$",
        service_is_unusable
    );
    step!(
        table,
        "^お店で、受注「([^」]*)」の送り状番号は「([^」]*)」である$",
        shop_has_slip
    );
    step!(
        table,
        "^お店に、受注「([^」]*)」の出荷情報はない$",
        shop_has_no_slip
    );
    step!(
        table,
        "^お店に、受注「([^」]*)」の出荷は残っている$",
        shop_kept_shipment
    );
    step!(
        table,
        "^ヤマトで、受注「([^」]*)」の送り状番号は「([^」]*)」である$",
        provider_has_slip
    );
}

async fn send(world: &mut World, key: &str, slip_number: &str, send: bool) -> Result<(), Halt> {
    world.shopping.order(key)?;
    let ship = Ship {
        session: world.session(),
        key: key.to_owned(),
        slip_number: slip_number.to_owned(),
        send,
    };
    let carried = world.ask(&ship).await?;
    world.shopping.last = Some(LastAnswer::of_carried(Verb::Ship, key, &carried));
    Ok(())
}

async fn delete(world: &mut World, key: &str, slip_number: Option<&str>) -> Result<(), Halt> {
    world.shopping.order(key)?;
    let unship = Unship {
        session: world.session(),
        key: key.to_owned(),
        slip_number: slip_number.map(ToOwned::to_owned),
    };
    let unshipped = world.ask(&unship).await?;
    world.shopping.last = Some(LastAnswer::of_unshipped(key, &unshipped));
    Ok(())
}

async fn ship(world: &mut World, step: Matched) -> Result<(), Halt> {
    send(world, step.text(1), step.text(2), !step.has(0)).await
}

async fn has_shipped(world: &mut World, step: Matched) -> Result<(), Halt> {
    send(world, step.text(0), step.text(1), true).await?;
    must_be_done(world, &step, "SHP-01")
}

/// Does nothing if slip numbers are registered in another way.
async fn ships_where_it_can(world: &mut World, step: Matched) -> Result<(), Halt> {
    if !world.can(Capability::Ship) {
        return Ok(());
    }
    send(world, step.text(0), step.text(1), true).await?;
    if last(world)?.result == Outcome::Done {
        return Ok(());
    }
    let actual = super::answers::in_words(world);
    Err(
        Finding::new("出荷は、ヤマトに受け付けられる（done）", actual)
            .order(known_number(world, step.text(0)))
            .into(),
    )
}

async fn ship_and_unship(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.needs(Capability::Unship)?;
    send(world, step.text(0), step.text(1), true).await?;
    delete(world, step.text(0), None).await
}

async fn unship(world: &mut World, step: Matched) -> Result<(), Halt> {
    let slip_number = step.has(1).then(|| step.text(1));
    delete(world, step.text(0), slip_number).await
}

async fn confirm(world: &mut World, step: Matched) -> Result<(), Halt> {
    let number = order_number(world, step.text(0)).await?;
    let number = number.ok_or_else(|| mistake("受注番号が分かりません"))?;
    let path = format!("/orders/{}/confirm", segment(&number));
    world.merchant.post(&path, &serde_json::json!({})).await?;
    Ok(())
}

/// Encodes an order number as one segment of an address, whatever it contains.
fn segment(number: &str) -> String {
    number.bytes().fold(String::new(), |mut segment, byte| {
        if byte.is_ascii_alphanumeric() {
            segment.push(char::from(byte));
        } else {
            let _ = write!(segment, "%{byte:02X}");
        }
        segment
    })
}

async fn service_is_unusable(world: &mut World, step: Matched) -> Result<(), Halt> {
    let path = format!("/unusable-slips/{}", step.text(0));
    world.merchant.put(&path, &serde_json::json!({})).await?;
    Ok(())
}

fn slip_in_words(slip: Option<&str>) -> String {
    slip.map_or_else(
        || "出荷情報はない".to_owned(),
        |slip| format!("送り状番号「{slip}」"),
    )
}

async fn shop_has_slip(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let known = status(world, key).await?;
    if known.slip_number.as_deref() == Some(step.text(1)) {
        return Ok(());
    }
    Err(Finding::new(
        format!("お店で、送り状番号「{}」", step.text(1)),
        slip_in_words(known.slip_number.as_deref()),
    )
    .order(known_number(world, key))
    .into())
}

async fn shop_has_no_slip(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let known = status(world, key).await?;
    if known.slip_number.is_none() {
        return Ok(());
    }
    Err(Finding::new(
        "お店に、出荷情報はない（slipNumber は null）",
        slip_in_words(known.slip_number.as_deref()),
    )
    .order(known_number(world, key))
    .into())
}

/// Judged by the answer to the deletion, and by the present status.
async fn shop_kept_shipment(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let kept = last(world)?.kept;
    let known = status(world, key).await?;
    if kept != Some(false) && known.slip_number.is_some() {
        return Ok(());
    }
    let kept = kept.map_or("null".to_owned(), |kept| kept.to_string());
    let actual = format!(
        "kept は {kept}、{}",
        slip_in_words(known.slip_number.as_deref())
    );
    Err(
        Finding::new("お店に、出荷は残っている（kept は true）", actual)
            .order(known_number(world, key))
            .into(),
    )
}

async fn provider_has_slip(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    let settlement = settlement(world, key).await?;
    let slip = settlement.and_then(|order| order.slip_number);
    if slip.as_deref() == Some(step.text(1)) {
        return Ok(());
    }
    Err(Finding::new(
        format!("ヤマトで、送り状番号「{}」", step.text(1)),
        slip_in_words(slip.as_deref()),
    )
    .order(known_number(world, key))
    .into())
}
