//! What the provider would refuse, or could never cancel, is named before anything is sent or written down.

use jiff::civil::date;
use kakebarai::{
    billing::{BillingTerms, OrderProblem},
    gateway::{NotSettled, Outcome},
    order::{Item, Order, Tax},
};

use super::{Database, received};
use crate::support;

fn order(number: &str, day: i8) -> Order {
    Order::new(number, date(2026, 11, day)).item(Item::new("商品", 1_u32, 1_000_u32))
}

#[tokio::test]
async fn an_order_that_cannot_be_sent() {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let database = Database::file();
    let gateway = database.gateway(&simulator, &merchant).await;
    let terms = BillingTerms::default();
    let number = |text: &str| OrderProblem::Number(text.to_owned());
    let of_21 = "A".repeat(21);
    for (order, expected) in [
        (order("", 24), vec![number("")]),
        (order(&of_21, 24), vec![number(&of_21)]),
        (order("１００１", 24), vec![number("１００１")]),
        (order("A\n1", 24), vec![number("A\n1")]),
        // It is 10 o'clock on the 24th.
        (
            order("A-1", 25),
            vec![OrderProblem::FutureDate(date(2026, 11, 25))],
        ),
        (
            order("", 25),
            vec![number(""), OrderProblem::FutureDate(date(2026, 11, 25))],
        ),
        (
            order("A-1", 24)
                .tax(Tax::on_top(1, "消費税", 10_u32))
                .tax(Tax::on_top(1, "消費税", 8_u32)),
            vec![OrderProblem::TwoTaxes(1)],
        ),
    ] {
        match gateway.settle(&order, "1111", &terms).await {
            Err(NotSettled::Order(problems)) => assert_eq!(problems, expected, "{order:?}"),
            other => panic!("{order:?}: {other:?}"),
        }
    }
    for cart_code in ["a,b", "a b", "カート", &of_21] {
        let mut terms = BillingTerms::default();
        terms.cart_code = cart_code.to_owned();
        match gateway.settle(&order("A-1", 24), "1111", &terms).await {
            Err(NotSettled::Order(problems)) => {
                assert_eq!(problems, [OrderProblem::CartCode], "{cart_code}");
            }
            other => panic!("{cart_code}: {other:?}"),
        }
    }
    assert_eq!(received(&simulator, &merchant).await, 0);
    assert_eq!(gateway.ledger().intents("A-1").await.unwrap(), []);

    let longest = order(&"A".repeat(20), 23);
    let (_, outcome) = gateway.settle(&longest, "1111", &terms).await.unwrap();
    assert_eq!(outcome, Outcome::Done);
}

#[tokio::test]
async fn a_buyer_whose_settlement_could_never_be_cancelled() {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let database = Database::file();
    let gateway = database.gateway(&simulator, &merchant).await;
    let terms = BillingTerms::default();
    for buyer in ["", "A111", "１１１１", "111 1", &"1".repeat(21)] {
        let settled = gateway.settle(&order("A-1", 24), buyer, &terms).await;
        assert!(
            matches!(&settled, Err(NotSettled::BuyerId(id)) if id == buyer),
            "{settled:?}"
        );
    }
    assert_eq!(received(&simulator, &merchant).await, 0);
    // There is none of that id, but it could be one.
    let longest = format!("{}-1", "1".repeat(18));
    let (_, outcome) = gateway
        .settle(&order("A-1", 24), &longest, &terms)
        .await
        .unwrap();
    assert!(
        matches!(&outcome, Outcome::Refused(code) if code.names("G65")),
        "{outcome:?}"
    );
}
