//! A shop's file from before its simulator kept its own books.

use std::{fs, path::Path};

use crate::process::Process;

const FORGOTTEN: &str = "これまでの取引先登録と決済を知りません";

#[tokio::test]
async fn an_old_shop_is_opened_and_says_what_its_simulator_does_not_know() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ledger/before_prefix");
    let folder = tempfile::tempdir().unwrap();
    fs::copy(golden.join("shop.db"), folder.path().join("shop.db")).unwrap();
    for (data, made_up, is_said) in [
        ("shop.db", "0", true),
        // Reported once: from then on its simulator keeps what it is told.
        ("shop.db", "0", false),
        ("another.db", "10", false),
    ] {
        let arguments = ["--data", data, "--made-up", made_up];
        let (process, lines) = Process::start(folder.path(), &arguments).await;
        let found = lines.iter().any(|line| line.contains(FORGOTTEN));
        assert_eq!(found, is_said, "{data}: {lines:#?}");
        assert!(process.end("TERM").await);
    }
}
