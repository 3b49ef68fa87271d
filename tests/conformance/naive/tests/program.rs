//! The program, as `.ci/run` starts it.

use std::process::Command;

#[test]
fn a_switch_that_does_not_exist_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_naive-client"))
        .env("KAKEBARAI_NAIVE_FAULT", "F999")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("F999"), "{said}");
}
