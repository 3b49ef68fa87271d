//! Random dealings of a shop, for the books and their model.

use proptest::prelude::*;

use crate::tests::support::model::Switches;

/// The last buyer does not exist until an application names it.
pub(in crate::tests) const BUYERS: [&str; 3] = ["1111", "2222", "A-1"];
pub(in crate::tests) const ORDERS: [&str; 9] =
    ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9"];
/// With right check digits: the number before the last digit, modulo 7.
pub(in crate::tests) const SLIPS: [&str; 3] = ["123456789013", "000000000011", "22"];

#[derive(Clone, Debug)]
pub(in crate::tests) enum Step {
    Register(usize, usize, u32, u32),
    Cancel(usize, usize),
    Ship(usize, usize),
    Unship(usize, usize),
    Confirm(usize),
    Return(usize, u32),
    Limit(usize, u32),
    Used(usize, u32),
    Apply,
    Advance(i64),
}

fn step(sets_used: bool) -> impl Strategy<Value = Step> {
    let order = || 0..ORDERS.len();
    let buyer = || 0..BUYERS.len();
    let slip = || 0..SLIPS.len();
    let price = prop_oneof![
        4 => 1u32..60_000,
        2 => 100_000u32..400_000,
        1 => Just(600_000u32),
        1 => 590_000u32..700_000,
    ];
    let minutes = prop_oneof![
        Just(1i64),
        Just(5),
        Just(24 * 60),
        Just(3 * 24 * 60),
        Just(40 * 24 * 60),
        Just(100 * 24 * 60),
    ];
    let used = u32::from(sets_used);
    prop_oneof![
        10 => (order(), buyer(), price, 0u32..50_000)
            .prop_map(|(order, buyer, price, tax)| Step::Register(order, buyer, price, tax)),
        4 => (order(), buyer()).prop_map(|(order, buyer)| Step::Cancel(order, buyer)),
        8 => (order(), slip()).prop_map(|(order, slip)| Step::Ship(order, slip)),
        4 => (order(), slip()).prop_map(|(order, slip)| Step::Unship(order, slip)),
        3 => order().prop_map(Step::Confirm),
        3 => (order(), 0u32..100_000).prop_map(|(order, amount)| Step::Return(order, amount)),
        1 => (buyer(), prop_oneof![Just(0u32), Just(50_000), Just(600_000), Just(2_000_000)])
            .prop_map(|(buyer, limit)| Step::Limit(buyer, limit)),
        used => (buyer(), 0u32..700_000).prop_map(|(buyer, used)| Step::Used(buyer, used)),
        1 => Just(Step::Apply),
        2 => minutes.prop_map(Step::Advance),
    ]
}

/// Small orders for two buyers, some of them under one slip: a sixth is one too many.
fn beginning() -> impl Strategy<Value = Vec<Step>> {
    (0..=ORDERS.len(), 0..=6usize).prop_map(|(orders, shipped)| {
        let registered = (0..orders).map(|order| Step::Register(order, order % 2, 1_000, 100));
        let shipped = (0..shipped).map(|order| Step::Ship(order, 0));
        registered.chain(shipped).collect()
    })
}

pub(in crate::tests) fn steps(sets_used: bool) -> impl Strategy<Value = Vec<Step>> {
    let rest = prop::collection::vec(step(sets_used), 1..120);
    (beginning(), rest).prop_map(|(beginning, rest)| [beginning, rest].concat())
}

pub(in crate::tests) fn switches() -> impl Strategy<Value = Switches> {
    (0u8..3, any::<[bool; 7]>()).prop_map(|(over_limit, on)| Switches {
        over_limit,
        cancel_after_shipment: on[0],
        cancel_after_confirmation: on[1],
        reuse_cancelled_orders: on[2],
        replace_shipments: on[3],
        slip_must_be_of_the_order: on[4],
        buyers_pay: on[5],
        confirm_after_3_days: on[6],
    })
}
