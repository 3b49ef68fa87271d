//! The door for `cargo fuzz`, there for it and for the tests alone: see `tests/fuzz`.

use crate::{
    app::World,
    settings::Settings,
    vendor::{
        self, CancelPayment, CancelShipment, Endpoint, InquireScreening, InquireUsage, Met,
        RegisterBuyer, RegisterPayment, RegisterShipment, wire::form::Form,
    },
};

/// What each of the seven APIs answers to a body, one after the other on the same fresh books.
pub fn answers(body: &[u8]) -> [String; 7] {
    let world = World::new(Settings::default());
    ASK.map(|ask| ask(&world, body))
}

const ASK: [fn(&World, &[u8]) -> String; 7] = [
    ask::<RegisterPayment>,
    ask::<CancelPayment>,
    ask::<RegisterShipment>,
    ask::<CancelShipment>,
    ask::<InquireUsage>,
    ask::<RegisterBuyer>,
    ask::<InquireScreening>,
];

fn ask<E: Endpoint>(world: &World, body: &[u8]) -> String {
    let form = Form::read(Some("application/x-www-form-urlencoded"), body);
    vendor::answer::<E>(world, &form, &mut Met::default()).xml
}
