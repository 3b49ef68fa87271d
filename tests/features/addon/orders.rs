//! Steps: settlement, cancellation and shipments through the add-on, and what goes wrong on the way.

use cucumber::{gherkin::Step, given, then, when};
use kakebarai::{
    billing::Statement,
    gateway::{Deleted, Outcome, RequestKind, Shipped},
    order::Item,
};
use serde_json::{Value, json};

use super::world::{Shop, order};
use crate::features::wording::{Yen, api};

/// An order of one product, 10 % on top.
fn prepare(shop: &mut Shop, number: &str, price: Yen) {
    shop.order = order();
    shop.order.number = number.to_owned();
    shop.add_tax("消費税", "10", false);
    let tax = shop.tax("消費税");
    let mut item = Item::new("商品", 1_u32, price.positive()).code("ITEM");
    item.tax = tax;
    shop.order.items.push(item);
}

async fn settle(shop: &mut Shop) {
    let settled = shop
        .gateway
        .settle(&shop.order, &shop.buyer, &shop.terms)
        .await;
    shop.outcome = Some(
        settled
            .map(|(_, outcome)| outcome)
            .map_err(|error| error.to_string()),
    );
}

#[given(regex = "^受注「([^」]+)」、税抜([0-9,]+)円の決済を登録してある$")]
async fn settled(shop: &mut Shop, number: String, price: Yen) {
    prepare(shop, &number, price);
    settle(shop).await;
    assert_eq!(shop.outcome(), &Outcome::Done);
}

#[when(regex = "^受注「([^」]+)」、税抜([0-9,]+)円の決済を登録する$")]
async fn settles(shop: &mut Shop, number: String, price: Yen) {
    prepare(shop, &number, price);
    settle(shop).await;
}

#[when("この注文の決済を登録する")]
async fn settles_this(shop: &mut Shop) {
    settle(shop).await;
}

#[when(regex = "^受注「([^」]+)」の決済を([0-9]+)つの画面から同時に登録する$")]
async fn settles_at_once(shop: &mut Shop, number: String, times: usize) {
    prepare(shop, &number, Yen(1_000));
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..times {
        let (gateway, order, terms) =
            (shop.gateway.clone(), shop.order.clone(), shop.terms.clone());
        running.spawn(async move { gateway.settle(&order, "1111", &terms).await });
    }
    let done = running.join_all().await.into_iter().filter(|settled| {
        settled
            .as_ref()
            .is_ok_and(|(_, outcome)| *outcome == Outcome::Done)
    });
    assert_eq!(done.count(), 1);
}

#[given(regex = "^取引先の限度額は([0-9,]+)円である$")]
async fn has_limit(shop: &mut Shop, limit: Yen) {
    let path = format!("/buyers/{}", shop.buyer);
    let (status, answer) = shop
        .control
        .send("PATCH", &path, json!({"creditLimit": limit.0}))
        .await;
    assert_eq!(status, 200, "{answer}");
}

#[given(
    regex = "^次の(\\S+)は、(処理された後に応答が失われる|処理される前に失われる|応答のXMLが途切れる|HTTPステータス503になる)$"
)]
async fn fault(shop: &mut Shop, name: String, what: String) {
    let mut fault = match what.as_str() {
        "処理された後に応答が失われる" => json!({"kind": "answerLost"}),
        "処理される前に失われる" => json!({"kind": "lostBeforeProcessing"}),
        "応答のXMLが途切れる" => json!({"kind": "brokenXml"}),
        _ => json!({"kind": "status", "status": 503}),
    };
    fault["api"] = api(&name).into();
    fault["times"] = 1.into();
    shop.control.post("/faults", fault).await;
}

#[given(regex = "^次の(\\S+)は、エラー「([^」]+)」になる$")]
async fn fault_code(shop: &mut Shop, name: String, code: String) {
    let fault = json!({"api": api(&name), "kind": "code", "code": code, "times": 1});
    shop.control.post("/faults", fault).await;
}

#[given(regex = "^ヤマトが受注「([^」]+)」の出荷を確定した$")]
async fn confirmed(shop: &mut Shop, number: String) {
    shop.control
        .post(&format!("/orders/{number}/confirm"), json!({}))
        .await;
}

#[given(regex = "^受注「([^」]+)」は、お店の知らないところで決済登録されている$")]
async fn settled_elsewhere(shop: &mut Shop, number: String) {
    prepare(shop, &number, Yen(500));
    let statement = Statement::of(&shop.order, &shop.terms).unwrap();
    let request = statement.request(&shop.order, "1111", "");
    shop.gateway
        .client()
        .register_payment(&request)
        .await
        .unwrap();
    // It is nothing that the shop has sent.
    shop.control.send("DELETE", "/journal", Value::Null).await;
}

#[when("結果の分からない送信を確認する")]
async fn recovers(shop: &mut Shop) {
    let found = shop.gateway.recover().await.unwrap();
    let [(_, outcome)] = &found[..] else {
        panic!("結果の分からない送信は1件のはずです：{found:?}");
    };
    shop.outcome = Some(Ok(outcome.clone()));
}

#[when(regex = "^担当者が調べて、(処理されていた|処理されていなかった)と判断する$")]
async fn decides(shop: &mut Shop, what: String) {
    let unknown = shop.gateway.ledger().unknown_outcomes().await.unwrap();
    let carried_out = what == "処理されていた";
    assert!(
        shop.gateway
            .ledger()
            .decide(&unknown[0].id, carried_out)
            .await
            .unwrap()
    );
}

#[when(regex = "^受注「([^」]+)」の決済を取り消す$")]
async fn cancels(shop: &mut Shop, number: String) {
    shop.outcome = Some(
        shop.gateway
            .cancel(&number)
            .await
            .map_err(|error| error.to_string()),
    );
}

#[when(regex = "^次の受注の決済をまとめて取り消す:$")]
async fn cancels_all(shop: &mut Shop, step: &Step) {
    let numbers: Vec<String> = step
        .table
        .as_ref()
        .unwrap()
        .rows
        .iter()
        .map(|row| row[0].clone())
        .collect();
    shop.bulk = shop.gateway.cancel_all(&numbers).await;
}

#[then(regex = "^取消の結果は次のとおりである:$")]
fn bulk_results(shop: &mut Shop, step: &Step) {
    let expected = &step.table.as_ref().unwrap().rows[1..];
    assert_eq!(shop.bulk.len(), expected.len());
    for ((number, result), row) in shop.bulk.iter().zip(expected) {
        assert_eq!(number, &row[0]);
        let said = match result {
            Ok(outcome) => outcome.shown_to_operator(RequestKind::Cancellation),
            Err(error) => error.to_string(),
        };
        assert!(said.contains(&row[1]), "{number}: {said}");
    }
}

async fn ship(shop: &mut Shop, number: &str, slip: &str, send: bool) {
    let shipped = shop.gateway.ship(number, slip, send).await;
    shop.outcome = Some(match shipped {
        Ok(Shipped::Sent(outcome)) => Ok(outcome),
        Ok(_) => Err("送信しない".to_owned()),
        Err(error) => Err(error.to_string()),
    });
}

#[given(regex = "^受注「([^」]+)」を送り状番号「([^」]+)」で出荷してある$")]
async fn shipped(shop: &mut Shop, number: String, slip: String) {
    ship(shop, &number, &slip, true).await;
    assert_eq!(shop.outcome(), &Outcome::Done);
}

#[when(regex = "^受注「([^」]+)」の出荷を送り状番号「([^」]*)」で登録する$")]
async fn ships(shop: &mut Shop, number: String, slip: String) {
    ship(shop, &number, &slip, true).await;
}

#[when(
    regex = "^「出荷情報をクロネコ掛け払いに送信する」を外して、受注「([^」]+)」の出荷を送り状番号「([^」]*)」で登録する$"
)]
async fn ships_here(shop: &mut Shop, number: String, slip: String) {
    ship(shop, &number, &slip, false).await;
}

#[when(regex = "^受注「([^」]+)」の出荷を削除する$")]
async fn deletes(shop: &mut Shop, number: String) {
    let deleted = shop.gateway.delete_shipment(&number).await;
    shop.outcome = Some(match deleted {
        Ok(Deleted::Sent(outcome)) => Ok(outcome),
        Ok(_) => Err("お店でだけ削除した".to_owned()),
        Err(error) => Err(error.to_string()),
    });
}

#[when(regex = "^受注「([^」]+)」の出荷をお店でだけ削除する$")]
async fn deletes_here(shop: &mut Shop, number: String) {
    shop.gateway
        .ledger()
        .delete_shipment_here(&number)
        .await
        .unwrap();
}

#[when(regex = "^受注「([^」]+)」の出荷をお店でだけ削除しようとする$")]
async fn tries_to_delete_here(shop: &mut Shop, number: String) {
    let deleted = shop.gateway.ledger().delete_shipment_here(&number).await;
    shop.outcome = Some(Err(deleted.unwrap_err().to_string()));
}

#[then("ヤマトに受け付けられる")]
fn is_done(shop: &mut Shop) {
    assert_eq!(shop.outcome(), &Outcome::Done);
}

#[then("前回の送信で完了していたと分かる")]
fn had_been_done(shop: &mut Shop) {
    assert_eq!(shop.outcome(), &Outcome::HadBeenDone);
}

#[then("結果は分からない")]
fn is_unknown(shop: &mut Shop) {
    assert_eq!(shop.outcome(), &Outcome::Unknown);
}

#[then(regex = "^「([^」]+)」と回答があったが、結果は分からない$")]
fn is_unclear(shop: &mut Shop, code: String) {
    match shop.outcome() {
        Outcome::Inconclusive(found) => assert_eq!(found.as_str(), code),
        other => panic!("{other:?}"),
    }
}

#[then(regex = "^受注「([^」]+)」のエラーコードは残っていない$")]
async fn no_code(shop: &mut Shop, number: String) {
    let order = shop.gateway.ledger().order(&number).await.unwrap().unwrap();
    assert_eq!(order.error_code, "");
}

#[then(regex = "^ヤマトにエラー「([^」]+)」で断られる$")]
fn is_refused(shop: &mut Shop, code: String) {
    match shop.outcome() {
        Outcome::Refused(found) => assert_eq!(found.as_str(), code),
        other => panic!("{other:?}"),
    }
}

#[then(regex = "^(決済登録|決済取消|出荷登録|出荷取消)について、担当者に「(.+)」と表示される$")]
fn shown_to_operator(shop: &mut Shop, what: String, text: String) {
    let asked = match what.as_str() {
        "決済登録" => RequestKind::Settlement,
        "決済取消" => RequestKind::Cancellation,
        "出荷登録" => RequestKind::Shipment,
        _ => RequestKind::ShipmentRemoval,
    };
    let said = shop.outcome().shown_to_operator(asked);
    assert!(said.contains(&text), "{said}");
}

#[then(regex = "^お客様に「([^」]+)」と知らされる$")]
fn shown_to_buyer(shop: &mut Shop, text: String) {
    let said = shop.outcome().shown_to_buyer().unwrap();
    assert!(said.contains(&text), "{said}");
}

#[then(regex = "^送信されずに「(.+)」と表示される$")]
fn not_sent(shop: &mut Shop, text: String) {
    match shop.outcome.as_ref().unwrap() {
        Err(said) => assert!(said.contains(&text), "{said}"),
        Ok(outcome) => panic!("送信されました：{outcome:?}"),
    }
}

#[then(regex = "^受注「([^」]+)」の取引状況は「([^」]+)」である$")]
async fn status(shop: &mut Shop, number: String, label: String) {
    let order = shop.gateway.ledger().order(&number).await.unwrap();
    assert_eq!(order.unwrap().status.label(), label);
}

#[then(regex = "^ヤマトで、受注「([^」]+)」は「([^」]+)」、請求額([0-9,]+)円である$")]
async fn at_the_provider(shop: &mut Shop, number: String, state: String, total: Yen) {
    let order = shop.control.get(&format!("/orders/{number}")).await;
    assert_eq!(
        (order["stateName"].as_str(), order["total"].as_i64()),
        (Some(state.as_str()), Some(total.0))
    );
}

#[then(regex = "^ヤマトに決済は([0-9]+)件ある$")]
async fn orders_at_the_provider(shop: &mut Shop, number: usize) {
    let orders = shop.control.get("/orders").await;
    assert_eq!(orders["orders"].as_array().unwrap().len(), number);
}

#[then(regex = "^ヤマトは決済登録を([0-9]+)回受け取っている$")]
async fn requests_received(shop: &mut Shop, number: usize) {
    let journal = shop.control.get("/journal?api=AN010").await;
    assert_eq!(journal["entries"].as_array().unwrap().len(), number);
}

#[then(regex = "^結果の分からない送信は([0-9]+)件である$")]
async fn unknown_outcomes(shop: &mut Shop, number: usize) {
    assert_eq!(
        shop.gateway
            .ledger()
            .unknown_outcomes()
            .await
            .unwrap()
            .len(),
        number
    );
}

#[then(regex = "^受注「([^」]+)」の送り状番号は「([^」]+)」である$")]
async fn slip_number(shop: &mut Shop, number: String, slip: String) {
    let order = shop.gateway.ledger().order(&number).await.unwrap().unwrap();
    assert_eq!(order.shipment.unwrap().slip_number, slip);
}

#[then(regex = "^受注「([^」]+)」に出荷情報はない$")]
async fn no_shipment(shop: &mut Shop, number: String) {
    let order = shop.gateway.ledger().order(&number).await.unwrap().unwrap();
    assert_eq!(order.shipment, None);
}
