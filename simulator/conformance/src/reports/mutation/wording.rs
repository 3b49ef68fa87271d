//! The common wording of the formats about a misbehaviour.

use crate::{
    judging::{report::Ratio, requests::name_of, status::Status},
    mutation::{
        report::{FirstMet, MutantReport, MutationReport},
        survivors::status,
        verdict::MutantVerdict,
    },
};

/// `20/25`.
pub(super) fn ratio(ratio: Ratio) -> String {
    format!("{}/{}", ratio.passed, ratio.of)
}

/// The number of misbehaviours with a verdict.
pub(super) fn count(report: &MutationReport, verdict: MutantVerdict) -> usize {
    of_verdict(report, verdict).count()
}

/// The misbehaviours of a verdict.
pub(super) fn of_verdict(
    report: &MutationReport,
    verdict: MutantVerdict,
) -> impl Iterator<Item = &MutantReport> {
    let all = report.mutants.iter();
    all.filter(move |mutant| mutant.verdict == verdict)
}

/// The survivors, the most important to examine first.
pub(super) fn survivors(report: &MutationReport) -> Vec<&MutantReport> {
    MutantVerdict::ALL
        .into_iter()
        .filter(|verdict| verdict.is_survivor())
        .flat_map(|verdict| of_verdict(report, verdict))
        .collect()
}

/// The APIs that it strikes.
pub(super) fn strikes(mutant: &MutantReport) -> String {
    if mutant.apis.is_empty() {
        "すべてのAPI".to_owned()
    } else {
        mutant.apis.join("・")
    }
}

/// The first request that it met: 「AN010 決済登録（要求3、受注番号 1001）」.
pub(super) fn request(met: &FirstMet) -> String {
    let order = met.order_number.as_deref();
    let order = order.map_or_else(String::new, |number| format!("、受注番号 {number}"));
    format!(
        "{} {}（要求{}{order}）",
        met.api,
        name_of(&met.api),
        met.number
    )
}

/// The ending of the command.
pub(super) fn ending(mutant: &MutantReport) -> String {
    match (mutant.exit_code, mutant.milliseconds) {
        (Some(code), _) => format!("終了コード {code}"),
        (None, Some(_)) => "制限時間で終了".to_owned(),
        (None, None) => "–".to_owned(),
    }
}

/// The current mark, at the first request that met it, then at a red ending.
pub(super) fn tests(mutant: &MutantReport) -> Option<String> {
    let met = mutant.first_met.as_ref().and_then(|met| met.test.as_ref());
    match (met, &mutant.last_test) {
        (Some(met), Some(last)) if met != last => Some(format!("{met} → {last}")),
        (Some(test), _) | (None, Some(test)) => Some(test.clone()),
        (None, None) => None,
    }
}

/// The requirement and its title.
pub(super) fn requirement(mutant: &MutantReport) -> Option<String> {
    let id = mutant.requirement.as_ref()?;
    let title = mutant.title.as_deref().unwrap_or_default();
    Some(format!("{id} {title}").trim_end().to_owned())
}

/// Whether the result is the required one, as in the exit status.
pub(super) fn outcome(report: &MutationReport) -> (bool, String) {
    if status(report) == Status::Good {
        let known = report.mutants.iter().any(|mutant| mutant.known.is_some());
        let known = if known {
            "（ベースラインにあるものを除く）"
        } else {
            ""
        };
        return (true, format!("直すところはありません{known}。"));
    }
    let baseline = &report.baseline;
    let stale = baseline
        .entries
        .iter()
        .filter(|entry| entry.stale.is_some());
    let parts = [
        (
            baseline.new.len(),
            "ベースラインにない見逃し・もろさ・時間切れ",
        ),
        (baseline.regressions.len(), "前の報告からの退行"),
        (stale.count(), "ベースラインの古くなった記載"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, what)| format!("{what} {count}件"))
        .collect();
    (false, format!("{}があります。", parts.join("、")))
}
