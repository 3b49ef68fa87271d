//! 配送手続きの追加: a slip number for an order, told to クロネコ掛け払い or not.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::{
    gateway::{NotSent, NotShipped, RequestKind, Shipped},
    slip_number::SlipNumber,
};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{self, Errors, Field, Notice},
    pages::{
        admin::{detached::to_the_end, orders::order},
        layout,
    },
    store::{OrderStatus, Payment, PlacedOrder},
    visit::Visit,
};

const ADDED: &str = "配送手続きを追加しました。";
const SLIP: &str = "送り状番号";

/// 配送手続きの追加.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    if let Some(why) = in_the_way(&order) {
        let notice = Notice::warning(why);
        return Ok(visit.go_and_say(&shop, &format!("/admin/orders/{number}"), &notice));
    }
    let ledger = shop.0.payments.ledger();
    if ledger.open_intent(&number).await?.is_some() {
        let notice = Notice::warning(
            "この注文には、結果の分からない送信があります。先に「確認する」で結果を確かめてください。",
        );
        return Ok(visit.go_and_say(&shop, &format!("/admin/orders/{number}"), &notice));
    }
    let page = page(&visit, &order, "", true, &Errors::default());
    Ok(page.into_response())
}

/// Why an order cannot be shipped.
fn in_the_way(order: &PlacedOrder) -> Option<String> {
    if !order.slip_number.is_empty() {
        return Some(format!(
            "注文{}には、送り状番号{}の出荷情報があります。変更するときは、先に配送管理で削除してください。",
            order.number, order.slip_number
        ));
    }
    match order.standing {
        OrderStatus::Registered | OrderStatus::AwaitsTransfer | OrderStatus::Paid => None,
        OrderStatus::Checking => Some(
            "決済の結果が分かっていないため、配送手続きを追加できません。先に「確認する」で結果を確かめてください。".to_owned(),
        ),
        OrderStatus::Cancelled | OrderStatus::Failed => {
            Some("この注文は成立していないため、配送手続きを追加できません。".to_owned())
        }
    }
}

fn page(visit: &Visit, order: &PlacedOrder, slip: &str, send: bool, errors: &Errors) -> Markup {
    let fields = html! {
        (Field::text("slip_number", SLIP).value(slip).hint("12桁の数字です。ハイフンや全角の数字でも入力できます。").required().keys("numeric").autocomplete("off").width("middle").errors(errors))
        @if order.payment == Payment::Kakebarai {
            (Field::tick("send", "出荷情報をクロネコ掛け払いに送信する").value(if send { "1" } else { "" })
                .hint("チェックを外すと、お店の記録だけになります。請求には、出荷情報の送信が必要です。"))
        }
        div.actions {
            button.button.primary type="submit" { "登録する" }
            a.button href={ "/admin/orders/" (order.number) } { "注文へ戻る" }
        }
    };
    let content = html! {
        (errors)
        section.card {
            dl.facts {
                dt { "注文番号" } dd { (order.number) }
                dt { "お届け先" } dd { (order.contents.recipient.name) "（" (order.contents.recipient.address) "）" }
                dt { "合計" } dd { (format::yen(order.total)) }
            }
            (forms::form(&visit.form_token, &format!("/admin/orders/{}/shipment", order.number), &fields))
        }
    };
    layout::admin_page(visit, "配送手続きの追加", &content)
}

/// 登録する.
pub(crate) async fn add(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
    form: Form,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let (slip, send) = (form.get("slip_number"), form.is_ticked("send"));
    let mut errors = Errors::default();
    if is_done(&order, slip) {
        return Ok(go_back(&shop, &visit, &number, &Notice::done(ADDED)));
    }
    if let Some(why) = in_the_way(&order) {
        errors.add_to_all(why);
        return Ok(page(&visit, &order, slip, send, &errors).into_response());
    }
    let notice = if order.payment == Payment::Transfer {
        keep(&shop, &order, slip, &mut errors).await?
    } else {
        ship(&shop, &visit, &order, slip, send, &mut errors).await?
    };
    match notice {
        Some(notice) => Ok(go_back(&shop, &visit, &number, &notice)),
        // The other press of the same button was faster.
        None if is_done(&self::order(&shop, &number).await?, slip) => {
            Ok(go_back(&shop, &visit, &number, &Notice::done(ADDED)))
        }
        None => Ok(page(&visit, &order, slip, send, &errors).into_response()),
    }
}

/// Whether the order has this very shipment: the form was sent before.
fn is_done(order: &PlacedOrder, slip: &str) -> bool {
    SlipNumber::read(slip).is_ok_and(|slip| order.slip_number == slip.as_str())
}

fn go_back(shop: &Shop, visit: &Visit, number: &str, notice: &Notice) -> Response {
    visit.go_and_say(shop, &format!("/admin/orders/{number}"), notice)
}

/// A shipment that is the shop's alone.
async fn keep(
    shop: &Shop,
    order: &PlacedOrder,
    slip: &str,
    errors: &mut Errors,
) -> Result<Option<Notice>, PageError> {
    let slip = match SlipNumber::read(slip) {
        Ok(slip) => slip,
        Err(why) => {
            errors.add("slip_number", SLIP, why.to_string());
            return Ok(None);
        }
    };
    if shop
        .0
        .store
        .add_shipment(&order.number, slip.as_str())
        .await?
    {
        return Ok(Some(Notice::done(ADDED)));
    }
    errors.add_to_all("この注文には、すでに出荷情報があります。");
    Ok(None)
}

/// A shipment that クロネコ掛け払い may be told.
async fn ship(
    shop: &Shop,
    visit: &Visit,
    order: &PlacedOrder,
    slip: &str,
    send: bool,
    errors: &mut Errors,
) -> Result<Option<Notice>, PageError> {
    let connection = match shop.0.payments.connect(&visit.settings) {
        Ok(connection) => connection,
        Err(why) => {
            errors.add_to_all(why.to_string());
            return Ok(None);
        }
    };
    let (number, slip) = (order.number.clone(), slip.to_owned());
    let shipped =
        to_the_end(async move { connection.gateway.ship(&number, &slip, send).await }).await?;
    match shipped {
        Ok(Shipped::OnlyHere) => Ok(Some(Notice::done(
            "配送手続きを追加しました。クロネコ掛け払いには送信していません。",
        ))),
        Ok(Shipped::Sent(outcome)) => {
            let text = outcome.shown_to_operator(RequestKind::Shipment);
            if outcome.is_done() {
                return Ok(Some(Notice::done(text)));
            }
            // The order's page has the button that finds out.
            if outcome.is_unknown() {
                return Ok(Some(Notice::warning(text)));
            }
            errors.add_to_all(text);
            Ok(None)
        }
        Err(NotShipped::SlipNumber(why)) => {
            errors.add("slip_number", SLIP, why.to_string());
            Ok(None)
        }
        Err(NotShipped::NotSent(NotSent::Ledger(error))) => Err(error.into()),
        // As after a second press while the first is on its way: the order's page shows what comes of it.
        Err(why @ NotShipped::NotSent(NotSent::Busy(_))) => {
            Ok(Some(Notice::warning(why.to_string())))
        }
        Err(why) => {
            errors.add_to_all(why.to_string());
            Ok(None)
        }
    }
}
