//! All results of a run, for `conformance.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use kakebarai_traffic::Orphan;

use super::{fingerprint, verdict::Verdict};
use crate::{
    requirements::{Set, Severity},
    scenario::halt::Harm,
};

/// All that a run found.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The format of this file: 1.
    pub format: u32,
    /// What judged.
    pub harness: HarnessFacts,
    /// What was judged.
    pub subject: Subject,
    /// How.
    pub run: RunFacts,
    /// The level that is reached, 0 to 4.
    pub level: u8,
    /// How many 必須 up to that level are 要確認.
    pub level_cant_tell: usize,
    /// How many requirements have which verdict.
    pub counts: Counts,
    /// For trends alone: 必須 that passed, of those that passed, failed or were not tested. No percentage decides anything.
    pub ratio: Ratio,
    /// Every requirement, in the order of the catalogue.
    pub requirements: Vec<RequirementReport>,
    /// What scenarios of the team's own found that name no requirement of the catalogue.
    pub own_scenarios: Vec<RowReport>,
    /// What arrived at the provider, in all.
    pub traffic: TrafficFacts,
    /// What traffic alone tells, where nothing else was judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub passive: Option<PassiveFacts>,
    /// What of the provider was met: codes, states, outcomes, faults; as the simulator's coverage says it.
    #[schema(value_type = Object)]
    pub coverage: Value,
    /// What is known and accepted, and what of that is no longer true.
    pub baseline: BaselineFacts,
    /// What is worth knowing and no verdict: warnings on stdout, fields that nobody knows.
    pub remarks: Vec<String>,
}

/// What judged.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HarnessFacts {
    /// `0.2.0`.
    pub version: String,
    /// The frozen set of requirements: `2026-12`.
    pub catalogue: String,
    /// SHA-256 of the embedded features and the catalogue, in hexadecimal digits.
    pub sha256: String,
}

/// What was judged, by its own words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The integration.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
    /// Its language; may be empty.
    pub language: String,
    /// The version of the language; may be empty.
    pub language_version: String,
}

/// Where the evidence comes from.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// 能動: scenarios through an adapter.
    #[default]
    Active,
    /// 受動: the traffic of any command.
    Passive,
}

/// How it was judged.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunFacts {
    /// Where the evidence comes from.
    #[serde(default)]
    pub mode: Mode,
    /// When it began: `2026-12-01T10:00:00+09:00`.
    pub started: String,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// Which capabilities may be missing.
    pub profile: String,
    /// Why, where the profile is the team's own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub profile_reason: Option<String>,
    /// The level that was asked for; 0 for none: there what is broken counts, and not what was never tried.
    pub asked_level: u8,
    /// Whether 推奨 counts as 必須.
    pub strict: bool,
    /// Whether scenarios that take long were carried out.
    pub slow: bool,
    /// How many scenarios were planned.
    pub planned: usize,
    /// How many were carried out.
    pub judged: usize,
    /// Whether all scenarios of the catalogue were selected, and all that were selected carried out.
    pub complete: bool,
    /// Why it ended before its time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ended_early: Option<String>,
    /// The settings of the simulator that its settings file sets, by their names.
    #[schema(value_type = Object)]
    pub settings: BTreeMap<String, Value>,
    /// The command that repeats it, without `--only` and `--scenario`.
    pub command: String,
}

/// How many requirements have which verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// 必須, and 宣言したら必須 that are declared.
    pub must: VerdictCounts,
    /// 推奨.
    pub should: VerdictCounts,
}

/// How many of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerdictCounts {
    /// 合格.
    pub passed: usize,
    /// 不合格.
    pub failed: usize,
    /// 要確認.
    pub cant_tell: usize,
    /// 未実施.
    pub untested: usize,
    /// 対象外.
    pub inapplicable: usize,
    /// エラー.
    pub error: usize,
}

/// A fraction that is never rounded up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ratio {
    /// How many passed.
    pub passed: usize,
    /// Of how many.
    pub of: usize,
}

/// What is said of a requirement.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequirementReport {
    /// `TAX-02`.
    pub id: String,
    /// 1 to 4.
    pub level: u8,
    /// `must`, `should`, `must-if-declared`.
    pub severity: String,
    /// What is required.
    pub title: String,
    /// What is said of it.
    pub verdict: Verdict,
    /// Where it comes from: letters of D (document), S (seen), I (inferred), N (not known); may be empty.
    pub basis: String,
    /// What a calibration has confirmed of the guesses that it rests on: when, where and what the provider did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confirmed: Option<String>,
    /// Whether it is younger than the frozen set, so that it is shown and does not count.
    pub observed: bool,
    /// Whether money is at stake.
    pub concerns_money: bool,
    /// Why it is 対象外 or 未実施.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Whether the baseline knows it: `fails`, `flaky`, `disputed`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub known: Option<String>,
    /// What shows it: a row for each scenario, and for each session whose traffic broke it.
    pub rows: Vec<RowReport>,
}

/// What a scenario, or the traffic of one, says of a requirement.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RowReport {
    /// Feature, scenario and row: 「消費税 › 1つの税率 › 内税 1,100」.
    pub scenario: String,
    /// The feature file.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// What is said.
    pub verdict: Verdict,
    /// Whether the traffic of the scenario says so, whatever the scenario is about.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub by_traffic: bool,
    /// The sentence that does not hold.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at: Option<String>,
    /// Every acceptable value.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub expected: Option<String>,
    /// What was there instead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub actual: Option<String>,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub harm: Option<Harm>,
    /// Why nothing can be said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// What is likely to be the cause.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub causes: Vec<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remedy: Option<String>,
    /// 受注番号.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order_number: Option<String>,
    /// The requests that show it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub requests: Vec<RequestShown>,
    /// What the adapter answered last before the sentence did not hold, as JSON.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer: Option<String>,
    /// The settlements of the merchant before the last sentence of the scenario that did something.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub books_before: Option<Vec<PaymentShown>>,
    /// The settlements of the merchant at the end of the scenario.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub books: Vec<PaymentShown>,
    /// The command that repeats the scenario.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub repeat: Option<String>,
    /// How long it took.
    pub milliseconds: u64,
}

/// A request as it was received, without passwords and personal data.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequestShown {
    /// Counts the requests of the scenario's merchant.
    pub number: u64,
    /// `AN010`.
    pub api: String,
    /// Its name in Japanese: 決済登録.
    pub api_name: String,
    /// By the merchant's clock.
    pub at: String,
    /// Name and value of each field that is not empty; ●●● for what is masked.
    pub received: Vec<(String, String)>,
    /// Name and value of each element of the answer; ●●● for what is masked.
    pub answered: Vec<(String, String)>,
    /// 受付, the code of the refusal, or 応答なし.
    pub outcome: String,
    /// Whether it was carried out, whatever arrived of the answer.
    pub carried_out: bool,
    /// The fault that the harness had set, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault: Option<String>,
    /// The rules of the provider that it breaks: code, field, message.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub broken_rules: Vec<String>,
    /// The `curl` that repeats it, with variables in place of password and personal data.
    pub curl: String,
}

/// A settlement in the provider's books.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaymentShown {
    /// 受注番号.
    pub order_number: String,
    /// 取引先ID.
    pub buyer_id: String,
    /// What the buyer is billed, in yen.
    pub total: u64,
    /// 登録, 取消 …
    pub state: String,
    /// 送り状番号.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub slip_number: Option<String>,
}

/// What arrived at the provider, in all.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrafficFacts {
    /// How many requests.
    pub requests: usize,
    /// How many of each API, by its number.
    pub by_api: BTreeMap<String, usize>,
    /// How many belonged to no merchant: no form, or an unknown 加盟店コード.
    pub strays: usize,
}

/// What traffic alone tells.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PassiveFacts {
    /// How many requests were judged.
    pub entries: usize,
    /// From which number on every request of each merchant is there: 1 where nothing is missing.
    pub complete_from: u64,
    /// 行方の分からない決済: settlements that were made, whose answers were lost, and about which nothing was sent since.
    pub orphans: Vec<Orphan>,
    /// What was never tried, what hurts most first.
    pub advice: Vec<String>,
}

/// What is known and accepted.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct BaselineFacts {
    /// The entries, each with what became of it.
    pub entries: Vec<KnownShown>,
    /// What is broken and not known, by its id.
    pub new: Vec<String>,
    /// What was met in the report before and is untested now.
    pub regressions: Vec<String>,
}

/// An entry of the baseline.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct KnownShown {
    /// A requirement, or a row of it.
    pub id: String,
    /// `fails`, `flaky`, `disputed`.
    pub kind: String,
    /// Why it is accepted.
    pub reason: String,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<String>,
    /// What is wrong with the entry by now: 古くなった記載, 期限切れ.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stale: Option<String>,
}

impl HarnessFacts {
    /// This harness, with the requirements that count.
    pub fn of(set: &Set) -> Self {
        Self {
            version: kakebarai_simulator::VERSION.to_owned(),
            catalogue: set.name.to_owned(),
            sha256: fingerprint::of_catalogue(),
        }
    }
}

impl RequirementReport {
    /// Whether it is 必須, or 宣言したら必須.
    pub fn is_must(&self) -> bool {
        self.severity != Severity::Should.code()
    }

    /// Whether a level requires it.
    pub fn is_required(&self, strict: bool) -> bool {
        !self.observed && (strict || self.is_must())
    }
}

impl VerdictCounts {
    /// Adds one to the count of a verdict.
    pub const fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Passed => &mut self.passed,
            Verdict::Failed => &mut self.failed,
            Verdict::CantTell => &mut self.cant_tell,
            Verdict::Untested => &mut self.untested,
            Verdict::Inapplicable => &mut self.inapplicable,
            Verdict::Error => &mut self.error,
        };
        *count += 1;
    }

    /// The number of verdicts without 対象外.
    pub const fn applicable(&self) -> usize {
        self.passed + self.failed + self.cant_tell + self.untested + self.error
    }
}
