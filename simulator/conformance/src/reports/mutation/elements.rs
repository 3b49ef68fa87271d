//! The report in the schema of mutation-testing-elements, version 2, so that existing viewers show it.
//!
//! Their score is killed ÷ valid, while this report has two scores. So 耐性 and 検出 are folders, each with a file for each API, and the
//! viewers show a score for each folder; the misbehaviours of the books, which have no score, are `Ignored` there.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::wording::{ending, request};
use crate::{
    judging::requests::name_of,
    mutation::{
        report::{MutantReport, MutationReport},
        verdict::MutantVerdict,
    },
    provider::MutantClass,
};

/// A viewer shows green above the first, red below the other, in per cent.
const THRESHOLDS: (u8, u8) = (80, 60);

/// The report in the form of viewers.
pub fn elements(report: &MutationReport) -> Value {
    let mut files: BTreeMap<String, Vec<&MutantReport>> = BTreeMap::new();
    for mutant in &report.mutants {
        files.entry(file(mutant)).or_default().push(mutant);
    }
    let files: BTreeMap<_, _> = files
        .into_iter()
        .map(|(name, mutants)| (name, content(&mutants)))
        .collect();
    let run = &report.run;
    json!({
        "$schema": "https://git.io/mutation-testing-schema",
        "schemaVersion": "2.0",
        "thresholds": {"high": THRESHOLDS.0, "low": THRESHOLDS.1},
        "framework": {"name": "kakebarai-conformance", "version": report.harness.version},
        "performance": {
            "setup": 0,
            "initialRun": run.clean.milliseconds,
            "mutation": run.milliseconds.saturating_sub(run.clean.milliseconds),
        },
        "config": {"jobs": run.jobs, "shard": run.shard, "slow": run.slow},
        "files": files,
    })
}

/// The folder of the class, and the API; misbehaviours of several APIs have a file of their own.
fn file(mutant: &MutantReport) -> String {
    let api = match mutant.apis.as_slice() {
        [api] => format!("{api} {}", name_of(api)),
        _ => "複数のAPI".to_owned(),
    };
    format!("{}/{api}.txt", mutant.class.word())
}

/// A line for each misbehaviour, as without it.
fn line(mutant: &MutantReport) -> String {
    format!("{}：仕様どおり", mutant.name)
}

fn content(mutants: &[&MutantReport]) -> Value {
    let source: Vec<_> = mutants.iter().map(|mutant| line(mutant)).collect();
    let mutants: Vec<_> = mutants
        .iter()
        .zip(1..)
        .map(|(mutant, number)| element(mutant, number))
        .collect();
    json!({"language": "plain", "source": source.join("\n") + "\n", "mutants": mutants})
}

fn element(mutant: &MutantReport, line_number: usize) -> Value {
    // Viewers count UTF-16 units; every letter here is one. The end is exclusive, and both count from 1.
    let end = line(mutant).encode_utf16().count() + 1;
    let mut element = json!({
        "id": mutant.name,
        "mutatorName": mutant.class.word(),
        "description": mutant.what,
        "replacement": format!("{}：{}", mutant.name, mutant.what),
        "location": {
            "start": {"line": line_number, "column": 1},
            "end": {"line": line_number, "column": end},
        },
        "status": status(mutant),
        "statusReason": reason(mutant),
    });
    if let Some(milliseconds) = mutant.milliseconds {
        element["duration"] = milliseconds.into();
    }
    element
}

/// `Killed` is the desired result: noticed, or endured.
const fn status(mutant: &MutantReport) -> &'static str {
    match (mutant.class, mutant.verdict) {
        (_, MutantVerdict::Unreached) => "NoCoverage",
        (MutantClass::Books, _) => "Ignored",
        (_, MutantVerdict::Endured | MutantVerdict::Noticed) => "Killed",
        (_, MutantVerdict::TimedOut) => "Timeout",
        (_, MutantVerdict::Missed | MutantVerdict::Fragile | MutantVerdict::Unseen) => "Survived",
    }
}

fn reason(mutant: &MutantReport) -> String {
    let mut parts = vec![format!("{}（{}）", mutant.verdict.word(), ending(mutant))];
    parts.extend(mutant.first_met.as_ref().map(request));
    parts.extend(mutant.advice.clone());
    parts.join("。")
}
