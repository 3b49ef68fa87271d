//! 配送手続きの追加: a slip number for an order, told to クロネコ掛け払い or not.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::{
    buyers::application::conversion,
    gateway::{NotSent, NotShipped, RequestKind, Shipped},
    slip_number::SlipNumber,
};

use crate::{
    Shop,
    error::PageError,
    extract::{Form, Path},
    format,
    forms::{self, Choice, Errors, Field, Notice},
    pages::{
        admin::{detached::run_detached, orders::order},
        layout,
    },
    settings::Payment,
    store::{OrderStatus, PlacedOrder},
    visit::Visit,
};

const ADDED: &str = "配送手続きを追加しました。";
const ONLY_HERE: &str = "配送手続きを追加しました。クロネコ掛け払いには送信していません。";
const SLIP: &str = "送り状番号";
const CARRIER: &str = "運送会社";

/// 配送手続きの追加.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    if let Some(why) = in_the_way(&order) {
        let notice = Notice::warning(why);
        return Ok(visit.redirect_with_notice(&shop, &format!("/admin/orders/{number}"), &notice));
    }
    let ledger = shop.0.payments.ledger();
    if ledger.open_intent(&number).await?.is_some() {
        let notice = Notice::warning(
            "この注文には、結果の分からない送信があります。先に「確認する」で結果を確かめてください。",
        );
        return Ok(visit.redirect_with_notice(&shop, &format!("/admin/orders/{number}"), &notice));
    }
    let entered = ShipmentForm {
        send: true,
        ..ShipmentForm::default()
    };
    let page = page(&visit, &order, &entered, &Errors::default());
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
    match order.status {
        OrderStatus::Registered | OrderStatus::AwaitsTransfer | OrderStatus::Paid => None,
        OrderStatus::Checking => Some(
            "決済の結果が分かっていないため、配送手続きを追加できません。先に「確認する」で結果を確かめてください。".to_owned(),
        ),
        OrderStatus::Cancelled | OrderStatus::Failed => {
            Some("この注文は成立していないため、配送手続きを追加できません。".to_owned())
        }
    }
}

/// Whether the goods would go out before the money has come in.
fn is_unpaid(visit: &Visit, order: &PlacedOrder) -> bool {
    order.status == OrderStatus::AwaitsTransfer && visit.settings.is_prepaid(order)
}

const BEFORE_PAYMENT: &str = "入金を確認する前に発送する";

/// What was entered.
#[derive(Default)]
struct ShipmentForm<'a> {
    slip: &'a str,
    send: bool,
    carrier: &'a str,
}

/// A carrier whose slip numbers cannot be checked here.
const OTHER: &str = "other";

fn page(visit: &Visit, order: &PlacedOrder, entered: &ShipmentForm<'_>, errors: &Errors) -> Markup {
    let ShipmentForm {
        slip,
        send,
        carrier,
    } = *entered;
    let is_unpaid = is_unpaid(visit, order);
    let may_be_sent = order.payment == Payment::Kakebarai && visit.settings.installed;
    let carrier_hint = if may_be_sent {
        "「そのほか」では、12桁でない送り状番号も入力できます。クロネコ掛け払いへの送信のチェックを外して選んでください。"
    } else {
        "「そのほか」では、12桁でない送り状番号も入力できます。"
    };
    let fields = html! {
        (Field::text("slip_number", SLIP).value(slip).hint("ヤマト運輸では12桁の数字です。ハイフンや全角の数字でも入力できます。").required().keys("numeric").autocomplete("off").width("middle").errors(errors))
        @if may_be_sent {
            (Field::tick("send", "出荷情報をクロネコ掛け払いに送信する").value(if send { "1" } else { "" })
                .hint("チェックを外すと、お店の記録だけになります。請求には、出荷情報の送信が必要です。"))
        }
        (Field::select("carrier", CARRIER, vec![Choice::new("yamato", "ヤマト運輸"), Choice::new(OTHER, "そのほか")]).settled().value(carrier).width("middle")
            .hint(carrier_hint).errors(errors))
        @if is_unpaid {
            (Field::tick("before_payment", BEFORE_PAYMENT).errors(errors)
                .hint("前払いのご注文です。ご入金を確認していれば、先に注文の画面で「入金済みにする」を押してください。"))
        }
        @if order.payment == Payment::Kakebarai { (split_shipments()) }
        div.actions {
            button.button.primary type="submit" { "登録" }
            a.button href={ "/admin/orders/" (order.number) } { "注文へ戻る" }
        }
    };
    let content = html! {
        (errors)
        @if is_unpaid { p.warning { "この注文は入金待ちです。まだ代金を受け取っていません。" } }
        section.card {
            dl.properties {
                dt { "注文番号" } dd { (order.number) }
                dt { "お届け先" } dd { (order.contents.recipient.name) "（" (order.contents.recipient.address) "）" }
                dt { "合計" } dd { (format::yen(order.total)) }
            }
            (forms::form(&visit.form_token, &format!("/admin/orders/{}/shipment", order.number), &fields))
        }
    };
    layout::admin_page(visit, errors.title("配送手続きの追加"), &content)
}

/// What to do with an order that goes out in several parcels.
fn split_shipments() -> Markup {
    html! {
        details {
            summary { "荷物を分けて発送するとき" }
            p { "クロネコ掛け払いに登録できる送り状番号は、1つの注文に1つです。荷物が2個以上のときは、そのうちの1個の送り状番号を登録してください。ほかの荷物の番号は登録できませんが、請求額は変わりません。" }
            p { "一部の商品だけを請求したいときは、この注文を決済取消にしてから、商品を分けて注文し直していただいてください。決済の金額は変更できません。" }
            p { "反対に、2つ以上の注文を1個の荷物で発送するときは、同じ送り状番号を5件の注文まで登録できます。" }
        }
    }
}

/// 登録.
pub(crate) async fn add(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
    form: Form,
) -> Result<Response, PageError> {
    let order = order(&shop, &number).await?;
    let (slip, send) = (form.get("slip_number"), form.is_ticked("send"));
    let carrier = form.get("carrier");
    let entered = ShipmentForm {
        slip,
        send,
        carrier,
    };
    let mut errors = Errors::default();
    if is_done(&order, slip) {
        return Ok(go_back(&shop, &visit, &number, &Notice::done(ADDED)));
    }
    if let Some(why) = in_the_way(&order) {
        errors.add_to_all(why);
        return Ok(page(&visit, &order, &entered, &errors).into_response());
    }
    if is_unpaid(&visit, &order) && !form.is_ticked("before_payment") {
        let message = "入金待ちの注文です。入金の前に発送するときは、チェックを入れてください。";
        errors.add("before_payment", BEFORE_PAYMENT, message);
        return Ok(page(&visit, &order, &entered, &errors).into_response());
    }
    let Some(slip) = slip_number(&order, &entered, &mut errors) else {
        return Ok(page(&visit, &order, &entered, &errors).into_response());
    };
    let notice = match order.payment {
        Payment::Transfer => keep(&shop, &order, &slip, &mut errors).await?,
        Payment::Kakebarai if send => ship(&shop, &visit, &order, &slip, &mut errors).await?,
        Payment::Kakebarai => {
            let kept = shop.0.payments.ledger().ship_here(&number, &slip).await;
            shown(kept.map(|()| Notice::done(ONLY_HERE)), &mut errors)?
        }
    };
    match notice {
        Some(notice) => {
            let notice = match somebody_elses(&shop, &order, &slip).await? {
                Some(other) => notice.but(&format!(
                    "この送り状番号は、別のお客様の注文{other}にも登録されています。番号を確認してください。"
                )),
                None => notice,
            };
            Ok(go_back(&shop, &visit, &number, &notice))
        }
        // The other press of the same button was faster.
        None if is_done(&self::order(&shop, &number).await?, &slip) => {
            Ok(go_back(&shop, &visit, &number, &Notice::done(ADDED)))
        }
        None => Ok(page(&visit, &order, &entered, &errors).into_response()),
    }
}

/// Whether the order has this very shipment: the form was sent before.
fn is_done(order: &PlacedOrder, slip: &str) -> bool {
    let is_this = |slip: &str| order.slip_number == slip;
    SlipNumber::read(slip).is_ok_and(|slip| is_this(slip.as_str()))
        || elsewhere(slip).is_some_and(|slip| is_this(&slip))
}

/// An order of another customer that has the same slip number.
async fn somebody_elses(
    shop: &Shop,
    order: &PlacedOrder,
    slip: &str,
) -> Result<Option<String>, PageError> {
    let store = &shop.0.store;
    for number in store.orders_with_slip(slip).await? {
        let other = store.order(&number).await?;
        if other.is_some_and(|other| other.user != order.user) {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

fn go_back(shop: &Shop, visit: &Visit, number: &str, notice: &Notice) -> Response {
    visit.redirect_with_notice(shop, &format!("/admin/orders/{number}"), notice)
}

/// The slip number of another carrier; `None` if the text cannot be one.
fn elsewhere(slip: &str) -> Option<String> {
    let slip = conversion::to_half_width(slip);
    let is_fine = |of: char| of.is_ascii_alphanumeric() || of == '-';
    ((1..=30).contains(&slip.len()) && slip.chars().all(is_fine)).then_some(slip)
}

/// The slip number as the carrier writes it; `None` if something is wrong. Yamato is told of its own parcels alone.
fn slip_number(
    order: &PlacedOrder,
    entered: &ShipmentForm<'_>,
    errors: &mut Errors,
) -> Option<String> {
    let is_elsewhere = entered.carrier == OTHER;
    if is_elsewhere && entered.send && order.payment == Payment::Kakebarai {
        let message = "クロネコ掛け払いに送信できるのは、ヤマト運輸の送り状番号だけです。送信しないときは、「出荷情報をクロネコ掛け払いに送信する」のチェックを外してください。";
        errors.add("carrier", CARRIER, message);
        return None;
    }
    let slip = if is_elsewhere {
        elsewhere(entered.slip)
            .ok_or_else(|| "半角の英数字とハイフンで、30文字以内で入力してください。".to_owned())
    } else {
        let slip = SlipNumber::read(entered.slip);
        slip.map(|slip| slip.as_str().to_owned())
            .map_err(|why| why.to_string())
    };
    slip.map_err(|why| errors.add("slip_number", SLIP, why))
        .ok()
}

/// A shipment that is the shop's alone.
async fn keep(
    shop: &Shop,
    order: &PlacedOrder,
    slip: &str,
    errors: &mut Errors,
) -> Result<Option<Notice>, PageError> {
    if shop.0.store.add_shipment(&order.number, slip).await? {
        return Ok(Some(Notice::done(ADDED)));
    }
    errors.add_to_all("この注文には、すでに出荷情報があります。");
    Ok(None)
}

/// A shipment that クロネコ掛け払い is told.
async fn ship(
    shop: &Shop,
    visit: &Visit,
    order: &PlacedOrder,
    slip: &str,
    errors: &mut Errors,
) -> Result<Option<Notice>, PageError> {
    let connection = match shop
        .0
        .payments
        .connect_for(&visit.settings, &order.number)
        .await?
    {
        Ok(connection) => connection,
        Err(why) => {
            errors.add_to_all(why.to_string());
            return Ok(None);
        }
    };
    let (number, slip) = (order.number.clone(), slip.to_owned());
    let shipped =
        run_detached(async move { connection.gateway.ship(&number, &slip, true).await }).await?;
    let outcome = match shipped {
        Ok(Shipped::Sent(outcome)) => outcome,
        Ok(_) => return Ok(Some(Notice::done(ONLY_HERE))),
        Err(why) => return shown(Err(why), errors),
    };
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

/// What is shown on the order's page, or `None` if the form has a mistake.
fn shown(
    shipped: Result<Notice, NotShipped>,
    errors: &mut Errors,
) -> Result<Option<Notice>, PageError> {
    match shipped {
        Ok(notice) => Ok(Some(notice)),
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
