//! The program, and an adapter that needs nothing but a shell.

use std::process::{Command, Output};

/// An adapter in the language of every Unix, good but for what a case says.
pub(super) const SHELL: &str = r#"while read -r line; do
    id=${line##*\"id\":}; id=${id%%[,\}]*}
    case "$line" in
        CASES
        *'"do":"start"'*) echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"sh\"},\"can\":[\"status\"],\"accepts\":{\"timeoutMs\":[1000]}}";;
        *'"do":"begin"'*|*'"do":"end"'*) echo "{\"id\":$id,\"ok\":true}";;
        *'"do":"stop"'*) exit 0;;
        *check-nobody*) echo "{\"id\":$id,\"failed\":{\"message\":\"no such session\"}}";;
        *'"do":"orderStatus"'*) echo "{\"id\":$id,\"state\":\"none\",\"paid\":false}";;
        *) echo "{\"id\":$id,\"unsupported\":\"verb\"}";;
    esac
done"#;

pub(super) fn run(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kakebarai-conformance"))
        .args(words)
        .env_remove("KAKEBARAI_ADAPTER_TOKEN")
        .output()
        .unwrap()
}

pub(super) fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}
