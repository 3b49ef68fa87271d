//! What the tests stand on: a simulator whose clock shows the morning of 24 November 2026, and bytes to talk to it with.

pub(crate) mod browser;
pub(crate) mod control;
pub(crate) mod database_file;
pub(crate) mod postgres;
pub(crate) mod raw;
pub(crate) mod shop;
pub(crate) mod visitor;

use kakebarai::buyers::application::Application;
use kakebarai_simulator::{Settings, Simulator};
use sqlx::Connection as _;

/// Settings with that clock, on a free port.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.clock.frozen_at = Some("2026-11-24T10:00:00".parse().unwrap());
    settings
}

/// A simulator of one's own.
pub(crate) fn simulator() -> Simulator {
    Simulator::start(settings()).unwrap()
}

/// The same, with how each request came in its journal.
pub(crate) fn watching_simulator() -> Simulator {
    let mut settings = settings();
    settings.transport_facts = true;
    Simulator::start(settings).unwrap()
}

/// Snapshots live at the top, named by meaning alone.
pub(crate) fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The numbers that a query of a file of SQLite gives.
pub(crate) async fn sqlite(file: &std::path::Path, query: &'static str) -> Vec<i64> {
    sqlx::any::install_default_drivers();
    let name = file
        .display()
        .to_string()
        .replace('%', "%25")
        .replace('?', "%3F");
    let url = format!("sqlite://{name}?mode=ro");
    let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
    let numbers = sqlx::query_scalar(query)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    numbers
}

/// A good application of a corporation, as a form.
pub(crate) fn application() -> Application {
    let mut form = Application::default();
    for (field, value) in [
        ("entity_kind", "1"),
        ("legal_form", "1"),
        ("legal_form_position", "0"),
        ("company_name", "クロネコ商事"),
        ("company_name_kana", "クロネコショウジ"),
        ("postal_code", "1710033"),
        ("address", "東京都豊島区高田３丁目"),
        ("telephone", "03-0000-0800"),
        ("representative_family_name", "黒猫"),
        ("representative_given_name", "大和"),
        ("representative_family_name_kana", "クロネコ"),
        ("representative_given_name_kana", "ヤマト"),
        ("has_operating_company", "0"),
        ("invoice_destination", "1"),
        ("payment_method", "2"),
    ] {
        assert!(form.set(field, value), "{field}");
    }
    form
}
