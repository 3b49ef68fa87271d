//! The sources of settings: the environment over the file, a program with the same limits.

mod file;

use std::time::Duration;

use crate::{Settings, Simulator, StartError};

#[test]
fn the_environment_is_over_the_file_and_the_file_over_the_defaults() {
    let variable = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let file = Some(("settings.toml", "max_merchants = 7\njournal_bytes = 7"));
    let environment = [
        variable("KAKEBARAI_MAX_MERCHANTS", "8"),
        variable("KAKEBARAI_RULES_OVER_LIMIT", "only-g55"),
        variable("KAKEBARAI_SOMETHING_OF_ANOTHER_PROGRAM", "x"),
        variable("MAX_MERCHANTS", "9"),
    ];
    let read = Settings::read(file, environment.into_iter()).unwrap();
    assert_eq!(
        (read.max_merchants, read.journal_bytes, read.kept_changes),
        (8, 7, 1000)
    );
    assert_eq!(read.listen.to_string(), "127.0.0.1:8110");
    let variable = variable("KAKEBARAI_MAX_MERCHANTS", "many");
    let problems = Settings::read(None, std::iter::once(variable)).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place, "環境変数 KAKEBARAI_MAX_MERCHANTS");
    assert!(
        problems[0].remedy.contains("100000"),
        "{}",
        problems[0].remedy
    );
}

#[test]
fn settings_of_a_program_have_the_limits_of_a_file() {
    type Spoil = fn(&mut Settings);
    let spoilt: [(Spoil, &str); 8] = [
        (|s| s.max_connections = 0, "max_connections"),
        (|s| s.request_timeout = Duration::ZERO, "request_timeout"),
        (|s| s.max_merchants = 0, "max_merchants"),
        (|s| s.threads = Some(0), "threads"),
        (|s| s.kept_changes = usize::MAX, "kept_changes"),
        (|s| s.assumptions.wire.root = "a b".to_owned(), "wire.root"),
        (|s| s.buyers.push(s.buyers[0].clone()), "1111"),
        (|s| s.merchants[0].code = "1".to_owned(), "merchants"),
    ];
    for (spoil, named) in spoilt {
        let mut settings = Settings::default();
        assert!(settings.check().is_ok());
        spoil(&mut settings);
        let Err(error @ StartError::Settings(_)) = Simulator::start(settings) else {
            panic!("{named}");
        };
        assert!(error.to_string().contains(named), "{error}");
    }
}
