//! Faults as curl meets them: it sends a request again by itself where a connection that it used before is closed without a byte.

use std::{io::Write as _, process::Command};

use serde_json::json;

use crate::support::{control::Control, simulator};

const INQUIRY: &str = "traderCode=900000001&passWord=kakebarai-test&buyerId=1111";
const GOOD: &str = "traderCode=900000001&passWord=kakebarai-test&orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";

/// Whether there is a curl. Where all that the tests need is installed, it has to be there.
fn has_curl() -> bool {
    let has = Command::new("curl").arg("--version").output().is_ok();
    if !has {
        // Past the harness, which shows nothing of a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "curl is not installed: the test with curl is left out"
        );
        assert!(
            std::env::var_os("KAKEBARAI_BROWSER_TESTS").is_none_or(|must| must != "required"),
            "curl is not installed, and KAKEBARAI_BROWSER_TESTS=required"
        );
    }
    has
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_met_once_on_a_connection_that_was_used_before() {
    if !has_curl() {
        return;
    }
    for kind in ["answerLost", "lostBeforeProcessing", "reset"] {
        let simulator = simulator();
        let control = Control::of(simulator.url(), "900000001");
        control
            .post(
                "/faults",
                json!({ "api": "AN010", "kind": kind, "times": 1 }),
            )
            .await;
        let url = |api: &str| {
            format!(
                "http://{}/kuroneko-anshin/{api}APIAction.action",
                simulator.address()
            )
        };
        let output = Command::new("curl")
            .args(["-sS", "-v", "--noproxy", "*", "-d", INQUIRY, &url("AN050")])
            .args(["--next", "-sS", "-v", "-d", GOOD, &url("AN010")])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert!(
            told.contains("re-using existing connection"),
            "{kind}: {told}"
        );
        assert!(!output.status.success(), "{kind}: {told}");
        let journal = control.get("/journal?api=AN010").await;
        let entries = journal["entries"].as_array().unwrap();
        assert_eq!(entries.len(), 1, "{kind}: {journal}");
        assert_eq!(entries[0]["fault"]["kind"], kind);
    }
}
