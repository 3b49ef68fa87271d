//! Whatever is entered into the form: what the checks here pass the simulator accepts, and what it refuses they find.

use std::cell::Cell;

use jiff::civil::Date;
use kakebarai::{
    buyers::application::{Application, FIELDS},
    client::{Address, Client, Credentials, Error},
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::support::{self, control::Control};

/// With an operating company, and invoices that go elsewhere.
fn operated() -> Application {
    let mut form = support::application();
    for (field, value) in [
        ("has_operating_company", "1"),
        ("operating_company_entity_kind", "1"),
        ("operating_company_legal_form", "1"),
        ("operating_company_legal_form_position", "0"),
        ("operating_company_name", "白樺商店"),
        ("operating_company_name_kana", "シラカバショウテン"),
        ("operating_company_postal_code", "1000001"),
        ("operating_company_address", "東京都千代田区千代田１－１"),
        ("operating_company_telephone", "03-0000-0801"),
        ("operating_company_representative_family_name", "白樺"),
        ("operating_company_representative_given_name", "花子"),
        (
            "operating_company_representative_family_name_kana",
            "シラカバ",
        ),
        ("operating_company_representative_given_name_kana", "ハナコ"),
        ("invoice_destination", "9"),
        ("invoice_postal_code", "1710033"),
        ("invoice_address", "東京都豊島区高田３丁目"),
        ("invoice_name", "経理部"),
    ] {
        assert!(form.set(field, value), "{field}");
    }
    form
}

/// The fields that are limited together, too.
const JOINT: [&str; 8] = [
    "company_name",
    "branch_name",
    "company_name_kana",
    "branch_name_kana",
    "operating_company_name",
    "operating_company_name_kana",
    "operating_company_representative_family_name_kana",
    "operating_company_representative_given_name_kana",
];

fn any_field() -> impl Strategy<Value = &'static str> {
    let every = FIELDS.iter().map(|field| field.name).collect::<Vec<_>>();
    prop_oneof![
        2 => prop::sample::select(every),
        1 => prop::sample::select(JOINT.to_vec()),
    ]
}

/// Around the limits of what is limited together.
fn any_length() -> impl Strategy<Value = String> {
    let texts = prop::sample::select(vec!["あ", "ア", "ガ"]);
    let lengths = prop::sample::select(vec![
        13_usize, 14, 15, 16, 21, 22, 25, 26, 27, 29, 30, 49, 50, 51, 52,
    ]);
    (texts, lengths).prop_map(|(text, length)| text.repeat(length))
}

fn any_value() -> impl Strategy<Value = String> {
    let known = [
        "",
        "0",
        "1",
        "2",
        "3",
        "9",
        "11",
        "31",
        "082",
        "あ",
        "ア",
        "ｱ",
        "ガ",
        "a",
        "Ａ",
        "山田",
        "株式会社山田",
        "カブシキガイシャ",
        "①",
        "髙橋",
        "1710033",
        "171-0033",
        "0000000",
        "123",
        "03-0000-0001",
        "090-0000-0001",
        "0300000001",
        "03-00-0001",
        "201404",
        "202611",
        "202612",
        "190001",
        "202613",
        "299901",
        "東京都千代田区千代田１－１",
        "someone@example.jp",
        "1000",
        "12345678901",
    ];
    let known = prop::sample::select(known.map(str::to_owned).to_vec());
    let long = (
        prop::sample::select(vec!["あ", "ア", "ガ", "1", "a"]),
        1..70usize,
    );
    prop_oneof![3 => known, 2 => any_length(), 1 => long.prop_map(|(text, times)| text.repeat(times))]
}

#[test]
fn what_passes_here_is_accepted_there_and_the_other_way_round() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let credentials = Credentials::new(merchant.code(), merchant.password());
    let client = Client::new(Address::custom(simulator.url()).unwrap(), credentials).unwrap();
    let control = Control::of(simulator.url(), merchant.code());
    let clock = runtime.block_on(control.get("/clock"));
    let today: Date = clock["now"].as_str().unwrap()[..10].parse().unwrap();
    let (number, accepted) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config {
        cases: 1_000,
        failure_persistence: None,
        ..Config::default()
    });
    let entered = (
        any::<bool>(),
        prop::collection::vec((any_field(), any_value()), 0..4),
    );
    let outcome = runner.run(&entered, |(is_operated, entered)| {
        number.set(number.get() + 1);
        let mut form = if is_operated {
            operated()
        } else {
            support::application()
        };
        for (field, value) in entered {
            form.set(field, value);
        }
        let problems = form.problems(today);
        let request = form.request(&format!("{:012}", number.get()));
        match runtime.block_on(client.register_buyer(&request)) {
            Ok(_) => {
                prop_assert!(problems.is_empty(), "accepted, and here: {problems:?}");
                accepted.set(accepted.get() + 1);
            }
            Err(Error::Refused(code)) => prop_assert!(!problems.is_empty(), "refused: {code}"),
            Err(error) => prop_assert!(false, "{error}"),
        }
        Ok(())
    });
    outcome.unwrap();
    let accepted: u32 = accepted.get();
    assert!(
        (100..900).contains(&accepted),
        "{accepted} of 1,000 were accepted"
    );
}
