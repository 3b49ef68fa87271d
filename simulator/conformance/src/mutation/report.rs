//! All results of a run with misbehaviours, for `mutants.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    advice::{Client, advice},
    verdict::MutantVerdict,
};
use crate::{
    judging::report::{BaselineFacts, HarnessFacts, Ratio},
    provider::{Mutant, MutantClass},
    requirements,
};

/// All that a run with misbehaviours found.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MutationReport {
    /// The format of this file: 1.
    pub format: u32,
    /// What judged.
    pub harness: HarnessFacts,
    /// How.
    pub run: MutationRun,
    /// Two figures that are never added.
    pub scores: Scores,
    /// Of the misbehaviours of the books, how many were noticed of those that were met. No score.
    pub books: Ratio,
    /// Each misbehaviour that was selected, in the order of the simulator's list.
    pub mutants: Vec<MutantReport>,
    /// What is known and accepted, and what of that is no longer true.
    pub baseline: BaselineFacts,
    /// What is worth knowing and no verdict.
    pub remarks: Vec<String>,
}

/// How it was judged.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MutationRun {
    /// When it began: `2026-12-01T10:00:00+09:00`.
    pub started: String,
    /// How long all of it took, in milliseconds.
    pub milliseconds: u64,
    /// The command, without its arguments: there may be passwords among them.
    pub program: String,
    /// What says whether the tests and the shop are the same as in another run, as `--key` gave it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key: Option<String>,
    /// The run without any misbehaviour.
    pub clean: CleanRun,
    /// After how long a run was ended, those whose answers come late aside.
    pub timeout_milliseconds: u64,
    /// How many were tried at once.
    pub jobs: usize,
    /// The part of the work: `2/4`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shard: Option<String>,
    /// Whether all misbehaviours were selected, but for those that take long.
    pub complete: bool,
    /// Whether those that take long were selected.
    pub slow: bool,
    /// The settings of the simulator that its settings file sets, by their names.
    #[schema(value_type = Object)]
    pub settings: BTreeMap<String, Value>,
}

/// The run without any misbehaviour.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CleanRun {
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// How many requests arrived.
    pub requests: u64,
    /// How many to each API, by its number.
    pub by_api: BTreeMap<String, u64>,
}

/// Two figures that are never added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// 耐性: endured of those that were met.
    pub endure: Ratio,
    /// 検出: noticed of those that were met.
    pub detect: Ratio,
}

/// What is said of a misbehaviour.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MutantReport {
    /// `html-200`.
    pub name: String,
    /// What the tests ought to do.
    pub class: MutantClass,
    /// The APIs that it strikes; empty for all.
    pub apis: Vec<String>,
    /// What was changed.
    pub what: String,
    /// The requirement that it puts to the test.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requirement: Option<String>,
    /// What that requires.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// What is said.
    pub verdict: MutantVerdict,
    /// The exit status of the command; none where it did not run or did not end by itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exit_code: Option<u8>,
    /// How long the command took, in milliseconds; none where it did not run.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub milliseconds: Option<u64>,
    /// How many requests it met.
    pub times_met: u64,
    /// The first request that it met.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_met: Option<FirstMet>,
    /// The mark that was current when the command ended red: with tests that stop at the first failure, the one that failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_test: Option<String>,
    /// The file with the end of what the command printed, in the folder of the report.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub log: Option<String>,
    /// What to do about it, where it survives.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub advice: Option<String>,
    /// What the report of a `run` says of the shop, where one was given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client: Option<Client>,
    /// Whether the baseline knows it: `fails`, `flaky`, `disputed`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub known: Option<String>,
    /// What an earlier report said, where it said something else.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub before: Option<MutantVerdict>,
    /// Whether the verdict is that of an earlier report, since nothing has changed.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub carried: bool,
    /// What the verdict depends on, as a fingerprint; none without `--key`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fingerprint: Option<String>,
}

/// The first request that a misbehaviour met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FirstMet {
    /// Counts the requests of its merchant.
    pub number: u64,
    /// `AN010`.
    pub api: String,
    /// By the merchant's clock.
    pub at: String,
    /// 受注番号.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub order_number: Option<String>,
    /// The mark that was current.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub test: Option<String>,
}

impl MutantReport {
    /// The report on a misbehaviour, with advice.
    pub fn of(mutant: &Mutant, verdict: MutantVerdict) -> Self {
        let requirement = mutant.requirement.as_deref().and_then(requirements::find);
        Self {
            name: mutant.name.clone(),
            class: mutant.class,
            apis: mutant.apis.clone(),
            what: mutant.what.clone(),
            requirement: mutant.requirement.clone(),
            title: requirement.map(|one| one.title.to_owned()),
            verdict,
            exit_code: None,
            milliseconds: None,
            times_met: 0,
            first_met: None,
            last_test: None,
            log: None,
            advice: advice(mutant, verdict),
            client: None,
            known: None,
            before: None,
            carried: false,
            fingerprint: None,
        }
    }
}

impl Scores {
    /// The scores of verdicts.
    pub fn of(mutants: &[MutantReport]) -> Self {
        Self {
            endure: good_of(mutants, MutantClass::Endure),
            detect: good_of(mutants, MutantClass::Detect),
        }
    }
}

/// The number of met misbehaviours of a class, and of those at which the tests did what they should.
pub fn good_of(mutants: &[MutantReport], class: MutantClass) -> Ratio {
    let of_class = mutants.iter().filter(|mutant| mutant.class == class);
    let met: Vec<_> = of_class
        .filter(|mutant| mutant.verdict.is_reached())
        .collect();
    Ratio {
        passed: met.iter().filter(|mutant| mutant.verdict.is_good()).count(),
        of: met.len(),
    }
}
