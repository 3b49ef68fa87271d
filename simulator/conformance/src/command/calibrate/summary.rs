//! The results of a calibration, for the terminal.

use std::{fmt::Write as _, path::PathBuf};

use crate::calibration::{Comparison, Parity, ParityVerdict};

/// The results, and their files.
pub(super) fn summary(parity: &Parity, files: &[PathBuf]) -> String {
    let mut text = String::new();
    for (key, setting) in parity.with(ParityVerdict::Differs) {
        let seen = setting.seen.as_deref().unwrap_or_default();
        let _ = writeln!(text, "違う  {key}：{} → {seen}", setting.default);
    }
    for fact in parity.facts.iter().filter(|fact| fact.differs()) {
        let _ = writeln!(
            text,
            "違う（設定なし）  {}：{} → {}",
            fact.what, fact.simulator, fact.provider
        );
    }
    for stop in &parity.stops {
        let _ = writeln!(text, "△ {stop}");
    }
    for left in &parity.left {
        let _ = writeln!(text, "✗ {}", left.words());
    }
    for applied in &parity.applications {
        let _ = writeln!(text, "△ {}", applied.words());
    }
    let counts: Vec<_> = ParityVerdict::ALL
        .into_iter()
        .map(|verdict| format!("{} {}", verdict.word(), parity.with(verdict).count()))
        .collect();
    let _ = writeln!(
        text,
        "{}：{}　要求 {}件",
        parity.host,
        counts.join("　"),
        parity.requests
    );
    if !parity.codes.is_empty() {
        let same = parity.codes.values().filter(|seen| seen.is_same()).count();
        let asked = parity.codes.values().filter(|seen| seen.asked).count();
        let _ = writeln!(text, "コードと順序：{asked}件のうち、同じ {same}件");
    }
    let files: Vec<_> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let _ = writeln!(text, "書き出したもの：{}", files.join("、"));
    text
}

/// The changes since an earlier calibration.
pub(super) fn comparison(comparison: &Comparison) -> String {
    let mut text = String::new();
    for drift in &comparison.changed {
        let _ = writeln!(
            text,
            "✗ {}：前は「{}」、今は「{}」",
            drift.key, drift.before, drift.now
        );
    }
    for (key, why) in &comparison.not_asked {
        let _ = writeln!(text, "△ {key}：確かめていません（{why}）");
    }
    let _ = writeln!(
        text,
        "前と同じ {}、変わった {}、確かめていない {}",
        comparison.same,
        comparison.changed.len(),
        comparison.not_asked.len()
    );
    text
}
