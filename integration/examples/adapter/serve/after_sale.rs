//! What happens to an order later: cancelled, shipped, found out about.

use kakebarai::{
    NotSent, Outcome, SlipNumber,
    gateway::{Deleted, NotShipped, RequestKind, Shipped},
    ledger::ApplicationState,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    answer::{Carried, Ended, Failure},
    buyers::found_out,
    message::{CancelOrders, OneOrder, Ship, Unship},
    orders::no_such_order,
    shop::Shop,
};

/// The number of an order that the provider may know.
async fn number_of(shop: &Shop, key: &str) -> Result<Option<String>, Failure> {
    let orders = shop.store.orders(key).await?;
    Ok(orders.first().map(super::store::PlacedOrder::number))
}

/// 決済取消.
pub(super) async fn cancel(shop: &Shop, message: OneOrder) -> Result<Carried, Failure> {
    match number_of(shop, &message.key).await? {
        Some(number) => cancel_number(shop, &number).await,
        None => Ok(no_such_order(&message.key)),
    }
}

pub(super) async fn cancel_number(shop: &Shop, number: &str) -> Result<Carried, Failure> {
    let cancelled = shop.gateway.cancel(number).await;
    cancelled_as(shop, number, cancelled).await
}

async fn cancelled_as(
    shop: &Shop,
    number: &str,
    cancelled: Result<Outcome, NotSent>,
) -> Result<Carried, Failure> {
    let outcome = match cancelled {
        Ok(outcome) => outcome,
        Err(why) => return Carried::not_asked(why),
    };
    shop.note(RequestKind::Cancellation, number, &outcome)?;
    if let Some(order) = shop.gateway.ledger().order(number).await? {
        // What is known of the limit is out of date.
        shop.eligibility.forget(&order.buyer_id);
    }
    Ok(Carried::of(&outcome, RequestKind::Cancellation))
}

/// まとめて取消: a result for each.
pub(super) async fn cancel_all(shop: &Shop, message: CancelOrders) -> Result<Value, Failure> {
    let mut numbers = Vec::new();
    for key in &message.keys {
        numbers.push(number_of(shop, key).await?);
    }
    let known: Vec<String> = numbers.iter().flatten().cloned().collect();
    let mut cancelled = shop.gateway.cancel_all(&known).await.into_iter();
    let mut results = Vec::new();
    for (key, number) in message.keys.iter().zip(&numbers) {
        let asked = number.as_ref().and_then(|_| cancelled.next());
        let answer = match asked {
            Some((number, result)) => cancelled_as(shop, &number, result).await?,
            None => no_such_order(key),
        };
        results.push(json!({"key": key, "result": answer.result, "code": answer.code}));
    }
    Ok(json!({"results": results}))
}

/// 出荷登録. `send` is the checkbox 「出荷情報をクロネコ掛け払いに送信する」.
pub(super) async fn ship(shop: &Shop, message: Ship) -> Result<Carried, Failure> {
    let Some(number) = number_of(shop, &message.key).await? else {
        return Ok(no_such_order(&message.key));
    };
    let shipped = shop
        .gateway
        .ship(&number, &message.slip_number, message.send)
        .await;
    match shipped {
        Ok(Shipped::Sent(outcome)) => {
            shop.note(RequestKind::Shipment, &number, &outcome)?;
            Ok(Carried::of(&outcome, RequestKind::Shipment))
        }
        Ok(_) => Ok(Carried::not_sent(
            "send",
            "出荷情報は、お店にだけ登録しました。",
        )),
        Err(NotShipped::NotSent(why)) => Carried::not_asked(why),
        Err(why) => Ok(Carried::not_sent("slipNumber", why.to_string())),
    }
}

/// 出荷の削除: at both, or at neither.
pub(super) async fn unship(shop: &Shop, message: Unship) -> Result<Carried, Failure> {
    let Some(number) = number_of(shop, &message.key).await? else {
        return Ok(no_such_order(&message.key));
    };
    let order = shop.gateway.ledger().order(&number).await?;
    let shipment = order.and_then(|order| order.shipment);
    if let (Some(shipment), Some(typed)) = (&shipment, &message.slip_number) {
        let mistake = match SlipNumber::read(typed) {
            Ok(typed) if typed.as_str() == shipment.slip_number => None,
            Ok(_) => Some("登録されている送り状番号と違います。".to_owned()),
            Err(mistake) => Some(mistake.to_string()),
        };
        if let Some(mistake) = mistake {
            return Ok(Carried {
                kept: Some(true),
                ..Carried::not_sent("slipNumber", mistake)
            });
        }
    }
    let answer = match shop.gateway.delete_shipment(&number).await {
        Ok(Deleted::Sent(outcome)) => {
            shop.note(RequestKind::ShipmentRemoval, &number, &outcome)?;
            Carried::of(&outcome, RequestKind::ShipmentRemoval)
        }
        Ok(_) => Carried::not_sent("key", "お店にだけ登録していた出荷情報を削除しました。"),
        Err(why) => Carried::not_asked(why)?,
    };
    let left = shop.gateway.ledger().order(&number).await?;
    let is_kept = left.is_some_and(|order| order.shipment.is_some());
    Ok(Carried {
        kept: (answer.result != Ended::Unknown).then_some(is_kept),
        ..answer
    })
}

/// The result for a request that had no known outcome.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_number: Option<String>,
    verb: &'static str,
    result: Ended,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// 確認する, for all that is open: requests about orders, and applications.
pub(super) async fn recover(shop: &Shop) -> Result<Value, Failure> {
    let mut outcomes = Vec::new();
    for (intent, outcome) in shop.gateway.recover().await? {
        let asked = intent.request.kind();
        shop.note(asked, &intent.order_number, &outcome)?;
        let (result, code) = Ended::of(&outcome);
        outcomes.push(Found {
            key: shop.store.key_of(&intent.order_number).await?,
            verb: match asked {
                RequestKind::Cancellation => "cancelOrder",
                RequestKind::Shipment => "ship",
                RequestKind::ShipmentRemoval => "unship",
                _ => "placeOrder",
            },
            result,
            code: code.map(ToString::to_string),
            order_number: Some(intent.order_number),
            ..Found::default()
        });
    }
    for member in shop.store.customers().await? {
        let application = shop.application(member.user).await?;
        let is_open = application.is_some_and(|one| {
            matches!(
                one.state,
                ApplicationState::Unknown | ApplicationState::Sending
            )
        });
        if is_open {
            let status = shop.gateway.screening(member.user).await?;
            outcomes.push(Found {
                customer: Some(member.key),
                verb: "apply",
                result: found_out(&status),
                ..Found::default()
            });
        }
    }
    Ok(json!({"outcomes": outcomes}))
}
