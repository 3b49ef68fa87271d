//! AN010: the payment and its lines.

use kakebarai::client::{Error, InvalidRequest, LineItem, Processed, RegisterPayment};

use super::super::client;
use super::{assert_is, sent};

fn settlement(product_code: &str) -> RegisterPayment {
    let name = |name: &str| LineItem {
        name: name.to_owned(),
        ..LineItem::default()
    };
    RegisterPayment {
        order_date: jiff::civil::date(2026, 11, 23),
        order_number: "1001".to_owned(),
        buyer_id: "1111".to_owned(),
        price: 12_740,
        tax: 1_274,
        itemised: true,
        lines: vec![
            LineItem {
                code: Some(product_code.to_owned()),
                quantity: Some(3_u32.into()),
                unit_price: Some(3_980_u32.into()),
                price: Some(11_940),
                tax: Some(0),
                ..name("業務用コピー用紙 A4 500枚×10冊")
            },
            LineItem {
                code: Some("SHIPPING".to_owned()),
                price: Some(800),
                tax: Some(0),
                ..name("送料")
            },
            LineItem {
                code: Some("TAX1".to_owned()),
                price: Some(0),
                tax: Some(1_274),
                ..name("消費税")
            },
        ],
        cart_code: Some("cscart".to_owned()),
    }
}

#[tokio::test]
async fn an010_with_lines() {
    let received =
        sent(async |client| client.register_payment(&settlement("-A4-500X10")).await).await;
    assert_is(
        &received,
        "/kuroneko-anshin/AN010APIAction.action",
        &[
            ("orderDate", "20261123"),
            ("orderNo", "1001"),
            ("buyerId", "1111"),
            ("settlePrice", "12740"),
            ("shohiZei", "1274"),
            ("meisaiUmu", "1"),
            ("shohinMei1", "業務用コピー用紙 A4 500枚×10冊"),
            ("shohinCode1", "-A4-500X10"),
            ("suryo1", "3"),
            ("tanka1", "3980"),
            ("kessaiKingaku1", "11940"),
            ("shohiZei1", "0"),
            ("shohinMei2", "送料"),
            ("shohinCode2", "SHIPPING"),
            ("kessaiKingaku2", "800"),
            ("shohiZei2", "0"),
            ("shohinMei3", "消費税"),
            ("shohinCode3", "TAX1"),
            ("kessaiKingaku3", "0"),
            ("shohiZei3", "1274"),
            ("cartCode", "cscart"),
        ],
    );
    assert_eq!(
        received.body,
        "traderCode=900000001&passWord=kakebarai-test&orderDate=20261123&orderNo=1001&buyerId=1111\
         &settlePrice=12740&shohiZei=1274&meisaiUmu=1\
         &shohinMei1=%E6%A5%AD%E5%8B%99%E7%94%A8%E3%82%B3%E3%83%94%E3%83%BC%E7%94%A8%E7%B4%99+A4+500%E6%9E%9A%C3%9710%E5%86%8A\
         &shohinCode1=-A4-500X10&suryo1=3&tanka1=3980&kessaiKingaku1=11940&shohiZei1=0\
         &shohinMei2=%E9%80%81%E6%96%99&shohinCode2=SHIPPING&kessaiKingaku2=800&shohiZei2=0\
         &shohinMei3=%E6%B6%88%E8%B2%BB%E7%A8%8E&shohinCode3=TAX1&kessaiKingaku3=0&shohiZei3=1274&cartCode=cscart"
    );
}

#[tokio::test]
async fn an010_sends_an_empty_product_code_empty() {
    let received = sent(async |client| client.register_payment(&settlement("")).await).await;
    let pairs = received.pairs();
    assert_eq!(pairs[9], ("shohinCode1".to_owned(), String::new()));
    assert_eq!(pairs.len(), 23);
}

#[tokio::test]
async fn an010_without_lines() {
    let request = RegisterPayment {
        order_number: "31d".to_owned(),
        buyer_id: "2222".to_owned(),
        price: 12_000,
        tax: 1_200,
        itemised: false,
        lines: vec![],
        cart_code: None,
        ..settlement("")
    };
    let received = sent(async |client| client.register_payment(&request).await).await;
    // The client recorded puts the password last; the order of the fields has no meaning.
    assert_is(
        &received,
        "/kuroneko-anshin/AN010APIAction.action",
        &[
            ("orderDate", "20261123"),
            ("orderNo", "31d"),
            ("buyerId", "2222"),
            ("settlePrice", "12000"),
            ("shohiZei", "1200"),
            ("meisaiUmu", "2"),
        ],
    );
}

#[tokio::test]
async fn an010_writes_every_field_of_a_line() {
    let line = LineItem {
        name: "値引き & <特価>".to_owned(),
        code: Some("A+B=C".to_owned()),
        quantity: Some("-1.5".parse().unwrap()),
        unit: Some("箱".to_owned()),
        unit_price: Some("0.05".parse().unwrap()),
        price: Some(-9_999_999),
        tax: Some(-1),
    };
    let request = RegisterPayment {
        lines: vec![line],
        cart_code: None,
        ..settlement("")
    };
    let received = sent(async |client| client.register_payment(&request).await).await;
    let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let expected = [
        ("shohinMei1", "値引き & <特価>"),
        ("shohinCode1", "A+B=C"),
        ("suryo1", "-1.5"),
        ("tani1", "箱"),
        ("tanka1", "0.05"),
        ("kessaiKingaku1", "-9999999"),
        ("shohiZei1", "-1"),
    ];
    assert_eq!(received.pairs()[8..], expected.map(own));
}

#[tokio::test]
async fn an010_takes_99_lines_and_does_not_send_100() {
    let lines = |count: usize| {
        vec![
            LineItem {
                name: "紙".to_owned(),
                ..LineItem::default()
            };
            count
        ]
    };
    let request = RegisterPayment {
        lines: lines(99),
        cart_code: None,
        ..settlement("")
    };
    let received = sent(async |client| client.register_payment(&request).await).await;
    assert_eq!(received.pairs().last().unwrap().0, "shohinMei99");

    // Nobody listens there: a request that is sent would fail in another way.
    let request = RegisterPayment {
        lines: lines(100),
        ..request
    };
    let error = client("http://127.0.0.1:1")
        .register_payment(&request)
        .await
        .unwrap_err();
    assert_eq!(error, Error::NotSent(InvalidRequest::TooManyLines(100)));
    assert_eq!(error.processed(), Processed::No);
}
