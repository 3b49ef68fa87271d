//! 注文完了, 注文履歴 and the details of an order.

use axum::extract::State;
use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    extract::{LoggedInCustomer, Pairs, Path, Query},
    format,
    pages::{
        amounts::{REDUCED, rates, sums},
        layout,
    },
    settings::Payment,
    store::{OrderSnapshot, OrderStatus, PlacedOrder},
    visit::Visit,
};

/// How many orders are on a page.
const PER_PAGE: u32 = 20;

/// Which page.
pub(super) struct Paging(u32);

impl From<Pairs> for Paging {
    fn from(pairs: Pairs) -> Self {
        Self(layout::page_number(pairs.get("page")))
    }
}

/// 注文履歴.
pub(super) async fn list(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    Query(paging): Query<Paging>,
) -> Result<Markup, PageError> {
    let store = &shop.0.store;
    let count = store.count_orders_of(user.id).await?;
    let last = layout::last_page(count, PER_PAGE);
    let page = paging.0.min(last);
    let orders = store
        .orders_of(user.id, (page - 1) * PER_PAGE, PER_PAGE)
        .await?;
    let content = html! {
        @if orders.is_empty() {
            p { "ご注文はまだありません。" }
            p { a.button href="/" { "商品一覧へ" } }
        } @else {
            ul.orders {
                @for order in &orders {
                    li.card {
                        div.summary {
                            a href={ "/orders/" (order.number) } { "注文番号 " (order.number) }
                            (badge(&visit, order))
                        }
                        dl.properties {
                            dt { "ご注文日時" } dd { (format::moment(order.placed_at)) }
                            dt { "合計" } dd { strong { (format::yen(order.total)) } }
                            dt { "お支払い方法" } dd { (order.contents.payment_name) }
                            dt { "商品" } dd { (goods(&order.contents)) }
                        }
                    }
                }
            }
            (layout::pages(page, last, |page| format!("/orders?page={page}")))
        }
    };
    Ok(layout::page(&visit, "注文履歴", &content))
}

/// The first product, and how many others there are besides.
fn goods(contents: &OrderSnapshot) -> String {
    let first = contents.items.first().map_or("", |item| &item.name);
    match contents.items.len() {
        0 | 1 => first.to_owned(),
        count => format!("{first} ほか{}種類", count - 1),
    }
}

/// An order of this user; other users' orders are not found.
async fn own(shop: &Shop, user: u64, number: &str) -> Result<PlacedOrder, PageError> {
    let order = shop.0.store.order(number).await?;
    order
        .filter(|order| order.user == user)
        .ok_or(PageError::NotFound)
}

/// The details.
pub(super) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    Path(number): Path,
) -> Result<Markup, PageError> {
    let order = own(&shop, user.id, &number).await?;
    let contents = &order.contents;
    let content = html! {
        section.card {
            div.summary { h2 { "ご注文の状況" } (badge(&visit, &order)) }
            p { (explanation(&visit, &order)) }
            (account(&visit, &order))
            dl.properties {
                dt { "ご注文日時" } dd { (format::moment(order.placed_at)) }
                dt { "お支払い方法" } dd { (contents.payment_name) }
                @if !order.slip_number.is_empty() {
                    dt { "送り状番号" } dd { (order.slip_number) }
                }
            }
        }
        section.card {
            h2 { "ご注文の商品" }
            (lines(contents))
            (sums(contents, order.total))
            (rates(contents))
        }
        section.card { h2 { "お届け先" } (recipient(contents)) }
        p { a href="/orders" { "注文履歴へ戻る" } }
    };
    Ok(layout::page(
        &visit,
        &format!("注文番号 {}", order.number),
        &content,
    ))
}

/// 注文完了.
pub(super) async fn complete(
    State(shop): State<Shop>,
    visit: Visit,
    LoggedInCustomer(user): LoggedInCustomer,
    Path(number): Path,
) -> Result<Markup, PageError> {
    let order = own(&shop, user.id, &number).await?;
    let title = match order.status {
        OrderStatus::Checking => "ご注文を確認しています",
        OrderStatus::Failed => "ご注文は成立しませんでした",
        OrderStatus::Cancelled => "ご注文は取り消されました",
        _ => "ご注文ありがとうございました",
    };
    let content = html! {
        section.card {
            p.lead { "注文番号は " strong { (order.number) } " です。" }
            p { (explanation(&visit, &order)) }
            (account(&visit, &order))
            (instructions(&visit, &order))
            dl.properties {
                dt { "合計" } dd { strong { (format::yen(order.total)) } }
                dt { "お支払い方法" } dd { (order.contents.payment_name) }
            }
        }
        p.actions {
            a.button href={ "/orders/" (order.number) } { "注文の詳細を見る" }
            a.button.primary href="/" { "買い物を続ける" }
        }
    };
    Ok(layout::page(&visit, title, &content))
}

/// お振込先, as long as nothing has come.
fn account(visit: &Visit, order: &PlacedOrder) -> Markup {
    let account = visit
        .settings
        .method_of(order)
        .map_or("", |method| &method.account);
    html! {
        @if awaits_transfer(visit, order) {
            h3 { "お振込先" }
            @if account.is_empty() {
                p { "お振込先は、お店からご連絡します。" }
            } @else {
                p.address { (layout::in_lines(account)) }
            }
        }
    }
}

/// Whether the goods wait for the money.
fn awaits_transfer(visit: &Visit, order: &PlacedOrder) -> bool {
    order.status == OrderStatus::AwaitsTransfer && visit.settings.is_prepaid(order)
}

/// お支払いについて of an order that exists.
fn instructions(visit: &Visit, order: &PlacedOrder) -> Markup {
    let text = visit
        .settings
        .method_of(order)
        .map_or("", |method| &method.instructions);
    let exists = matches!(
        order.status,
        OrderStatus::Registered | OrderStatus::AwaitsTransfer | OrderStatus::Paid
    );
    html! {
        @if exists && !text.is_empty() {
            h3 { "お支払いについて" }
            p { (layout::in_lines(text)) }
        }
    }
}

/// How an order stands, in a word.
fn badge(visit: &Visit, order: &PlacedOrder) -> Markup {
    let (class, word) = match order.status {
        OrderStatus::Cancelled => ("badge", "取消"),
        OrderStatus::Failed => ("badge bad", "不成立"),
        OrderStatus::Checking => ("badge attention", "確認中"),
        _ if !order.slip_number.is_empty() => ("badge good", "発送済み"),
        OrderStatus::AwaitsTransfer if awaits_transfer(visit, order) => {
            ("badge attention", "入金待ち")
        }
        OrderStatus::Paid => ("badge good", "入金済み"),
        OrderStatus::Registered | OrderStatus::AwaitsTransfer => ("badge good", "受付済み"),
    };
    html! { span class=(class) { (word) } }
}

/// The same in a sentence.
fn explanation(visit: &Visit, order: &PlacedOrder) -> &'static str {
    match (order.status, order.payment) {
        (OrderStatus::Checking, _) => {
            "ご注文の確認に時間がかかっています。再度のご注文はなさらず、お店からの連絡をお待ちください。"
        }
        (OrderStatus::Failed, _) => {
            "お支払いの手続きができなかったため、ご注文は成立していません。お手数ですが、もう一度ご注文ください。"
        }
        (OrderStatus::Cancelled, _) => "このご注文は取り消されました。",
        _ if !order.slip_number.is_empty() && awaits_transfer(visit, order) => {
            "商品を発送しました。お振り込みは、まだ確認できていません。"
        }
        _ if !order.slip_number.is_empty() => "商品を発送しました。",
        (OrderStatus::Paid, _) if order.total == 0 => {
            "ギフト券とポイントで、お支払いは完了しています。商品の発送までお待ちください。"
        }
        (OrderStatus::Paid, _) => "ご入金を確認しました。商品の発送までお待ちください。",
        (_, Payment::Transfer) if !awaits_transfer(visit, order) => "ご注文を受け付けました。",
        (_, Payment::Transfer) => "お振り込みを確認してから、商品を発送します。",
        (_, Payment::Kakebarai) => {
            "ご注文を受け付けました。代金は、クロネコ掛け払いの請求書でお支払いください。"
        }
    }
}

/// What was ordered.
pub(super) fn lines(contents: &OrderSnapshot) -> Markup {
    html! {
        ul.lines.plain {
            @for stored in &contents.items {
                @let item = stored.item();
                li.line {
                    div.what {
                        span.title { (item.name) @if contents.is_reduced(stored) { (REDUCED) } }
                        span.unit-price {
                            (format::price(item.unit_price)) " × " (item.quantity) (stored.unit)
                        }
                    }
                    strong.amount { (format::yen(item.amount())) }
                }
            }
        }
    }
}

/// Where it goes.
pub(super) fn recipient(contents: &OrderSnapshot) -> Markup {
    let recipient = &contents.recipient;
    html! {
        p.address {
            "〒" (format::postal_code(&recipient.postal_code)) br;
            (recipient.address) br;
            @if !recipient.company.is_empty() { (recipient.company) br; }
            (recipient.name) " 様" br;
            "電話 " (recipient.telephone)
        }
    }
}
