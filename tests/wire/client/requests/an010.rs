//! AN010: the payment and its lines.

use kakebarai::client::{Decimal2, Error, InvalidRequest, LineItem, Processed, RegisterPayment};

use super::super::client;
use super::{assert_is, sent};

fn settlement(product_code: &str) -> RegisterPayment {
    RegisterPayment::new(
        jiff::civil::date(2026, 11, 23),
        "1001",
        "1111",
        12_740,
        1_274,
    )
    .lines([
        LineItem::new("業務用コピー用紙 A4 500枚×10冊", 11_940, 0)
            .code(product_code)
            .pieces(3_u32, 3_980_u32),
        LineItem::new("送料", 800, 0).code("SHIPPING"),
        LineItem::new("消費税", 0, 1_274).code("TAX1"),
    ])
    .cart_code("cscart")
}

/// The same with other lines, and without カート社識別コード.
fn with_lines(lines: Vec<LineItem>) -> RegisterPayment {
    let mut request = settlement("");
    request.lines = lines;
    request.cart_code = None;
    request
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
    let day = jiff::civil::date(2026, 11, 23);
    let request = RegisterPayment::new(day, "31d", "2222", 12_000, 1_200);
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
    let decimal = |text: &str| text.parse::<Decimal2>().unwrap();
    let line = LineItem::new("値引き & <特価>", -9_999_999, -1)
        .code("A+B=C")
        .pieces(decimal("-1.5"), decimal("0.05"))
        .unit("箱");
    let request = with_lines(vec![line]);
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
    let lines = |count: usize| vec![LineItem::named("紙"); count];
    let request = with_lines(lines(99));
    let received = sent(async |client| client.register_payment(&request).await).await;
    assert_eq!(received.pairs().last().unwrap().0, "shohinMei99");

    // Nobody listens there: a request that is sent would fail in another way.
    let request = with_lines(lines(100));
    let error = client("http://127.0.0.1:1")
        .register_payment(&request)
        .await
        .unwrap_err();
    assert_eq!(error, Error::NotSent(InvalidRequest::TooManyLines(100)));
    assert_eq!(error.processed(), Processed::No);
}
