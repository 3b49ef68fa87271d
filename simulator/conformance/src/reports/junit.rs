//! `JUnit`: a suite for each area, a test for each requirement.

use std::time::Duration;

use quick_junit::{
    NonSuccessKind, Report as Document, SerializeError, TestCase, TestCaseStatus, TestSuite,
};

use super::{
    finding::{in_short, of_case, of_requirement, telling},
    reading::{AreaReport, areas, untested_must},
    wording::{incomplete, known, level, level_reached, subject},
};
use crate::judging::{
    report::{Report, RequirementReport, RowReport},
    verdict::Verdict,
};

/// The report as `JUnit` XML. Characters that XML forbids are left out.
///
/// # Errors
/// No report can cause one.
pub fn junit(report: &Report) -> Result<String, SerializeError> {
    let mut document = Document::new(format!("クロネコ掛け払い 適合検査 {}", subject(report)));
    document.set_time(Duration::from_millis(report.run.milliseconds));
    document.add_test_suite(whole(report));
    for area in areas(report) {
        document.add_test_suite(of_area(&area));
    }
    if !report.own_scenarios.is_empty() {
        let mut suite = TestSuite::new("自社のシナリオ");
        suite.add_test_cases(report.own_scenarios.iter().map(of_own));
        timed(&mut suite);
        document.add_test_suite(suite);
    }
    // The library does not remove these two.
    let text = document.to_string()?;
    Ok(text.replace(['\u{fffe}', '\u{ffff}'], ""))
}

/// Results that belong to no single requirement: gaps in the required level, and the baseline.
fn whole(report: &Report) -> TestSuite {
    let run = &report.run;
    let mut suite = TestSuite::new("検査全体");
    suite.add_properties([
        ("level", report.level.to_string().as_str()),
        ("levelReached", &level_reached(report)),
        ("askedLevel", &run.asked_level.to_string()),
        ("profile", &run.profile),
        ("catalogue", &report.harness.catalogue),
        ("harness", &report.harness.version),
        ("sha256", &report.harness.sha256),
        ("started", &run.started),
    ]);
    let mut add = |name: &str, problems: &[String], kind| {
        let mut status = TestCaseStatus::success();
        if !problems.is_empty() {
            status = TestCaseStatus::non_success(kind);
            status.set_message(format!("{name}：{}件", problems.len()));
            status.set_description(problems.join("\n"));
        }
        let mut case = TestCase::new(name, status);
        case.set_classname("kakebarai");
        case.set_time(Duration::ZERO);
        suite.add_test_case(case);
    };
    if run.asked_level > 0 {
        let untested: Vec<_> = untested_must(report)
            .into_iter()
            .map(|requirement| {
                let reason = requirement.reason.as_deref().unwrap_or_default();
                let (id, title) = (&requirement.id, &requirement.title);
                format!("{id} {title}（{}）{reason}", level(requirement.level))
            })
            .collect();
        add("未実施の必須要件", &untested, NonSuccessKind::Failure);
    }
    let stale = report.baseline.entries.iter().filter_map(|entry| {
        let stale = entry.stale.as_ref()?;
        Some(format!("{} {stale}：{}", entry.id, entry.reason))
    });
    let lost = report.baseline.regressions.iter();
    let lost =
        lost.map(|id| format!("{id} 退行：前の報告では合格していましたが、いまは未実施です"));
    let baseline: Vec<_> = stale.chain(lost).collect();
    add("ベースライン", &baseline, NonSuccessKind::Failure);
    let cut_short = report.run.ended_early.as_ref();
    let cut_short: Vec<_> = cut_short
        .and_then(|_| incomplete(report))
        .into_iter()
        .collect();
    add("検査の完了", &cut_short, NonSuccessKind::Error);
    timed(&mut suite);
    suite
}

fn of_area(area: &AreaReport<'_>) -> TestSuite {
    let mut suite = TestSuite::new(format!("{} {}", area.code, area.name).trim_end());
    let cases = area.requirements.iter();
    suite.add_test_cases(cases.map(|requirement| of_requirement_in(area.code, requirement)));
    timed(&mut suite);
    suite
}

fn of_requirement_in(area: &str, requirement: &RequirementReport) -> TestCase {
    let first = telling(requirement).find_map(in_short);
    let message = first.or_else(|| requirement.reason.clone());
    // The baseline excuses no error of adapter or harness.
    let entry = requirement.known.as_deref();
    let is_error = |row: &RowReport| row.verdict == Verdict::Error;
    let has_error = requirement.verdict == Verdict::Error || requirement.rows.iter().any(is_error);
    let entry = entry.filter(|_| !has_error);
    let counts_not = if requirement.observed {
        Some("観察")
    } else {
        entry.map(known)
    };
    let mut status = status(requirement.verdict, message, counts_not);
    if is_told_in_full(requirement.verdict) {
        status.set_description(of_requirement(requirement));
    }
    let rows = &requirement.rows;
    let milliseconds = rows.iter().map(|row| row.milliseconds).sum();
    let name = format!("{} {}", requirement.id, requirement.title);
    let first = telling(requirement).next().or_else(|| rows.first());
    case(
        &format!("kakebarai.{area}"),
        name,
        status,
        first,
        milliseconds,
    )
}

fn of_own(row: &RowReport) -> TestCase {
    let mut status = status(row.verdict, in_short(row), None);
    if is_told_in_full(row.verdict) {
        status.set_description(of_case(row));
    }
    let name = row.scenario.clone();
    case("kakebarai.own", name, status, Some(row), row.milliseconds)
}

fn case(
    class: &str,
    name: String,
    status: TestCaseStatus,
    first: Option<&RowReport>,
    milliseconds: u64,
) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case.set_time(Duration::from_millis(milliseconds));
    if let Some(row) = first {
        case.extra.insert("file".into(), row.file.as_str().into());
        if row.line > 0 {
            case.extra
                .insert("line".into(), row.line.to_string().into());
        }
    }
    case
}

/// Whether there are details beyond the reason.
const fn is_told_in_full(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Failed | Verdict::Error | Verdict::CantTell
    )
}

/// Requirements that do not count do not make a build red, as in the exit status: known ones, and those newer than the frozen set.
/// `counts_not` is the reason.
fn status(verdict: Verdict, message: Option<String>, counts_not: Option<&str>) -> TestCaseStatus {
    let mut status = match (verdict, counts_not) {
        (Verdict::Passed, _) => return TestCaseStatus::success(),
        (Verdict::Failed, None) => TestCaseStatus::non_success(NonSuccessKind::Failure),
        (Verdict::Error, None) => TestCaseStatus::non_success(NonSuccessKind::Error),
        _ => TestCaseStatus::skipped(),
    };
    let word = counts_not.map_or_else(
        || verdict.word().to_owned(),
        |why| format!("{}（{why}）", verdict.word()),
    );
    status.set_type(word.as_str());
    status.set_message(match message {
        Some(message) => format!("{word}：{message}"),
        None => word,
    });
    status
}

/// A suite takes as long as its tests.
fn timed(suite: &mut TestSuite) {
    let time = suite.test_cases.iter().filter_map(|case| case.time).sum();
    suite.set_time(time);
}
