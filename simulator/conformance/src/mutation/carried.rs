//! Verdicts of earlier reports that still hold, so that only new or changed misbehaviours are tried again.

use std::ffi::OsString;

use super::{
    report::{MutantReport, MutationReport},
    verdict::MutantVerdict,
};
use crate::{judging::fingerprint, provider::Mutant};

/// All that a verdict depends on besides the misbehaviour itself.
#[derive(Clone, Debug)]
pub struct VerdictBasis<'a> {
    /// A key that identifies the tests and the shop: a tree of git, for example.
    pub key: &'a str,
    /// The version of the simulator, whose misbehaviours may change.
    pub version: &'a str,
    /// The command with its arguments.
    pub command: &'a [OsString],
    /// The settings file of the simulator.
    pub settings: &'a str,
}

impl VerdictBasis<'_> {
    /// A fingerprint of all that a verdict depends on.
    pub fn fingerprint(&self, mutant: &Mutant) -> String {
        let row = serde_json::json!(mutant).to_string();
        let parts = [self.key, self.version, self.settings, &row];
        let words = self.command.iter().map(|word| word.as_encoded_bytes());
        fingerprint::of_parts(parts.into_iter().map(str::as_bytes).chain(words))
    }
}

/// The result for a misbehaviour in earlier reports, the newest last.
pub fn before<'a>(reports: &'a [MutationReport], name: &str) -> Option<&'a MutantReport> {
    let reports = reports.iter().rev();
    reports
        .flat_map(|report| &report.mutants)
        .find(|mutant| mutant.name == name)
}

/// The verdict of an earlier report, if it still holds. One at a time limit is tried again.
pub fn carried<'a>(
    reports: &'a [MutationReport],
    name: &str,
    fingerprint: &str,
) -> Option<&'a MutantReport> {
    let mut mutants = reports.iter().rev().flat_map(|report| &report.mutants);
    mutants.find(|mutant| {
        mutant.name == name
            && mutant.fingerprint.as_deref() == Some(fingerprint)
            && !matches!(
                mutant.verdict,
                MutantVerdict::TimedOut | MutantVerdict::Unreached
            )
    })
}
