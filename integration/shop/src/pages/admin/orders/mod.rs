//! 注文: the list, and one of them.

mod detail;
mod list;
mod numbers;
mod transfer;

use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    settings::Payment,
    store::{OrderStatus, PlacedOrder},
};

pub(super) use detail::show;
pub(super) use list::list;
pub(super) use numbers::{save as save_numbers, show as show_numbers};
pub(super) use transfer::{ask as ask_to_cancel, ask_to_pay, cancel, pay};

const HERE: &str = "/admin/orders";

/// An order by its number.
pub(super) async fn order(shop: &Shop, number: &str) -> Result<PlacedOrder, PageError> {
    let order = shop.0.store.order(number).await?;
    order.ok_or(PageError::NotFound)
}

/// A message about an order, which is named once even if the words name it.
pub(super) fn about(order: &str, words: &str) -> String {
    if words.contains(order) {
        words.to_owned()
    } else {
        format!("注文{order}：{words}")
    }
}

/// How an order stands, as a badge.
fn status_badge(status: OrderStatus, payment: Payment) -> Markup {
    let (class, words) = words(status, payment);
    html! { span class=(class) { (words) } }
}

/// How an order stands: the class of the badge, and the words.
pub(super) const fn words(status: OrderStatus, payment: Payment) -> (&'static str, &'static str) {
    match status {
        OrderStatus::AwaitsTransfer => ("badge attention", "入金待ち"),
        OrderStatus::Paid => ("badge good", "入金済み"),
        OrderStatus::Registered => ("badge good", "決済登録済み"),
        OrderStatus::Checking => ("badge attention", "確認中"),
        OrderStatus::Cancelled if matches!(payment, Payment::Transfer) => ("badge", "注文取消済み"),
        OrderStatus::Cancelled => ("badge", "決済取消済み"),
        OrderStatus::Failed => ("badge bad", "不成立"),
    }
}

/// お支払い方法 in short.
const fn payment(payment: Payment) -> &'static str {
    match payment {
        Payment::Kakebarai => "クロネコ掛け払い",
        Payment::Transfer => "銀行振込・代引など",
    }
}

/// Whether a shipment can be added.
const fn can_be_shipped(status: OrderStatus, slip_number: &str) -> bool {
    slip_number.is_empty()
        && matches!(
            status,
            OrderStatus::Registered | OrderStatus::AwaitsTransfer | OrderStatus::Paid
        )
}
