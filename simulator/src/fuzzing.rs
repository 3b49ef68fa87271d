//! The entry point for libFuzzer (see `tests/fuzz`); compiled for it and for tests only.

use futures_util::FutureExt as _;

use crate::{
    app::AppState,
    server::requests::{self, Answer, AnswerBody, Handled, Received},
    settings::Settings,
    vendor::{
        CancelPayment, CancelShipment, Endpoint, InquireScreening, InquireUsage, RegisterBuyer,
        RegisterPayment, RegisterShipment, wire::form::Form,
    },
};

/// The answers of the seven APIs to a body, one after the other on the same fresh books.
pub fn answers(body: &[u8]) -> [String; 7] {
    let app = AppState::new(Settings::default());
    ASK.map(|ask| ask(&app, body))
}

const ASK: [fn(&AppState, &[u8]) -> String; 7] = [
    ask::<RegisterPayment>,
    ask::<CancelPayment>,
    ask::<RegisterShipment>,
    ask::<CancelShipment>,
    ask::<InquireUsage>,
    ask::<RegisterBuyer>,
    ask::<InquireScreening>,
];

fn ask<E: Endpoint>(app: &AppState, body: &[u8]) -> String {
    let form = Form::read(Some("application/x-www-form-urlencoded"), body);
    // In memory there is nothing to wait for.
    match requests::take::<E>(app, Received::form(&form), None).now_or_never() {
        Some(Ok(Handled::Answered(Answer {
            body: AnswerBody::Xml(xml),
            ..
        }))) => xml,
        _ => String::new(),
    }
}
