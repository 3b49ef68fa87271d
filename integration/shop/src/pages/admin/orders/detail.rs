//! 注文: one of them, with what was asked of クロネコ掛け払い about it.

use axum::extract::State;
use maud::{Markup, html};

use super::{
    HERE, can_be_shipped, order, status_badge,
    transfer::{may_be_cancelled, may_be_paid},
};
use kakebarai::ledger::{Intent, IntentState};

use crate::{
    Shop,
    error::PageError,
    extract::{Pairs, Path, Query},
    format,
    pages::{
        admin::{
            listing::{Column, back_to, cell, table},
            settlements::{check_button, history},
            simulator,
        },
        amounts::{REDUCED, rates, sums},
        layout,
    },
    payments::Payments,
    settings::Payment,
    store::{OrderStatus, PlacedOrder},
    visit::Visit,
};

const COLUMNS: [Column; 5] = [
    Column::text("商品"),
    Column::text("商品コード"),
    Column::number("単価"),
    Column::number("数量"),
    Column::number("金額"),
];

/// 注文の詳細.
pub(crate) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    Path(number): Path,
    Query(pairs): Query<Pairs>,
) -> Result<Markup, PageError> {
    let order = order(&shop, &number).await?;
    let customer = shop.0.store.customer_of(order.user).await?;
    let intents = shop.0.payments.ledger().intents(&order.number).await?;
    let recipient = &order.contents.recipient;
    let content = html! {
        (actions(&shop, &visit, &order, &intents))
        div.two {
            section.card {
                h2 { "注文" }
                dl.properties {
                    dt { "注文番号" } dd { (order.number) }
                    dt { "注文日時" } dd { (format::moment(order.placed_at)) }
                    dt { "お支払い方法" } dd { (order.contents.payment_name) }
                    dt { "状態" } dd { (status_badge(order.status, order.payment)) }
                    dt { "送り状番号" } dd { @if order.slip_number.is_empty() { "―" } @else { (order.slip_number) } }
                }
            }
            section.card {
                h2 { "お客様とお届け先" }
                dl.properties {
                    dt { "お客様" }
                    dd {
                        @if let Some(user) = &customer {
                            a href={ "/admin/customers/" (user.id) } { (user.name()) } br; small { (user.email) }
                        }
                    }
                    dt { "お届け先" }
                    dd {
                        @if !recipient.company.is_empty() { (recipient.company) br; }
                        (recipient.name) br; "〒" (format::postal_code(&recipient.postal_code)) br; (recipient.address) br; (recipient.telephone)
                    }
                    dt { "配送方法" } dd { (order.contents.shipping.name) }
                }
            }
        }
        (items(&order))
        @if order.payment == Payment::Kakebarai { (history(&shop, &visit, &intents)) }
        @if is_changeable(&order, &intents) {
            div.actions.end { a.button.primary href={ (HERE) "/" (order.number) "/shipment" } { "配送手続きの追加" } }
        }
        p.screen-only { a href=(back_to(pairs.get("back"), HERE)) { "一覧へ戻る" } }
    };
    let title = format!("注文 {}", order.number);
    Ok(layout::admin_page(&visit, &title, &content))
}

/// The request about the order whose outcome is not known.
fn open_intent(intents: &[Intent]) -> Option<&Intent> {
    intents
        .iter()
        .find(|intent| matches!(intent.state, IntentState::Sending | IntentState::Unknown))
}

/// Whether a shipment can be added now.
fn is_changeable(order: &PlacedOrder, intents: &[Intent]) -> bool {
    can_be_shipped(order.status, &order.slip_number) && open_intent(intents).is_none()
}

fn actions(shop: &Shop, visit: &Visit, order: &PlacedOrder, intents: &[Intent]) -> Markup {
    let here = format!("{HERE}/{}", order.number);
    html! {
        div.actions.top {
            @if order.payment == Payment::Kakebarai {
                a.button href={ (here) "/sent" } { "送信内容の確認" }
                (simulator::link(shop, visit, &order.number, None))
            }
            @if visit.settings.installed && is_changeable(order, intents) && order.status == OrderStatus::Registered {
                a.button.danger href={ "/admin/kakebarai/cancel?one=" (order.number) "&back=" (here) } { "決済取消" }
            }
            @if may_be_paid(order) {
                a.button href={ (here) "/paid" } { "入金済みにする" }
            }
            @if may_be_cancelled(order) {
                a.button.danger href={ (here) "/cancel" } { "注文取消" }
            }
            @if let Some(open) = open_intent(intents).filter(|open| may_be_checked(visit, open)) {
                (check_button(visit, &open.id, &html! { input type="hidden" name="back" value=(here); }))
            }
        }
    }
}

/// Whether the outcome can be found out: by the account that it was sent by alone.
fn may_be_checked(visit: &Visit, open: &Intent) -> bool {
    open.state == IntentState::Unknown
        && Payments::accounts(&visit.settings).contains(&open.account)
}

fn items(order: &PlacedOrder) -> Markup {
    let rows = html! {
        @for stored in &order.contents.items {
            @let item = stored.item();
            tr role="row" {
                (cell(COLUMNS[0], if order.contents.is_reduced(stored) { format!("{}{REDUCED}", item.name) } else { item.name.clone() }))
                (cell(COLUMNS[1], if item.code.is_empty() { "―" } else { &item.code }))
                (cell(COLUMNS[2], format::price(item.unit_price)))
                (cell(COLUMNS[3], format!("{}{}", item.quantity, stored.unit)))
                (cell(COLUMNS[4], format::yen(item.amount())))
            }
        }
    };
    html! {
        section.card {
            h2 { "ご注文の内訳" }
            (table("商品", &COLUMNS, &rows))
            (sums(&order.contents, order.total))
            (rates(&order.contents))
        }
    }
}
