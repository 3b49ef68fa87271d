//! `mutate` as its users run it, with a suite of two shell tests and curl.

mod counted;
mod flags;

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use super::shell::{run, told};

/// Two tests. The first one places an order and looks for the text of an accepted answer; the second one asks for the amount that a buyer has
/// used and is content with whatever comes. Each run leaves a line in `$RUNS`.
const SUITE: &str = r#"
echo run >> "$RUNS"
mark() { curl -sS -o "$SCRATCH" -H 'Content-Type: application/json' -d "{\"test\":\"$1\"}" \
    "$KAKEBARAI_URL/_simulator/v1/merchants/$KAKEBARAI_TRADER_CODE/marks"; }
ask() { curl -sS --max-time 2 -d "traderCode=$KAKEBARAI_TRADER_CODE&passWord=$KAKEBARAI_PASSWORD&$2" "$KAKEBARAI_URL/kuroneko-anshin/$1APIAction.action"; }
mark 注文
answer=$(ask AN010 'orderDate=20261124&orderNo=1001&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2') || exit 1
case "$answer" in
    *'<returnCode>0</returnCode>'*) ;;
    *) echo "not accepted with $KAKEBARAI_PASSWORD: $answer"; exit 1;;
esac
mark 利用金額
ask AN050 'buyerId=1111' || exit 2
"#;

/// The clock stands still in the morning of the orders' day.
const SETTINGS: &str = "[clock]\nfrozen_at = \"2026-11-24T10:00:00\"\n";

/// Where a suite is run.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("settings.toml"), SETTINGS).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs `mutate` with a suite.
    fn mutate(&self, flags: &[&str], suite: &str) -> (Option<i32>, String, String) {
        let (settings, report) = (self.path("settings.toml"), self.path("report"));
        let suite = format!(
            "RUNS='{}' SCRATCH='{}'\n{suite}",
            self.path("runs"),
            self.path("scratch")
        );
        let mut words = vec!["mutate", "--settings", &settings, "--report", &report];
        words.extend(flags);
        words.extend(["--", "sh", "-c", &suite]);
        told(&run(&words))
    }

    /// How often the suite ran since the last time it was asked.
    fn runs(&self) -> usize {
        let runs = fs::read_to_string(self.path("runs")).unwrap_or_default();
        let _ = fs::remove_file(self.path("runs"));
        runs.lines().count()
    }

    fn report(&self) -> Value {
        json_of(&self.0.path().join("report/mutants.json"))
    }
}

fn json_of(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// The names of each verdict.
fn by_verdict(report: &Value) -> BTreeMap<String, Vec<String>> {
    let mut verdicts: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for mutant in report["mutants"].as_array().unwrap() {
        let word = |name: &str| mutant[name].as_str().unwrap().to_owned();
        verdicts
            .entry(word("verdict"))
            .or_default()
            .push(word("name"));
    }
    verdicts
}

fn of<'a>(report: &'a Value, name: &str) -> &'a Value {
    let mut mutants = report["mutants"].as_array().unwrap().iter();
    mutants.find(|mutant| mutant["name"] == name).unwrap()
}
