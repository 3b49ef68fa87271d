//! What real clients sent, replayed in the order of a working day.

use kakebarai_simulator::{Settings, Simulator};
use kakebarai_traffic::{Finding, Journal, Traffic, grade};

use crate::support::{control::Control, raw::post};

/// API, recording, the code expected (`0`: accepted).
const DAY: &[(&str, &str, &str)] = &[
    ("AN050", include_str!("../recordings/an050-usage.form"), "0"),
    (
        "AN070",
        include_str!("../recordings/an070-screening.form"),
        "0",
    ),
    (
        "AN010",
        include_str!("../recordings/an010-settlement.form"),
        "0",
    ),
    (
        "AN010",
        include_str!("../recordings/an010-settlement.form"),
        "A020004",
    ),
    (
        "AN010",
        include_str!("../recordings/an010-settlement-without-product-code.form"),
        "0",
    ),
    (
        "AN010",
        include_str!("../recordings/an010-settlement-without-lines.form"),
        "0",
    ),
    (
        "AN030",
        include_str!("../recordings/an030-shipment.form"),
        "0",
    ),
    (
        "AN030",
        include_str!("../recordings/an030-shipment.form"),
        "C020005",
    ),
    (
        "AN020",
        include_str!("../recordings/an020-cancel.form"),
        "B020005",
    ),
    (
        "AN040",
        include_str!("../recordings/an040-shipment-removal.form"),
        "0",
    ),
    (
        "AN020",
        include_str!("../recordings/an020-cancel.form"),
        "0",
    ),
    (
        "AN060",
        include_str!("../recordings/an060-registration-corporation.form"),
        "0",
    ),
    (
        "AN060",
        include_str!("../recordings/an060-registration-corporation.form"),
        "F020004",
    ),
];

#[tokio::test]
async fn the_recordings_of_real_clients_are_answered_as_expected() {
    let mut settings = Settings::default();
    settings.clock.frozen_at = Some("2026-11-24T10:00:00".parse().unwrap());
    let simulator = Simulator::start(settings).unwrap();
    let mut wrong = Vec::new();
    for (step, (api, form, expected)) in DAY.iter().enumerate() {
        let answer = post(simulator.address(), api, form).await;
        if answer.code() != *expected || answer.status != 200 {
            wrong.push(format!(
                "{step}: {api} expected {expected}, answered {answer:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // Order 1001 is cancelled; 1002 is left: 12,740 + 1,274 = 14,014. Order 31d of buyer 2222: 12,000 + 1,200.
    let usage = post(simulator.address(), "AN050", DAY[0].1).await;
    assert_eq!(usage.element("usePayment"), Some("14014"));
    let other = "traderCode=900000001&passWord=kakebarai-test&buyerId=2222";
    let usage = post(simulator.address(), "AN050", other).await;
    assert_eq!(usage.element("usePayment"), Some("13200"));
}

#[tokio::test]
async fn the_traffic_of_each_recording_is_clean() {
    let mut settings = Settings::default();
    settings.clock.frozen_at = Some("2026-11-24T10:00:00".parse().unwrap());
    settings.transport_facts = true;
    let simulator = Simulator::start(settings).unwrap();
    for (api, form, _) in DAY.iter().filter(|(_, _, code)| *code == "0") {
        post(simulator.address(), api, form).await;
    }
    let control = Control::of(simulator.url(), "900000001");
    let journal: Journal = serde_json::from_value(control.get("/journal").await).unwrap();
    assert_eq!(journal.entries.len(), 9);
    let grades = grade(&Traffic::of_command(&journal), true);
    let findings: Vec<Finding> = grades.into_iter().flat_map(|one| one.findings).collect();
    assert_eq!(findings, []);
}

#[tokio::test]
async fn a_body_without_the_line_break_of_a_file_is_answered_alike() {
    let simulator = crate::support::simulator();
    let answer = post(simulator.address(), "AN050", DAY[0].1.trim_end()).await;
    assert_eq!(answer.code(), "0");
    let answer = post(
        simulator.address(),
        "AN050",
        format!("{}\r\n", DAY[0].1.trim_end()),
    )
    .await;
    assert_eq!(answer.element("buyerId"), Some("1111"));
}
