//! A state from the text of a settings file, and requests from the fields of a form.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use proptest::prelude::ProptestConfig;
use tokio::runtime::Runtime;

use crate::{
    app::AppState,
    merchant::{event::Event, journal::Journal, state::State},
    server::requests::{self, AnswerBody, Handled, Received},
    settings::Settings,
    vendor::{Endpoint, wire::form::Form},
};

/// A number of cases of a property. A failure is printed, not written into the source tree.
pub(in crate::tests) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The merchant of the default settings.
pub(in crate::tests) const MERCHANT: &str = "900000001";

/// The first fields of that merchant's requests.
pub(in crate::tests) const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

pub(in crate::tests) const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

/// The morning of 24 November 2026.
pub(in crate::tests) fn morning() -> DateTime {
    "2026-11-24T10:00:00".parse().unwrap()
}

/// Settings from the text of a settings file, with a clock frozen that morning.
pub(in crate::tests) fn settings(toml: &str) -> Settings {
    let mut settings = Settings::read(Some(("settings.toml", toml)), std::iter::empty()).unwrap();
    settings.listen = "127.0.0.1:0".parse().unwrap();
    settings.clock.frozen_at = Some(morning());
    settings
}

pub(in crate::tests) fn app(toml: &str) -> AppState {
    AppState::new(settings(toml))
}

/// Where requests wait for a file or a database: one for all tests, since a connection belongs to where it was opened.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    runtime.unwrap()
});

/// The result of a future that is ready at once, in memory, or waits for a file or a database.
pub(in crate::tests) fn finished<T>(future: impl Future<Output = T>) -> T {
    let entered = RUNTIME.enter();
    let waker = std::task::Waker::noop();
    let mut context = std::task::Context::from_waker(waker);
    let mut future = std::pin::pin!(future);
    let polled = future.as_mut().poll(&mut context);
    drop(entered);
    match polled {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => RUNTIME.block_on(future),
    }
}

/// An answer: the children of the root, as an XML library reads them.
pub(in crate::tests) struct Answered {
    pub(in crate::tests) root: String,
    pub(in crate::tests) elements: Vec<(String, String)>,
}

impl Answered {
    pub(in crate::tests) fn read(xml: &str) -> Self {
        let document = roxmltree::Document::parse(xml).unwrap();
        let root = document.root_element();
        let elements = root.children().filter(roxmltree::Node::is_element);
        let elements = elements.map(|element| {
            let text = element.text().unwrap_or("");
            (element.tag_name().name().to_owned(), text.to_owned())
        });
        Self {
            root: root.tag_name().name().to_owned(),
            elements: elements.collect(),
        }
    }

    /// The first element of a name; empty if there is none.
    pub(in crate::tests) fn text(&self, name: &str) -> &str {
        let mut found = self.elements.iter().filter(|(known, _)| known == name);
        found.next().map_or("", |(_, value)| value)
    }

    /// The error code, `0` for a request that was accepted.
    pub(in crate::tests) fn code(&self) -> &str {
        match self.text("returnCode") {
            "0" => "0",
            _ => self.text("errorCode"),
        }
    }

    /// All error codes, which `wire.all_codes` answers.
    pub(in crate::tests) fn codes(&self) -> Vec<&str> {
        let codes = self.elements.iter().filter(|(name, _)| name == "errorCode");
        codes.map(|(_, code)| &**code).collect()
    }
}

/// Sends a body as it is.
pub(in crate::tests) fn send<E: Endpoint>(app: &AppState, body: &str) -> Answered {
    let form = Form::read(FORM, body.as_bytes());
    match finished(requests::take::<E>(app, Received::form(&form), None)).unwrap() {
        Handled::Answered(answer) => match answer.body {
            AnswerBody::Xml(xml) => Answered::read(&xml),
            AnswerBody::Written(written) => panic!("a misbehaviour has written: {written:?}"),
        },
        Handled::Delayed(fault) => panic!("it is looked at later: {fault:?}"),
    }
}

/// Sends fields as the merchant of the default settings.
pub(in crate::tests) fn ask<E: Endpoint>(app: &AppState, fields: &str) -> Answered {
    send::<E>(app, &format!("{CREDENTIALS}&{fields}"))
}

/// The fields of a payment without lines.
pub(in crate::tests) fn payment(order: &str, buyer: &str, price: u32, tax: u32) -> String {
    format!(
        "orderDate=20261124&orderNo={order}&buyerId={buyer}&settlePrice={price}&shohiZei={tax}&meisaiUmu=2"
    )
}

/// A good application, with some fields put in place of the usual ones.
pub(in crate::tests) fn application(instead: &[(&str, &str)]) -> String {
    let usual = [
        ("cId", "000000000800"),
        ("hjkjKbn", "1"),
        ("houjinKaku", "1"),
        ("houjinZengo", "0"),
        ("sMei", "クロネコ商事"),
        ("sMeikana", "クロネコショウジ"),
        ("ybnNo", "1710033"),
        ("Adress", "東京都豊島区高田３丁目１５−１０"),
        ("telNo", "03-0000-0800"),
        ("daikjmeiSei", "黒猫"),
        ("daikjmeiMei", "大和"),
        ("daiknameiSei", "クロネコ"),
        ("daiknameiMei", "ヤマト"),
        ("szUmu", "0"),
        ("sqssfKbn", "1"),
        ("shrhohKbn", "2"),
    ];
    let kept = usual
        .iter()
        .filter(|(name, _)| instead.iter().all(|(other, _)| other != name));
    let fields: Vec<String> = kept
        .chain(instead)
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    fields.join("&")
}

/// Runs a function on the state of the merchant of the default settings.
pub(in crate::tests) fn with_state<T>(app: &AppState, act: impl FnOnce(&mut State) -> T) -> T {
    finished(app.transact(MERCHANT, act)).unwrap().unwrap()
}

/// Like [`with_state`], with its journal.
pub(in crate::tests) fn with_journal<T>(app: &AppState, act: impl FnOnce(&mut Journal) -> T) -> T {
    act(&mut app.merchant(MERCHANT).unwrap().journal_mut())
}

/// Sets the clock of that merchant, and lets everything due happen.
pub(in crate::tests) fn set_clock(app: &AppState, now: &str) {
    with_state(app, |state| {
        state.record(Event::ClockSet(state.clock().set(now.parse().unwrap())));
        state.catch_up();
    });
}
