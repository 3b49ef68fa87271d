//! Makes a report of the results of a run.

use super::{
    baseline::Baseline,
    report::{
        Counts, HarnessFacts, Ratio, Report, RequirementReport, RowReport, RunFacts, Subject,
        TrafficFacts,
    },
    verdict::{NOT_SELECTED, Verdict},
};
use crate::{
    adapter::{Adapter, LogSource},
    provider::Journal,
    requirements::{self, Level, Profile, Requirement, Set},
    scenario::{Ended, RowResult},
};

/// The input of a report.
#[derive(Debug)]
pub struct Judging<'a> {
    /// The adapter, for its introduction and its log.
    pub adapter: &'a Adapter,
    /// The result of each scenario.
    pub rows: &'a [RowResult],
    /// The circumstances of the judgement.
    pub run: RunFacts,
    /// Which capabilities may be missing.
    pub profile: &'a Profile,
    /// The requirements that count.
    pub set: &'a Set,
    /// The known and accepted failures.
    pub baseline: &'a Baseline,
    /// The last report, if given.
    pub since: Option<&'a Report>,
    /// Requests that belonged to no merchant.
    pub strays: &'a Journal,
    /// The coverage of the provider.
    pub coverage: serde_json::Value,
    /// The adapter as typed in a shell.
    pub typed: &'a str,
    /// Today, `2026-12-01`, for entries with a last day.
    pub today: &'a str,
}

impl Judging<'_> {
    /// The report.
    pub fn report(self) -> Report {
        let mut requirements: Vec<_> = requirements::all()
            .map(|requirement| self.requirement(requirement))
            .collect();
        let baseline =
            self.baseline
                .apply(&mut requirements, self.since, self.today, self.run.complete);
        let counts = counts(&requirements);
        let (level, level_cant_tell) = level(&requirements, self.run.strict);
        let introduction = &self.adapter.introduction().integration;
        let ratio = Ratio {
            passed: counts.must.passed,
            of: counts.must.passed + counts.must.failed + counts.must.untested,
        };
        Report {
            format: 1,
            harness: HarnessFacts::of(self.set),
            subject: Subject {
                name: self.masked(&introduction.name),
                version: self.masked(&introduction.version),
                language: self.masked(&introduction.language),
                language_version: self.masked(&introduction.language_version),
            },
            level,
            level_cant_tell,
            counts,
            ratio,
            own_scenarios: self.own_scenarios(),
            traffic: self.traffic(),
            passive: None,
            remarks: self.remarks(),
            coverage: self.coverage,
            baseline,
            requirements,
            run: self.run,
        }
    }

    pub(super) fn masked(&self, text: &str) -> String {
        self.adapter.log().masked(text)
    }

    fn requirement(&self, requirement: &'static Requirement) -> RequirementReport {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .filter(|row| is_about(row, requirement))
            .filter_map(|row| self.row(row, Some(requirement)))
            .collect();
        rows.extend(self.by_traffic(requirement));
        let left_out = self.profile.leaves_out(requirement);
        let (verdict, reason) = match left_out {
            Some(reason) => (Verdict::Inapplicable, Some(reason.to_owned())),
            None if rows.is_empty() => (Verdict::Untested, Some(self.why_untested(requirement))),
            None => {
                let verdict = Verdict::of_rows(rows.iter().map(|row| row.verdict));
                let says_why = matches!(verdict, Verdict::Untested | Verdict::Inapplicable);
                let saying = rows.iter().find(|row| row.verdict == verdict && says_why);
                (verdict, saying.and_then(|row| row.reason.clone()))
            }
        };
        let rows = if left_out.is_some() { Vec::new() } else { rows };
        requirement_report(requirement, self.set, (verdict, reason), rows)
    }

    fn why_untested(&self, requirement: &Requirement) -> String {
        if !self.run.slow && requirement.judged.slow {
            return "時間のかかる確認です。--slow を付けると確かめます".to_owned();
        }
        if !self.run.complete {
            return NOT_SELECTED.to_owned();
        }
        "これを確かめる通信がありませんでした".to_owned()
    }

    /// The rows from the traffic of all sessions: one for each that broke the requirement, or one for all that met it.
    fn by_traffic(&self, requirement: &'static Requirement) -> Vec<RowReport> {
        let mut broken = Vec::new();
        let mut met = 0_usize;
        let mut first = None;
        for row in self.rows {
            let judged = row.judged.iter();
            for judged in judged.filter(|judged| judged.requirement == requirement.id) {
                if judged.findings.is_empty() {
                    met += 1;
                    first = first.or(Some(row));
                }
                for finding in &judged.findings {
                    let mut report = Self::plain(row);
                    self.found(&mut report, row, finding, Some(requirement));
                    report.by_traffic = true;
                    report.at = None;
                    report.repeat = Some(self.repeat(row, None));
                    broken.push(report);
                }
            }
        }
        let is_judged_by_traffic_alone = !requirement.judged.active;
        if broken.is_empty()
            && is_judged_by_traffic_alone
            && let Some(first) = first
        {
            let mut report = Self::plain(first);
            report.scenario = format!("通信（{met}のシナリオ）");
            report.by_traffic = true;
            broken.push(report);
        }
        broken
    }

    fn own_scenarios(&self) -> Vec<RowReport> {
        let names_none = |row: &&RowResult| {
            row.planned
                .tags
                .iter()
                .all(|tag| requirements::find(tag).is_none())
        };
        let own = self.rows.iter().filter(names_none);
        own.filter_map(|row| self.row(row, None)).collect()
    }

    fn traffic(&self) -> TrafficFacts {
        let mut facts = TrafficFacts {
            strays: self.strays.entries.len(),
            ..TrafficFacts::default()
        };
        for entry in self.rows.iter().flat_map(|row| &row.journal.entries) {
            facts.requests += 1;
            *facts.by_api.entry(entry.api.clone()).or_default() += 1;
        }
        facts
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks: Vec<_> = self
            .adapter
            .remarks()
            .iter()
            .map(|remark| self.masked(&remark.to_string()))
            .collect();
        let log = self.adapter.log();
        if log.noise() > 0 {
            let last = log.last(LogSource::Noise, 1).join("");
            remarks.push(format!(
                "標準出力に、応答でない行が{}行ありました（最後の行：{last}）。記録は標準エラー出力へ書いてください",
                log.noise()
            ));
        }
        let unknown = self.adapter.unknown_fields();
        if !unknown.is_empty() {
            remarks.push(format!(
                "start に、知らない項目があります：{}",
                unknown.join("、")
            ));
        }
        remarks
    }
}

pub(super) fn counts(requirements: &[RequirementReport]) -> Counts {
    let mut counts = Counts::default();
    for requirement in requirements.iter().filter(|one| !one.observed) {
        let of = if requirement.is_must() {
            &mut counts.must
        } else {
            &mut counts.should
        };
        of.add(requirement.verdict);
    }
    counts
}

/// The highest level that nothing blocks, and the number of 必須 up to it that a person must examine.
pub(super) fn level(requirements: &[RequirementReport], strict: bool) -> (u8, usize) {
    let counts = |one: &&RequirementReport| one.is_required(strict);
    let blocking = requirements
        .iter()
        .filter(counts)
        .filter(|one| one.verdict.blocks());
    let lowest = blocking.map(|one| one.level).min();
    let level = lowest.map_or(Level::L4.number(), |lowest| lowest - 1);
    let cant_tell = requirements
        .iter()
        .filter(counts)
        .filter(|one| one.level <= level && one.verdict == Verdict::CantTell);
    (level, cant_tell.count())
}

/// Whether a scenario is about a requirement: by its tags, or because its finding breaks that one.
fn is_about(row: &RowResult, requirement: &Requirement) -> bool {
    let found = match &row.ended {
        Ended::Broken(finding) => finding.requirement.as_deref(),
        _ => None,
    };
    row.planned.has(requirement.id) || found == Some(requirement.id)
}

/// The report on a requirement, without regard to the baseline.
pub(super) fn requirement_report(
    requirement: &Requirement,
    set: &Set,
    (verdict, reason): (Verdict, Option<String>),
    rows: Vec<RowReport>,
) -> RequirementReport {
    RequirementReport {
        id: requirement.id.to_owned(),
        level: requirement.level.number(),
        severity: requirement.severity.code().to_owned(),
        title: requirement.title.to_owned(),
        verdict,
        basis: requirement.basis_letters(),
        confirmed: None,
        observed: set.level_of(requirement.id).is_none(),
        concerns_money: requirement.concerns_money,
        reason,
        known: None,
        rows,
    }
}
