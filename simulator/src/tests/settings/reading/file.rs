//! The settings file: each mistake is reported with its line and its remedy.

use crate::settings::{Data, Settings, reading::table::TABLE};

fn problems(text: &str) -> Vec<(String, String, String)> {
    let problems = Settings::read(Some(("s.toml", text)), std::iter::empty()).unwrap_err();
    let parts = |problem: crate::settings::Problem| (problem.place, problem.what, problem.remedy);
    problems.into_iter().map(parts).collect()
}

#[test]
fn every_mistake_with_its_line_and_remedy() {
    for (text, line, what, remedy) in [
        ("listen = \"nowhere\"", 1, "listen", "127.0.0.1:8110"),
        ("\n\nmax_merchants = 0", 3, "max_merchants", "100000"),
        ("max_merchants = \"many\"", 1, "max_merchants", "100000"),
        (
            "[rules]\nover_limt = \"limit\"",
            2,
            "rules.over_limt",
            "rules.over_limit",
        ),
        (
            "rules.over_limit = \"none\"",
            1,
            "rules.over_limit",
            "only-g55",
        ),
        (
            "[rules]\n\ncancel_after_shipment = \"maybe\"",
            3,
            "cancel_after_shipment",
            "true",
        ),
        (
            "screening.delay = \"soon\"",
            1,
            "screening.delay",
            "5 minutes",
        ),
        (
            "screening.outcome = \"OK\"",
            1,
            "screening.outcome",
            "ご利用可",
        ),
        (
            "rules.not_usable_code = \"G55\"",
            1,
            "rules.not_usable_code",
            "G12",
        ),
        ("unusable_slips = \"12a\"", 1, "unusable_slips", "1～12桁"),
        ("wire.root = \"1x\"", 1, "wire.root", ""),
        (
            "clock.frozen_at = \"yesterday\"",
            1,
            "clock.frozen_at",
            "2026-",
        ),
        ("control_token = \"short\"", 1, "control_token", "16文字"),
        ("merchants = 1", 1, "merchants", "[[merchants]]"),
        (
            "[[merchants]]\ncode = \"1\"\npassword = \"x\"",
            2,
            "code",
            "9桁",
        ),
        (
            "[[merchants]]\ncode = \"123456789\"",
            1,
            "password",
            "password",
        ),
        ("[[buyers]]\nid = \"あ\"", 2, "id", "20文字"),
        (
            "[[buyers]]\nid = \"1\"\ncredit_limt = 1",
            3,
            "credit_limt",
            "credit_limit",
        ),
        (
            "[[screening.rules]]\noutcome = \"??\"",
            2,
            "outcome",
            "申込不備",
        ),
        // No key is similar.
        (
            "rules.xx = 1",
            1,
            "rules.xx という設定はありません",
            "設定の一覧を確認してください",
        ),
        ("a = 1\na = 2", 2, "TOML", ""),
        ("listen = ", 1, "TOML", "rules.over_limit"),
    ] {
        let found = problems(text);
        let [(place, said, mended)] = &found[..] else {
            panic!("{text}: {found:?}");
        };
        assert_eq!(place, &format!("s.toml:{line}"), "{text}");
        assert!(said.contains(what), "{text}: {said}");
        assert!(mended.contains(remedy), "{text}: {mended}");
        assert!(!mended.is_empty(), "{text}");
    }
}

#[test]
fn an_address_of_postgresql_that_only_psql_knows_is_told_how_to_be_written() {
    for (address, said) in [
        ("postgres://user:SECRET@a,b/sim", "ホストは1つだけ"),
        ("postgres:///sim?host=/tmp,/run", "ホストは1つだけ"),
        ("postgres:///sim?service=SECRET", "service"),
        ("host=/tmp dbname=sim password=SECRET", "postgres://利用者@"),
        ("service=SECRET", "postgres://利用者@"),
    ] {
        let found = problems(&format!("data = \"{address}\""));
        let [(place, what, remedy)] = &found[..] else {
            panic!("{address}: {found:?}");
        };
        assert_eq!(place, "s.toml:1");
        assert!(
            remedy.contains(said) && remedy.contains("PGPASSFILE"),
            "{remedy}"
        );
        assert!(!what.contains("SECRET") && !remedy.contains("SECRET"));
    }
    for (address, postgres) in [
        (
            "postgres://user:p%2C1@localhost:6432/sim?sslmode=disable",
            true,
        ),
        (
            "POSTGRESQL://user@localhost/sim?host=/var/run/postgresql",
            true,
        ),
        ("postgres:///sim?host=%2Ftmp", true),
        ("host.db", false),
        ("a=b.db", false),
        ("mysql://u@h/x", false),
    ] {
        let text = format!("data = \"{address}\"");
        let read = Settings::read(Some(("s.toml", &text)), std::iter::empty()).unwrap();
        let is_postgres = matches!(read.data, Some(Data::Postgres(_)));
        assert_eq!(is_postgres, postgres, "{address}");
    }
}

#[test]
fn all_at_once_in_the_order_of_lines() {
    let text = "[rules]\nover_limit = 1\n\n[screening]\nnothing = true\ndelay = \"x\"\n[time]\nbuyers_pay = 3\n";
    let places: Vec<String> = problems(text)
        .into_iter()
        .map(|(place, ..)| place)
        .collect();
    assert_eq!(places, ["s.toml:2", "s.toml:5", "s.toml:6", "s.toml:8"]);
}

#[test]
fn two_merchants_cannot_be_one() {
    let merchant = "[[merchants]]\ncode = \"123456789\"\npassword = \"x\"\n";
    let found = problems(&format!("{merchant}{merchant}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("123456789"), "{found:?}");
}

#[test]
fn two_buyers_cannot_be_one() {
    let found = problems(
        "[[buyers]]\nid = \"A-1\"\ncredit_limit = 1\n\
         [[buyers]]\nid = \"1111\"\n\
         [[buyers]]\nid = \"A-1\"\ncredit_limit = 2\n",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("A-1"), "{found:?}");
}

#[test]
fn the_lines_of_the_defaults_are_a_settings_file() {
    let defaults = Settings::of_the_program();
    let lines = TABLE.iter().map(|setting| setting.line(&defaults) + "\n");
    let text: String = lines.collect();
    let read = Settings::read(Some(("s.toml", &text)), std::iter::empty()).unwrap();
    assert_eq!(format!("{read:?}"), format!("{defaults:?}"));
}

#[test]
fn the_choices_are_all_named() {
    for (key, remedy) in [
        ("tls.on", "true か false を指定してください"),
        (
            "rules.character_set",
            "\"jis-x-0208\" か \"cp932\" を指定してください",
        ),
        (
            "rules.over_limit",
            "\"limit\"、\"available\"、\"only-g55\" のいずれかを指定してください",
        ),
        (
            "rules.slip_over_limit",
            "\"limit\" か \"available\" を指定してください",
        ),
        (
            "rules.cancelled_code",
            "G12、G61、G65、G97 のいずれかを指定してください",
        ),
        (
            "screening.outcome",
            "審査中、ご利用可、申込不備、ご利用不可、取消、限度額変更 のいずれかを指定してください",
        ),
    ] {
        let found = problems(&format!("{key} = \"another\""));
        assert_eq!(found[0].2, remedy, "{key}");
    }
}
