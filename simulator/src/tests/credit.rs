//! What a buyer owes and what was settled, by examples; and what is made up.

use super::asking::{ask, morning, payment, with_account, world};
use crate::{
    app::World,
    books::{
        Books,
        change::{Cause, Change},
    },
    merchant::sample_data::MadeUp,
    vendor::{CancelPayment, RegisterPayment, RegisterShipment},
};

#[test]
fn every_order_that_is_made_up_is_of_some_yen_and_within_the_limit() {
    for (buyers, orders) in [(1, 2_000), (3, 20), (20, 100), (1, 100_000)] {
        let made_up = MadeUp {
            buyers,
            orders,
            seed: None,
        };
        let mut books = Books::default();
        for change in made_up.changes(morning()) {
            if let Change::PaymentRegistered { price, .. } = &change {
                assert!(*price > 0, "{buyers} {orders}");
            }
            books.apply(morning(), Cause::Founding, &change);
        }
        assert_eq!(books.payment_count(), orders as usize);
        for (id, buyer) in books.buyers() {
            let limit = u64::from(buyer.standing.credit_limit);
            assert!(buyer.used_amount < limit, "{id}: {buyers} {orders}");
        }
    }
}

const SLIP: &str = "123456789013";

fn order(world: &World, number: &str, buyer: &str, price: u32, tax: u32) -> String {
    let fields = payment(number, buyer, price, tax);
    ask::<RegisterPayment>(world, &fields).code().to_owned()
}

fn cancel(world: &World, number: &str) -> String {
    let fields = format!("orderNo={number}&buyerId=1111");
    ask::<CancelPayment>(world, &fields).code().to_owned()
}

fn ship(world: &World, number: &str) -> String {
    let fields = format!("orderNo={number}&slipNo={SLIP}");
    ask::<RegisterShipment>(world, &fields).code().to_owned()
}

fn take_back(world: &World, number: &str, amount: u32) {
    with_account(world, |account| {
        let now = account.now();
        let order = number.into();
        let change = Change::ReturnBooked { order, amount };
        account.record(now, Cause::Control, change);
    });
}

fn settled_and_used(world: &World) -> (i64, u64) {
    with_account(world, |account| {
        let buyer = account.books.buyer("1111").unwrap();
        (buyer.settled_total, buyer.used_amount)
    })
}

#[test]
fn a_return_goes_with_the_order_that_is_cancelled() {
    let world = world("");
    order(&world, "X", "1111", 5_000, 500);
    order(&world, "A", "1111", 10_000, 1_000);
    take_back(&world, "A", 1_000);
    assert_eq!(settled_and_used(&world), (15_500, 15_500));
    assert_eq!(cancel(&world, "A"), "0");
    assert_eq!(settled_and_used(&world), (5_500, 5_500));
    assert_eq!(cancel(&world, "X"), "0");
    assert_eq!(settled_and_used(&world), (0, 0));
}

#[test]
fn the_orders_of_each_buyer_under_a_slip_are_summed_apart_in_any_order() {
    for numbers in [["1", "2", "3"], ["3", "2", "1"], ["2", "1", "3"]] {
        let world = world("[[buyers]]\nid = \"2222\"\ncredit_limit = 5000");
        assert_eq!(order(&world, "1", "1111", 300_000, 0), "0");
        assert_eq!(order(&world, "2", "2222", 4_000, 0), "0");
        assert_eq!(order(&world, "3", "1111", 300_000, 0), "0");
        for number in numbers {
            assert_eq!(ship(&world, number), "0", "{numbers:?}");
        }
    }
    // Of one buyer, they are too many when the limit has become smaller.
    let world = world("buyers = [{ id = \"1111\", credit_limit = 600001 }]");
    assert_eq!(order(&world, "1", "1111", 300_000, 0), "0");
    assert_eq!(order(&world, "2", "1111", 300_001, 0), "0");
    with_account(&world, |account| {
        let now = account.now();
        let alteration = Box::new(crate::books::change::Alteration {
            credit_limit: Some(600_000),
            ..Default::default()
        });
        let buyer = "1111".into();
        account.record(
            now,
            Cause::Control,
            Change::BuyerAltered { buyer, alteration },
        );
    });
    assert_eq!(ship(&world, "1"), "0");
    assert_eq!(ship(&world, "2"), "C030006");
}
