//! `grade` around a shell suite of curl calls: what is found in its traffic, whose exit status counts.

use std::{fs, path::Path, process::Command};

use kakebarai_simulator::{Settings, Simulator};

use super::shell::{run, told};

/// Eight right orders, one more, and a cancellation: ten calls, whose ninth order is what a case says.
const SUITE: &str = r#"
today=$(TZ=Asia/Tokyo date +%Y%m%d)
send() { curl -s -o answer.xml -d "traderCode=$KAKEBARAI_TRADER_CODE&passWord=$KAKEBARAI_PASSWORD&buyerId=1111&$2" "$KAKEBARAI_URL/kuroneko-anshin/$1APIAction.action"; }
order() {
    send AN010 "orderDate=$today&orderNo=$1&settlePrice=$2&shohiZei=$3&meisaiUmu=1&cartCode=cscart&shohinMei1=%E7%B4%99$4&suryo1=1&tanka1=$2&kessaiKingaku1=$2&shohiZei1=0&shohinMei2=10%25&kessaiKingaku2=0&shohiZei2=$3"
}
for number in 1 2 3 4 5 6 7 8; do order $number 1000 100 $number; done
NINTH
send AN020 orderNo=1
"#;

struct Graded {
    folder: tempfile::TempDir,
    status: Option<i32>,
    printed: String,
    said: String,
}

impl Graded {
    fn report(&self) -> serde_json::Value {
        let text = fs::read(self.folder.path().join("report/conformance.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    fn verdict(&self, id: &str) -> String {
        let report = self.report();
        let requirements = report["requirements"].as_array().unwrap();
        let one = requirements.iter().find(|one| one["id"] == id).unwrap();
        one["verdict"].as_str().unwrap().to_owned()
    }
}

fn graded(source: impl Fn(&Path) -> Vec<String>) -> Graded {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let mut words = vec![
        "grade".to_owned(),
        "--report".to_owned(),
        report.display().to_string(),
    ];
    words.extend(source(folder.path()));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (status, printed, said) = told(&run(&words));
    Graded {
        folder,
        status,
        printed,
        said,
    }
}

fn suite(ninth: &str, end: &str) -> Graded {
    let script = SUITE.replace("NINTH", ninth);
    graded(|folder| {
        let script = format!("cd '{}'\n{script}\n{end}", folder.display());
        let bundle = folder.join("bundle").display().to_string();
        ["--bundle", &bundle, "--", "sh", "-c", &script]
            .map(ToOwned::to_owned)
            .to_vec()
    })
}

#[test]
fn a_right_suite_is_clean() {
    let graded = suite("order 9 1000 100 9", "");
    assert_eq!(graded.status, Some(0), "{} {}", graded.printed, graded.said);
    assert_eq!(graded.verdict("TAX-02"), "passed");
    assert_eq!(graded.verdict("LST-03"), "untested");
    let report = graded.report();
    assert_eq!(report["run"]["mode"], "passive");
    assert_eq!(report["passive"]["entries"], 10);
    assert_eq!(report["passive"]["completeFrom"], 1);
    assert_eq!(report["passive"]["orphans"], serde_json::json!([]));
    assert!(
        graded
            .printed
            .contains("応答が失われた注文を、一度も試していません"),
        "{}",
        graded.printed
    );
}

#[test]
fn the_settings_are_told_by_their_names() {
    let graded = graded(|folder| {
        let settings = folder.join("settings.toml");
        fs::write(&settings, "rules.over_limit = \"available\"\n").unwrap();
        let order = SUITE.replace("NINTH", "order 9 1000 100 9");
        let script = format!("cd '{}'\n{order}", folder.display());
        let settings = settings.display().to_string();
        ["--settings", &settings, "--", "sh", "-c", &script]
            .map(ToOwned::to_owned)
            .to_vec()
    });
    assert_eq!(graded.status, Some(0), "{} {}", graded.printed, graded.said);
    assert_eq!(
        graded.report()["run"]["settings"],
        serde_json::json!({"rules.over_limit": "available"})
    );
}

#[test]
fn a_tax_that_is_billed_twice_is_named_with_its_yen() {
    let graded = suite("order 9 1100 100 9", "");
    assert_eq!(graded.status, Some(1), "{}", graded.printed);
    assert_eq!(graded.verdict("TAX-02"), "failed");
    assert!(
        graded
            .printed
            .contains("1,100円のご注文に、1,200円を請求しています"),
        "{}",
        graded.printed
    );
}

/// The control address of the merchant; a call of it is no call of the shop.
const LOST: &str = r#"curl -s -o fault.json -H 'Content-Type: application/json' -d '{"api":"AN010","kind":"answerLost","times":1}' "$KAKEBARAI_URL/_simulator/v1/merchants/$KAKEBARAI_TRADER_CODE/faults"
order 9 1000 100 9"#;

#[test]
fn a_lost_order_that_is_sent_under_another_number_is_billed_twice() {
    let graded = suite(&format!("{LOST}\norder 10 1000 100 9"), "");
    assert_eq!(graded.status, Some(1), "{}", graded.printed);
    assert_eq!(graded.verdict("LST-03"), "failed");
    assert!(
        graded
            .printed
            .contains("同じ買い物に、1,100円を2回請求しています"),
        "{}",
        graded.printed
    );
    // Under its own number it is right.
    let again = suite(&format!("{LOST}\norder 9 1000 100 9"), "");
    assert_ne!(again.verdict("LST-03"), "failed", "{}", again.printed);
}

#[test]
fn the_status_of_the_command_comes_first_and_its_bundle_says_the_same() {
    let graded_suite = suite("order 9 1100 100 9", "exit 7");
    assert_eq!(graded_suite.status, Some(7), "{}", graded_suite.said);
    assert_eq!(graded_suite.verdict("TAX-02"), "failed");
    let bundle = graded_suite.folder.path().join("bundle");
    let again = graded(|_| vec!["--journal".to_owned(), bundle.display().to_string()]);
    assert_eq!(again.status, Some(1), "{} {}", again.printed, again.said);
    assert_eq!(again.verdict("TAX-02"), "failed");
    for graded in [&graded_suite, &again] {
        assert_eq!(graded.report()["passive"]["entries"], 10);
    }
}

#[test]
fn a_simulator_that_runs_is_judged_by_its_address() {
    let simulator = Simulator::start(Settings {
        transport_facts: true,
        ..Settings::default()
    })
    .unwrap();
    let merchant = simulator.merchant();
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new("sh")
        .args(["-c", &SUITE.replace("NINTH", "order 9 1100 100 9")])
        .current_dir(folder.path())
        .env("KAKEBARAI_URL", simulator.url())
        .env("KAKEBARAI_TRADER_CODE", merchant.code())
        .env("KAKEBARAI_PASSWORD", merchant.password())
        .status();
    assert!(status.unwrap().success());
    let judged = |more: &[&str]| {
        graded(|_| {
            let words = [&["--journal", simulator.url()], more].concat();
            words.into_iter().map(ToOwned::to_owned).collect()
        })
    };
    for judged in [judged(&[]), judged(&["--merchant", merchant.code()])] {
        assert_eq!(judged.status, Some(1), "{} {}", judged.printed, judged.said);
        assert_eq!(judged.verdict("TAX-02"), "failed");
        assert_eq!(judged.verdict("CON-01"), "passed");
        assert_eq!(judged.report()["passive"]["entries"], 10);
    }
    let stranger = judged(&["--merchant", "999999999"]);
    assert_ne!(stranger.status, Some(0));
    assert!(stranger.said.contains("999999999"), "{}", stranger.said);
}

#[test]
fn nothing_that_arrives_is_nothing_to_judge() {
    let graded_nothing = graded(|_| ["--", "true"].map(ToOwned::to_owned).to_vec());
    assert_eq!(graded_nothing.status, Some(4), "{}", graded_nothing.said);
    assert!(graded_nothing.said.contains("KAKEBARAI_URL"));
    let unknown = graded(|_| {
        ["--only", "XYZ", "--", "true"]
            .map(ToOwned::to_owned)
            .to_vec()
    });
    assert_eq!(unknown.status, Some(2), "{}", unknown.said);
}
