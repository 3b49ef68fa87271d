//! The bundle of a run: it can be read again, with the marks of the requests.

use std::{ffi::OsStr, fs};

use serde_json::{Value, json};

use crate::{
    Simulator,
    running::{Bundle, BundleError, Ending, RUN_FILE, WrittenBundle},
    tests::support::{
        asking::{CREDENTIALS, MERCHANT, settings},
        raw::{exchange, post},
    },
};

fn say(simulator: &Simulator, what: &str, body: &Value) {
    let path = format!("/_simulator/v1/merchants/{MERCHANT}/{what}");
    let json = "Content-Type: application/json";
    let answer = exchange(simulator, "POST", &path, &[json], &body.to_string());
    assert_eq!(answer.status, 201, "{}", answer.body);
}

#[test]
fn what_was_written_is_read_again() {
    let simulator = Simulator::start(settings("")).unwrap();
    let bundle = Bundle::begin(&simulator);
    say(
        &simulator,
        "marks",
        &json!({ "test": "内税の注文", "expects": ["A060005"] }),
    );
    say(
        &simulator,
        "expectations",
        &json!({ "order": "1", "total": 1100 }),
    );
    let form =
        "orderDate=20261124&orderNo=1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2";
    post(&simulator, "AN010", &format!("{CREDENTIALS}&{form}"));
    let folder = tempfile::tempdir().unwrap();
    let ending = Ending {
        program: OsStr::new("npm"),
        ended: "exit status: 1".to_owned(),
        code: 1,
        required: &[],
        missing: &[],
    };
    bundle.write(&simulator, &ending, folder.path()).unwrap();
    let written = WrittenBundle::read(folder.path()).unwrap();
    assert_eq!(
        (&written.run["program"], &written.run["exitCode"]),
        (&json!("npm"), &json!(1))
    );
    let journal = &written.journal["merchants"][MERCHANT];
    assert_eq!(journal["completeFrom"], 1);
    assert_eq!(journal["entries"][0]["api"], "AN010");
    assert_eq!(journal["marks"][0]["test"], "内税の注文");
    assert_eq!(journal["expectations"][0]["total"], 1100);
    let orders = |state: &Value| state["merchants"][0]["orders"].as_array().unwrap().len();
    assert_eq!((orders(&written.before), orders(&written.after)), (0, 1));
    assert_eq!(written.coverage["apis"]["exercised"], 1);
    // Other versions are refused.
    fs::write(folder.path().join(RUN_FILE), r#"{"format": 2}"#).unwrap();
    let error = WrittenBundle::read(folder.path()).unwrap_err();
    assert!(
        matches!(&error, BundleError::Format { found } if found == "2"),
        "{error}"
    );
    fs::write(folder.path().join(RUN_FILE), "no JSON").unwrap();
    let error = WrittenBundle::read(folder.path()).unwrap_err();
    assert!(matches!(error, BundleError::NotJson { .. }), "{error}");
    let error = WrittenBundle::read(&folder.path().join("nowhere")).unwrap_err();
    assert!(error.to_string().contains(RUN_FILE), "{error}");
}
