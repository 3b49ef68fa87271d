//! A buyer's debt and settled total, by examples; and made-up data.

use crate::tests::support::asking::{app, ask, morning, payment, with_state};
use crate::{
    app::AppState,
    books::{
        Books,
        change::{Cause, Change},
    },
    merchant::sample_data::SampleData,
    vendor::{CancelPayment, RegisterPayment, RegisterShipment},
};

#[test]
fn every_order_that_is_made_up_is_of_some_yen_and_within_the_limit() {
    for (buyers, orders) in [(1, 2_000), (3, 20), (20, 100), (1, 100_000)] {
        let made_up = SampleData {
            buyers,
            orders,
            seed: None,
        };
        let mut books = Books::default();
        for change in made_up.changes(morning()) {
            if let Change::PaymentRegistered { price, .. } = &change {
                assert!(*price > 0, "{buyers} {orders}");
            }
            books.apply(morning(), Cause::Initial, &change);
        }
        assert_eq!(books.payment_count(), orders as usize);
        for (id, buyer) in books.buyers() {
            let limit = u64::from(buyer.standing.credit_limit);
            assert!(buyer.used_amount < limit, "{id}: {buyers} {orders}");
        }
    }
}

const SLIP: &str = "123456789013";

fn order(app: &AppState, number: &str, buyer: &str, price: u32, tax: u32) -> String {
    let fields = payment(number, buyer, price, tax);
    ask::<RegisterPayment>(app, &fields).code().to_owned()
}

fn cancel(app: &AppState, number: &str) -> String {
    let fields = format!("orderNo={number}&buyerId=1111");
    ask::<CancelPayment>(app, &fields).code().to_owned()
}

fn ship(app: &AppState, number: &str) -> String {
    let fields = format!("orderNo={number}&slipNo={SLIP}");
    ask::<RegisterShipment>(app, &fields).code().to_owned()
}

fn take_back(app: &AppState, number: &str, amount: u32) {
    with_state(app, |state| {
        let now = state.now();
        let order = number.into();
        let change = Change::ReturnBooked { order, amount };
        state.change(now, Cause::Control, change);
    });
}

fn settled_and_used(app: &AppState) -> (i64, u64) {
    with_state(app, |state| {
        let buyer = state.books().buyer("1111").unwrap();
        (buyer.settled_total, buyer.used_amount)
    })
}

#[test]
fn a_return_goes_with_the_order_that_is_cancelled() {
    let app = app("");
    order(&app, "X", "1111", 5_000, 500);
    order(&app, "A", "1111", 10_000, 1_000);
    take_back(&app, "A", 1_000);
    assert_eq!(settled_and_used(&app), (15_500, 15_500));
    assert_eq!(cancel(&app, "A"), "0");
    assert_eq!(settled_and_used(&app), (5_500, 5_500));
    assert_eq!(cancel(&app, "X"), "0");
    assert_eq!(settled_and_used(&app), (0, 0));
}

#[test]
fn the_orders_of_each_buyer_under_a_slip_are_summed_apart_in_any_order() {
    for numbers in [["1", "2", "3"], ["3", "2", "1"], ["2", "1", "3"]] {
        let app = app("[[buyers]]\nid = \"2222\"\ncredit_limit = 5000");
        assert_eq!(order(&app, "1", "1111", 300_000, 0), "0");
        assert_eq!(order(&app, "2", "2222", 4_000, 0), "0");
        assert_eq!(order(&app, "3", "1111", 300_000, 0), "0");
        for number in numbers {
            assert_eq!(ship(&app, number), "0", "{numbers:?}");
        }
    }
    // For one buyer, they are too many after the limit has become smaller.
    let app = app("buyers = [{ id = \"1111\", credit_limit = 600001 }]");
    assert_eq!(order(&app, "1", "1111", 300_000, 0), "0");
    assert_eq!(order(&app, "2", "1111", 300_001, 0), "0");
    with_state(&app, |state| {
        let now = state.now();
        let alteration = Box::new(crate::books::change::Alteration {
            credit_limit: Some(600_000),
            ..Default::default()
        });
        let buyer = "1111".into();
        state.change(
            now,
            Cause::Control,
            Change::BuyerAltered { buyer, alteration },
        );
    });
    assert_eq!(ship(&app, "1"), "0");
    assert_eq!(ship(&app, "2"), "C030006");
}
