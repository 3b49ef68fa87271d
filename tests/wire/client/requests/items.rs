//! The items of a settlement as the shop's screens show them: the very ones that are sent, with their Japanese names.

use jiff::civil::date;
use kakebarai::client::{Decimal2, InvalidRequest, LineItem, RegisterPayment};

fn payment(lines: usize) -> RegisterPayment {
    let price: Decimal2 = "99.5".parse().unwrap();
    let line = LineItem::new("机 & 椅子", 299, 0)
        .code("")
        .pieces(3_u32, price);
    RegisterPayment::new(date(2026, 11, 24), "1001", "1111", 299, 29)
        .lines(vec![line; lines])
        .cart_code("cscart")
}

#[test]
fn in_the_order_in_which_they_are_sent() {
    let items = payment(1).items().unwrap();
    let shown: Vec<String> = items
        .iter()
        .map(|item| format!("{} {} {}", item.name, item.label, item.value))
        .collect();
    assert_eq!(
        shown,
        [
            "orderDate 受注日 20261124",
            "orderNo 受注番号 1001",
            "buyerId 取引先ID 1111",
            "settlePrice 決済金額 299",
            "shohiZei 消費税 29",
            "meisaiUmu 明細の有無 1",
            "shohinMei1 明細1 商品名 机 & 椅子",
            "shohinCode1 明細1 商品コード ",
            "suryo1 明細1 数量 3",
            "tanka1 明細1 単価 99.5",
            "kessaiKingaku1 明細1 決済金額 299",
            "shohiZei1 明細1 消費税 0",
            "cartCode カート社識別コード cscart",
        ]
    );
}

#[test]
fn none_of_what_would_not_be_sent() {
    assert!(matches!(
        payment(100).items(),
        Err(InvalidRequest::TooManyLines(100))
    ));
    let items = payment(99).items().unwrap();
    assert!(items.iter().any(|item| item.label == "明細99 消費税"));
}
