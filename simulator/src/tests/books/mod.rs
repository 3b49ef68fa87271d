//! The books against a naive model, by random requests; the changes add up to the books.

mod calendar;
mod change;
mod credit;
mod document;
mod invoices;
mod screening;
mod time;
mod values;

use jiff::Span;
use proptest::prelude::*;

use crate::tests::{
    support::asking::{app, application, ask, cases, morning, payment, set_clock, with_state},
    support::model::{Model, Switches},
    support::steps::{BUYERS, ORDERS, SLIPS, Step, steps, switches},
};
use crate::{
    app::AppState,
    books::{
        Books,
        change::{Alteration, Cause, Change},
        time::day_of_payment,
    },
    merchant::{event::Event, state::State},
    vendor::{
        CancelPayment, CancelShipment, InquireUsage, RegisterBuyer, RegisterPayment,
        RegisterShipment,
    },
};

pub(in crate::tests) fn app_with(switches: Switches) -> AppState {
    app_keeping(10_000_000, switches)
}

/// A state that keeps a number of changes.
pub(in crate::tests) fn app_keeping(kept: usize, switches: Switches) -> AppState {
    app(&toml(kept, switches))
}

/// The same settings as text.
pub(in crate::tests) fn toml(kept: usize, switches: Switches) -> String {
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
    format!(
        "kept_changes = {kept}
        rules.over_limit = \"{over_limit}\"
        rules.cancel_after_shipment = {cancel_after_shipment}
        rules.cancel_after_confirmation = {cancel_after_confirmation}
        rules.reuse_cancelled_orders = {reuse_cancelled_orders}
        rules.replace_shipments = {replace_shipments}
        rules.slip_must_be_of_the_order = {slip_must_be_of_the_order}
        time.buyers_pay = {buyers_pay}
        time.confirm_after = \"{confirm_after}\""
    )
}

/// Applies a change of a control address.
fn control(app: &AppState, change: Change) {
    with_state(app, |state| {
        let now = state.now();
        state.change(now, Cause::Control, change);
    });
}

fn alter(app: &AppState, buyer: &str, alteration: Alteration) {
    let alteration = Box::new(alteration);
    let buyer = buyer.into();
    control(app, Change::BuyerAltered { buyer, alteration });
}

/// Takes a step on both sides; the codes are compared on the way.
pub(in crate::tests) fn take(step: &Step, app: &AppState, model: &mut Model, switches: Switches) {
    let answered = match *step {
        Step::Register(order, buyer, price, tax) => {
            let (order, buyer) = (ORDERS[order], BUYERS[buyer]);
            let fields = payment(order, buyer, price, tax);
            let expected = model.register(order, buyer, price.into(), tax.into());
            (ask::<RegisterPayment>(app, &fields), expected)
        }
        Step::Cancel(order, buyer) => {
            let (order, buyer) = (ORDERS[order], BUYERS[buyer]);
            // 決済取消 takes no letters in a buyer id.
            let buyer = if buyer == "A-1" { "1111" } else { buyer };
            let fields = format!("orderNo={order}&buyerId={buyer}");
            (
                ask::<CancelPayment>(app, &fields),
                model.cancel(order, buyer),
            )
        }
        Step::Ship(order, slip) => {
            let (order, slip) = (ORDERS[order], SLIPS[slip]);
            let fields = format!("orderNo={order}&slipNo={slip}");
            (
                ask::<RegisterShipment>(app, &fields),
                model.ship(order, slip),
            )
        }
        Step::Unship(order, slip) => {
            let (order, slip) = (ORDERS[order], SLIPS[slip]);
            let fields = format!("orderNo={order}&slipNo={slip}");
            (
                ask::<CancelShipment>(app, &fields),
                model.unship(order, slip),
            )
        }
        Step::Apply => {
            let fields = application(&[("cId", "A-1")]);
            (ask::<RegisterBuyer>(app, &fields), model.apply("A-1"))
        }
        Step::Confirm(order) => {
            let order = ORDERS[order];
            if model.confirm(order) {
                let today = with_state(app, |state| state.now().date());
                let pays_on = switches.buyers_pay.then(|| day_of_payment(today));
                let order = order.into();
                control(app, Change::ShipmentConfirmed { order, pays_on });
            }
            return;
        }
        Step::Return(order, amount) => {
            let order = ORDERS[order];
            if model.take_back(order, amount.into()) {
                let order = order.into();
                control(app, Change::ReturnBooked { order, amount });
            }
            return;
        }
        Step::Limit(buyer, limit) => {
            if model.alter(BUYERS[buyer], Some(limit.into()), None) {
                let credit_limit = Some(limit);
                alter(
                    app,
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
                    app,
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
            let then = with_state(app, State::now);
            let then = then.checked_add(Span::new().minutes(minutes)).unwrap();
            set_clock(app, &then.to_string());
            model.advance_to(then);
            return;
        }
    };
    assert_eq!(answered.0.code(), answered.1, "{step:?}");
}

pub(in crate::tests) fn compare(state: &State, model: &Model) {
    let books = state.books();
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

/// Applies the recorded changes one after the other to empty books.
fn replayed(state: &State) -> Books {
    let mut books = Books::default();
    for recorded in state.timeline().from(1) {
        books.apply(recorded.at, recorded.cause, &recorded.change);
    }
    books
}

fn run(switches: Switches, steps: &[Step], sets_used: bool) {
    let app = app_with(switches);
    let mut model = Model::new(switches, morning(), &["1111", "2222"]);
    for step in steps {
        take(step, &app, &mut model, switches);
        with_state(&app, |state| compare(state, &model));
    }
    for buyer in &model.buyers {
        let answered = ask::<InquireUsage>(&app, &format!("buyerId={}", buyer.id));
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
    with_state(&app, |state| {
        assert_eq!(state.timeline().complete_from(), 1);
        assert_eq!(replayed(state), *state.books());
        // Each step back restores the earlier books, down to empty ones.
        let nothing = state.timeline().way_back().walk(state.books().clone());
        assert_eq!(nothing, Books::default());
        state.record(Event::Reset);
        let fresh = app_with(switches);
        let fresh = with_state(&fresh, |state| state.books().clone());
        assert_eq!(*state.books(), fresh);
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
    let app = app("kept_changes = 3");
    // Four buyers exist from the start.
    for order in ORDERS {
        ask::<RegisterPayment>(&app, &payment(order, "1111", 1_000, 100));
    }
    with_state(&app, |state| {
        assert_eq!(state.books().change_count(), 13);
        assert_eq!(state.timeline().complete_from(), 11);
        let numbers: Vec<u64> = state
            .timeline()
            .from(1)
            .map(|change| change.number)
            .collect();
        assert_eq!(numbers, [11, 12, 13]);
        let numbers: Vec<u64> = state
            .timeline()
            .from(13)
            .map(|change| change.number)
            .collect();
        assert_eq!(numbers, [13]);
    });
}

#[test]
fn a_time_line_of_nothing_keeps_nothing() {
    let app = app("kept_changes = 0");
    ask::<RegisterPayment>(&app, &payment("o1", "1111", 1_000, 100));
    with_state(&app, |state| {
        assert_eq!(state.timeline().complete_from(), 6);
        assert_eq!(state.timeline().from(1).count(), 0);
        assert_eq!(state.books().buyer("1111").unwrap().used_amount, 1_100);
    });
}

#[test]
fn a_refused_request_changes_nothing() {
    let app = app("");
    ask::<RegisterPayment>(&app, &payment("o1", "1111", 1_000, 100));
    let before = with_state(&app, |state| state.books().clone());
    for fields in [
        payment("o1", "1111", 1_000, 100),
        payment("o2", "1111", 600_001, 0),
        payment("o2", "9999", 1, 0),
        payment("o2", "1111", 1, 0).replace("20261124", "20261125"),
    ] {
        assert_ne!(
            ask::<RegisterPayment>(&app, &fields).code(),
            "0",
            "{fields}"
        );
    }
    assert_ne!(
        ask::<CancelPayment>(&app, "orderNo=o9&buyerId=1111").code(),
        "0"
    );
    assert_ne!(
        ask::<RegisterShipment>(&app, "orderNo=o1&slipNo=12").code(),
        "0"
    );
    assert_ne!(
        ask::<CancelShipment>(&app, "orderNo=o1&slipNo=11").code(),
        "0"
    );
    let taken = application(&[("cId", "1111")]);
    assert_eq!(ask::<RegisterBuyer>(&app, &taken).code(), "F020004");
    let after = with_state(&app, |state| state.books().clone());
    assert_eq!(after, before);
}

#[test]
fn a_telephone_number_that_nobody_has_leaves_nothing_behind() {
    let app = app("");
    let call = |telephone: &str| {
        let telephone = Some(telephone.to_owned());
        alter(
            &app,
            "1111",
            Alteration {
                telephone,
                ..Alteration::default()
            },
        );
    };
    let before = with_state(&app, |state| {
        state.books().buyer("1111").unwrap().telephone.to_string()
    });
    call("03-1234-5678");
    with_state(&app, |state| {
        let books = state.books();
        assert_eq!(books.buyers_at("0312345678").count(), 1);
        assert_eq!(books.buyers_at(&before).count(), 0);
        let read = Books::from_state(books.state(), books.change_count()).unwrap();
        assert_eq!(read, *books);
    });
}
