//! The books against a naive model, by random requests; and that the changes add up to them.

mod calendar;
mod screening;
mod time;
mod values;

use jiff::Span;
use proptest::prelude::*;

use super::{
    asking::{application, ask, cases, morning, payment, set_clock, with_account, world},
    model::{Model, Switches},
    steps::{BUYERS, ORDERS, SLIPS, Step, steps, switches},
};
use crate::{
    app::World,
    books::{
        Books,
        change::{Alteration, Cause, Change},
        time::day_of_payment,
    },
    merchant::Account,
    vendor::{
        CancelPayment, CancelShipment, InquireUsage, RegisterBuyer, RegisterPayment,
        RegisterShipment,
    },
};

pub(super) fn world_with(switches: Switches) -> World {
    let Switches {
        over_limit,
        cancel_after_shipment,
        cancel_after_confirmation,
        reuse_cancelled_orders,
        replace_shipments,
        slip_must_be_of_the_order,
        buyers_pay,
        confirm_after_3_days,
    } = switches;
    let over_limit = ["limit", "available", "only-g55"][usize::from(over_limit)];
    let confirm_after = if confirm_after_3_days {
        "3 days"
    } else {
        "never"
    };
    world(&format!(
        "kept_changes = 10000000
        rules.over_limit = \"{over_limit}\"
        rules.cancel_after_shipment = {cancel_after_shipment}
        rules.cancel_after_confirmation = {cancel_after_confirmation}
        rules.reuse_cancelled_orders = {reuse_cancelled_orders}
        rules.replace_shipments = {replace_shipments}
        rules.slip_must_be_of_the_order = {slip_must_be_of_the_order}
        time.buyers_pay = {buyers_pay}
        time.confirm_after = \"{confirm_after}\""
    ))
}

/// What a control address does.
fn control(world: &World, change: Change) {
    with_account(world, |account| {
        let now = account.now();
        account.record(now, Cause::Control, change);
    });
}

fn alter(world: &World, buyer: &str, alteration: Alteration) {
    let alteration = Box::new(alteration);
    let buyer = buyer.into();
    control(world, Change::BuyerAltered { buyer, alteration });
}

/// Takes a step on both sides; the codes are compared on the way.
pub(super) fn take(step: &Step, world: &World, model: &mut Model, switches: Switches) {
    let answered = match *step {
        Step::Register(order, buyer, price, tax) => {
            let (order, buyer) = (ORDERS[order], BUYERS[buyer]);
            let fields = payment(order, buyer, price, tax);
            let expected = model.register(order, buyer, price.into(), tax.into());
            (ask::<RegisterPayment>(world, &fields), expected)
        }
        Step::Cancel(order, buyer) => {
            let (order, buyer) = (ORDERS[order], BUYERS[buyer]);
            // 決済取消 takes no letters in a buyer id.
            let buyer = if buyer == "A-1" { "1111" } else { buyer };
            let fields = format!("orderNo={order}&buyerId={buyer}");
            (
                ask::<CancelPayment>(world, &fields),
                model.cancel(order, buyer),
            )
        }
        Step::Ship(order, slip) => {
            let (order, slip) = (ORDERS[order], SLIPS[slip]);
            let fields = format!("orderNo={order}&slipNo={slip}");
            (
                ask::<RegisterShipment>(world, &fields),
                model.ship(order, slip),
            )
        }
        Step::Unship(order, slip) => {
            let (order, slip) = (ORDERS[order], SLIPS[slip]);
            let fields = format!("orderNo={order}&slipNo={slip}");
            (
                ask::<CancelShipment>(world, &fields),
                model.unship(order, slip),
            )
        }
        Step::Apply => {
            let fields = application(&[("cId", "A-1")]);
            (ask::<RegisterBuyer>(world, &fields), model.apply("A-1"))
        }
        Step::Confirm(order) => {
            let order = ORDERS[order];
            if model.confirm(order) {
                let today = with_account(world, |account| account.now().date());
                let pays_on = switches.buyers_pay.then(|| day_of_payment(today));
                let order = order.into();
                control(world, Change::ShipmentConfirmed { order, pays_on });
            }
            return;
        }
        Step::Return(order, amount) => {
            let order = ORDERS[order];
            if model.take_back(order, amount.into()) {
                let order = order.into();
                control(world, Change::ReturnBooked { order, amount });
            }
            return;
        }
        Step::Limit(buyer, limit) => {
            if model.alter(BUYERS[buyer], Some(limit.into()), None) {
                let credit_limit = Some(limit);
                alter(
                    world,
                    BUYERS[buyer],
                    Alteration {
                        credit_limit,
                        ..Alteration::default()
                    },
                );
            }
            return;
        }
        Step::Used(buyer, used) => {
            if model.alter(BUYERS[buyer], None, Some(used.into())) {
                let used_amount = Some(used.into());
                alter(
                    world,
                    BUYERS[buyer],
                    Alteration {
                        used_amount,
                        ..Alteration::default()
                    },
                );
            }
            return;
        }
        Step::Advance(minutes) => {
            let then = with_account(world, Account::now);
            let then = then.checked_add(Span::new().minutes(minutes)).unwrap();
            set_clock(world, &then.to_string());
            model.advance_to(then);
            return;
        }
    };
    assert_eq!(answered.0.code(), answered.1, "{step:?}");
}

pub(super) fn compare(account: &Account, model: &Model) {
    let books = &account.books;
    for buyer in &model.buyers {
        let id = buyer.id;
        let known = books.buyer(id).unwrap();
        assert_eq!(known.used_amount, model.used(id), "used by {id}");
        assert_eq!(known.settled_total, model.settled(id), "settled of {id}");
        assert_eq!(
            u64::from(known.standing.credit_limit),
            buyer.limit,
            "limit of {id}"
        );
    }
    for number in ORDERS {
        let order = model.order(number).map(|order| {
            (
                order.buyer,
                order.total,
                order.returned,
                order.state,
                order.paid,
                order.slip,
            )
        });
        let known = books.payment(number).map(|payment| {
            let returned = u64::from(payment.returned);
            let (state, paid) = (payment.state.number(), payment.paid);
            (
                books.payer(payment),
                payment.total(),
                returned,
                state,
                paid,
                payment.slip(),
            )
        });
        assert_eq!(known, order, "order {number}");
    }
    for slip in SLIPS {
        let known: Vec<&str> = books.payments_under(slip).map(|(order, _)| order).collect();
        let expected: Vec<&str> = model.under(slip).iter().map(|order| order.number).collect();
        assert_eq!(known, expected, "under slip {slip}");
        assert!(known.len() <= 5);
    }
}

/// Puts the recorded changes one after the other onto empty books.
fn replayed(account: &Account) -> Books {
    let mut books = Books::default();
    for recorded in account.ledger.from(1) {
        books.apply(recorded.at, recorded.cause, &recorded.change);
    }
    books
}

fn run(switches: Switches, steps: &[Step], sets_used: bool) {
    let world = world_with(switches);
    let mut model = Model::new(switches, morning(), &["1111", "2222"]);
    for step in steps {
        take(step, &world, &mut model, switches);
        with_account(&world, |account| compare(account, &model));
    }
    for buyer in &model.buyers {
        let answered = ask::<InquireUsage>(&world, &format!("buyerId={}", buyer.id));
        assert_eq!(
            answered.text("usePayment"),
            model.used(buyer.id).to_string()
        );
        if !sets_used {
            assert_eq!(
                model.used(buyer.id),
                model.owed(buyer.id),
                "what is open is what is used"
            );
        }
    }
    with_account(&world, |account| {
        assert_eq!(account.ledger.complete_from(), 1);
        assert_eq!(replayed(account), account.books);
        let settings = &world.settings;
        account.reset(settings);
        assert_eq!(
            account.books,
            world_with(switches)
                .account("900000001")
                .unwrap()
                .lock()
                .books
        );
    });
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn agree_with_the_model(
        switches in switches(),
        steps in steps(true),
    ) {
        run(switches, &steps, true);
    }

    #[test]
    fn what_is_used_is_what_is_open(
        switches in switches(),
        steps in steps(false),
    ) {
        run(switches, &steps, false);
    }
}

#[test]
fn the_time_line_keeps_the_last_changes_and_says_from_where() {
    let world = world("kept_changes = 3");
    // Four buyers were there before.
    for order in ORDERS {
        ask::<RegisterPayment>(&world, &payment(order, "1111", 1_000, 100));
    }
    with_account(&world, |account| {
        assert_eq!(account.books.change_count(), 13);
        assert_eq!(account.ledger.complete_from(), 11);
        let numbers: Vec<u64> = account.ledger.from(1).map(|change| change.number).collect();
        assert_eq!(numbers, [11, 12, 13]);
        let numbers: Vec<u64> = account
            .ledger
            .from(13)
            .map(|change| change.number)
            .collect();
        assert_eq!(numbers, [13]);
    });
}

#[test]
fn a_time_line_of_nothing_keeps_nothing() {
    let world = world("kept_changes = 0");
    ask::<RegisterPayment>(&world, &payment("o1", "1111", 1_000, 100));
    with_account(&world, |account| {
        assert_eq!(account.ledger.complete_from(), 6);
        assert_eq!(account.ledger.from(1).count(), 0);
        assert_eq!(account.books.buyer("1111").unwrap().used_amount, 1_100);
    });
}

#[test]
fn a_refused_request_changes_nothing() {
    let world = world("");
    ask::<RegisterPayment>(&world, &payment("o1", "1111", 1_000, 100));
    let before = with_account(&world, |account| account.books.clone());
    for fields in [
        payment("o1", "1111", 1_000, 100),
        payment("o2", "1111", 600_001, 0),
        payment("o2", "9999", 1, 0),
        payment("o2", "1111", 1, 0).replace("20261124", "20261125"),
    ] {
        assert_ne!(
            ask::<RegisterPayment>(&world, &fields).code(),
            "0",
            "{fields}"
        );
    }
    assert_ne!(
        ask::<CancelPayment>(&world, "orderNo=o9&buyerId=1111").code(),
        "0"
    );
    assert_ne!(
        ask::<RegisterShipment>(&world, "orderNo=o1&slipNo=12").code(),
        "0"
    );
    assert_ne!(
        ask::<CancelShipment>(&world, "orderNo=o1&slipNo=11").code(),
        "0"
    );
    let taken = application(&[("cId", "1111")]);
    assert_eq!(ask::<RegisterBuyer>(&world, &taken).code(), "F020004");
    let after = with_account(&world, |account| account.books.clone());
    assert_eq!(after, before);
}

#[test]
fn a_telephone_number_that_nobody_has_leaves_nothing_behind() {
    let world = world("");
    let call = |telephone: &str| {
        let telephone = Some(telephone.to_owned());
        alter(
            &world,
            "1111",
            Alteration {
                telephone,
                ..Alteration::default()
            },
        );
    };
    let before = with_account(&world, |account| {
        account.books.buyer("1111").unwrap().telephone.to_string()
    });
    call("03-1234-5678");
    with_account(&world, |account| {
        let books = &account.books;
        assert_eq!(books.buyers_at("0312345678").count(), 1);
        assert_eq!(books.buyers_at(&before).count(), 0);
        let read = Books::from_state(books.state(), books.change_count()).unwrap();
        assert_eq!(read, *books);
    });
}
