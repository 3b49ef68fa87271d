//! Rules that pass a request that cannot be carried out: answered with 9900001, and logged.

use std::sync::Arc;

use crate::tests::support::asking::{app, ask, with_state};
use crate::{
    books::seen::BooksAtRequest,
    log::{Log, LogFormat},
    vendor::{Endpoint, InquireUsage, Outcome},
    vendor::{
        rules::{facts::Facts, rule::Rule},
        wire::item::Items,
    },
};

/// AN050 without its rules, and without an outcome.
enum Gap {}

impl Endpoint for Gap {
    const API: &'static str = "AN050";
    const NAME: &'static str = InquireUsage::NAME;
    const ITEMS: &'static [Items] = InquireUsage::ITEMS;
    const LINE_ITEMS: &'static [Items] = &[];
    const TRADER_CODE: Items = InquireUsage::TRADER_CODE;
    const PASSWORD: Items = InquireUsage::PASSWORD;
    const RULES: &'static [Rule] = &[];

    fn seen(_: &Facts<'_>) -> BooksAtRequest {
        BooksAtRequest::default()
    }

    fn outcome(_: &Facts<'_>) -> Option<Outcome> {
        None
    }
}

#[test]
fn a_request_that_cannot_be_carried_out_is_said() {
    let mut app = app("");
    let (log, written) = Log::captured(LogFormat::Json);
    app.log = Some(Arc::new(log));
    let before = with_state(&app, |state| state.books().clone());
    assert_eq!(ask::<Gap>(&app, "buyerId=1111").code(), "9900001");
    with_state(&app, |state| assert_eq!(*state.books(), before));
    let line: serde_json::Value = serde_json::from_str(&written.try_recv().unwrap()).unwrap();
    let said = (&line["event"], &line["level"], &line["api"]);
    assert_eq!(
        said,
        (&"noOutcome".into(), &"error".into(), &"AN050".into())
    );
    // A request that passes and can be carried out is not logged so.
    assert_eq!(ask::<InquireUsage>(&app, "buyerId=1111").code(), "0");
    assert!(written.try_recv().is_err());
}
