//! A sequence as a feature file, which `run --features` runs.

use std::fmt::Write as _;

use super::action::{Action, Loss, StepText};
use crate::scenario::halt::Finding;

/// A contradiction: the sentence that does not hold, and the finding.
pub(super) struct Contradicted<'a> {
    pub(super) at: &'a str,
    pub(super) finding: &'a Finding,
    /// The requirement in the scenario's tag, so that `run` counts it.
    pub(super) requirement: &'a str,
}

/// The requirement of a contradiction: that of the finding, or that of the shrunk sequence.
pub(super) fn requirement<'a>(actions: &[Action], finding: &'a Finding) -> &'a str {
    if let Some(named) = &finding.requirement {
        return named;
    }
    let ordered_again = actions.contains(&Action::SameCart);
    let lossy = actions
        .iter()
        .rev()
        .find(|action| action.lost().is_some())
        .map(|action| match action {
            _ if ordered_again => "LST-03",
            Action::Cancel { .. } => "LST-08",
            Action::Ship { .. } => "LST-09",
            Action::Unship { .. } => "LST-10",
            other if matches!(other.lost(), Some(Loss::CutXml | Loss::Unavailable)) => "LST-02",
            _ => "LST-01",
        });
    let done = actions.iter().rev().find_map(|action| match action {
        Action::Reconfirm { .. } => Some("SET-02"),
        Action::Cancel { .. } => Some("CAN-01"),
        Action::Ship { .. } => Some("SHP-01"),
        Action::Unship { .. } => Some("SHP-05"),
        Action::Limit { .. } => Some("SET-06"),
        Action::Place { .. } | Action::SameCart | Action::Recover => None,
    });
    lossy.or(done).unwrap_or("SET-01")
}

/// The origin of a sequence.
pub(super) struct Origin {
    pub(super) seed: u64,
    pub(super) number: u64,
}

impl Origin {
    /// The name of its file.
    pub(super) fn file(&self) -> String {
        format!("seed-{}-{}.feature", self.seed, self.number)
    }

    /// The text of its file; the contradiction is above the sentences.
    pub(super) fn text(&self, lines: &[StepText], found: Option<&Contradicted<'_>>) -> String {
        let mut text = format!(
            "# language: ja\n機能: 探索で見つけた手順（種{}、{}番め）\n",
            self.seed, self.number
        );
        if let Some(found) = found {
            for (name, value) in [
                ("成り立たない文", found.at),
                ("期待", &found.finding.expected),
                ("実際", &found.finding.actual),
            ] {
                let _ = writeln!(text, "  # {name}：{}", value.replace(['\n', '\r'], " "));
            }
        }
        text.push_str("\n  背景:\n    前提 お客様は取引先「1111」である\n\n");
        if let Some(found) = found {
            let _ = writeln!(text, "  @{}", found.requirement);
        }
        text.push_str("  シナリオ: お店の言うことが、ヤマトの帳簿と合っている\n");
        for line in lines {
            let _ = writeln!(text, "    {} {}", line.keyword, line.text);
        }
        text
    }
}
