//! What a row of an exported file holds of an order, or of a transmission.

use kakebarai::{
    ledger::{Intent, IntentState, Request},
    refusals::Code,
};

use crate::{
    format,
    pages::admin::{orders::words, settlements::state},
    store::PlacedOrder,
};

pub(super) const ORDER_COLUMNS: [&str; 20] = [
    "注文番号",
    "注文日時",
    "状態",
    "お支払い方法",
    "会員ID",
    "メールアドレス",
    "会社名",
    "お名前",
    "郵便番号",
    "住所",
    "電話番号",
    "商品の種類数",
    "商品合計",
    "割引",
    "送料",
    "手数料",
    "消費税",
    "ギフト券・ポイント",
    "合計",
    "送り状番号",
];

/// Of an order, with its customer's e-mail address.
pub(super) fn order_row(order: &PlacedOrder, email: &str) -> [String; 20] {
    let contents = &order.contents;
    let recipient = &contents.recipient;
    let tax: i64 = contents.rates.iter().map(|rate| rate.tax).sum();
    let paid: i64 = contents.part_payments().map(|paid| paid.amount).sum();
    [
        order.number.clone(),
        format::moment(order.placed_at),
        words(order.status, order.payment).1.to_owned(),
        contents.payment_name.clone(),
        order.user.to_string(),
        email.to_owned(),
        recipient.company.clone(),
        recipient.name.clone(),
        format::postal_code(&recipient.postal_code),
        recipient.address.clone(),
        recipient.telephone.clone(),
        contents.items.len().to_string(),
        contents.goods().to_string(),
        (-contents.discount()).to_string(),
        contents.shipping.price.to_string(),
        contents.fee().to_string(),
        tax.to_string(),
        (-paid).to_string(),
        order.total.to_string(),
        order.slip_number.clone(),
    ]
}

pub(super) const TRANSMISSION_COLUMNS: [&str; 10] = [
    "送信日時",
    "注文番号",
    "送信した内容",
    "取引先ID",
    "請求額",
    "送り状番号",
    "結果",
    "応答なしの回数",
    "エラーコード",
    "エラーの内容",
];

/// Whether a transmission was not carried out, or its outcome is not known.
pub(super) fn is_error(intent: &Intent) -> bool {
    matches!(
        intent.state,
        IntentState::Refused | IntentState::Unknown | IntentState::Unsent
    )
}

/// Of a transmission.
pub(super) fn transmission_row(intent: &Intent) -> [String; 10] {
    let (mut buyer, mut amount, mut slip) = (String::new(), String::new(), String::new());
    match &intent.request {
        Request::Register(payment) => {
            buyer.clone_from(&payment.buyer_id);
            amount = (i64::from(payment.price) + i64::from(payment.tax)).to_string();
        }
        Request::Cancel { buyer_id } => buyer.clone_from(buyer_id),
        Request::Ship { slip_number } | Request::CancelShipment { slip_number } => {
            slip.clone_from(slip_number);
        }
        _ => {}
    }
    let code = &intent.error_code;
    let message = if code.is_empty() {
        String::new()
    } else {
        Code::new(code).operator_message().to_string()
    };
    [
        format::moment(intent.recorded_at),
        intent.order_number.clone(),
        intent.request.kind().name().to_owned(),
        buyer,
        amount,
        slip,
        state(intent.state).1.to_owned(),
        intent.unanswered.to_string(),
        code.clone(),
        message,
    ]
}
