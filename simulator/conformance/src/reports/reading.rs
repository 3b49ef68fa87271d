//! Common readings of a report for all formats: money, obstacles to a level, areas.

use std::collections::BTreeMap;

use crate::{
    judging::{
        report::{Mode, Report, RequirementReport, RowReport},
        status::counted,
        verdict::Verdict,
    },
    requirements::Area,
};

/// A mistake that costs money, or may.
pub(super) struct MoneyFinding<'a> {
    /// `TAX-02`; `None` for a scenario of the team's own.
    pub(super) id: Option<&'a str>,
    /// The title of the requirement.
    pub(super) title: &'a str,
    /// 不合格 or 要確認.
    pub(super) verdict: Verdict,
    /// The cost of the examples together.
    pub(super) yen: u64,
    /// The most expensive example, or the observed value in place of the expected one.
    pub(super) example: Option<&'a str>,
    /// The number of examples.
    pub(super) cases: usize,
}

/// Findings that cost money: 不合格 before 要確認, the most expensive first.
pub(super) fn money(report: &Report) -> Vec<MoneyFinding<'_>> {
    let of_requirements = report.requirements.iter().filter_map(|requirement| {
        let is_money = requirement.concerns_money && requirement.verdict == Verdict::Failed;
        let finding = money_of(
            Some(&requirement.id),
            &requirement.title,
            requirement.verdict,
            &requirement.rows,
        )?;
        (is_money || finding.cases > 0).then_some(finding)
    });
    let own = report.own_scenarios.iter().filter_map(|row| {
        let finding = money_of(None, &row.scenario, row.verdict, std::slice::from_ref(row))?;
        (finding.cases > 0).then_some(finding)
    });
    let mut found: Vec<_> = of_requirements.chain(own).collect();
    found.sort_by(|one, other| (one.verdict, other.yen).cmp(&(other.verdict, one.yen)));
    found
}

fn money_of<'a>(
    id: Option<&'a str>,
    title: &'a str,
    verdict: Verdict,
    rows: &'a [RowReport],
) -> Option<MoneyFinding<'a>> {
    if !matches!(verdict, Verdict::Failed | Verdict::CantTell) {
        return None;
    }
    let telling = || rows.iter().filter(|row| row.verdict == verdict);
    let harms: Vec<_> = telling().filter_map(|row| row.harm.as_ref()).collect();
    // The first of the most expensive.
    let dearest = harms.iter().rev().max_by_key(|harm| harm.yen);
    Some(MoneyFinding {
        id,
        title,
        verdict,
        yen: harms
            .iter()
            .fold(0, |sum: u64, harm| sum.saturating_add(harm.yen)),
        example: dearest
            .map(|harm| harm.text.as_str())
            .or_else(|| telling().find_map(|row| row.actual.as_deref())),
        cases: harms.len(),
    })
}

/// The cost of all examples that are 不合格. One that breaks several requirements counts once, at its highest cost. An example is a
/// scenario; without scenarios, an order.
pub(super) fn yen_at_stake(report: &Report) -> u64 {
    let failed = of_verdict(report, Verdict::Failed).flat_map(|requirement| &requirement.rows);
    let mut by_example: BTreeMap<(&str, &str, Option<&str>), u64> = BTreeMap::new();
    for row in failed.chain(&report.own_scenarios) {
        if let (Verdict::Failed, Some(harm)) = (row.verdict, &row.harm) {
            let order = row.order_number.as_deref();
            let order = order.filter(|_| report.run.mode == Mode::Passive);
            let example = (&*row.file, &*row.scenario, order);
            let most = by_example.entry(example).or_default();
            *most = harm.yen.max(*most);
        }
    }
    by_example.into_values().fold(0, u64::saturating_add)
}

/// The number of requirements about money without a verdict.
pub(super) fn money_untested(report: &Report) -> usize {
    let untested = report.requirements.iter().filter(|requirement| {
        requirement.concerns_money
            && matches!(requirement.verdict, Verdict::Untested | Verdict::Error)
    });
    untested.count()
}

/// The requirements of a verdict, in the order of the catalogue.
pub(super) fn of_verdict(
    report: &Report,
    verdict: Verdict,
) -> impl Iterator<Item = &RequirementReport> {
    let all = report.requirements.iter();
    all.filter(move |requirement| requirement.verdict == verdict)
}

/// Whether a level requires it.
pub(super) fn is_required(report: &Report, requirement: &RequirementReport) -> bool {
    requirement.is_required(report.run.strict)
}

/// The requirements that block the level after the reached one.
pub(super) fn blocking(report: &Report) -> Vec<&RequirementReport> {
    let next = report.level + 1;
    report
        .requirements
        .iter()
        .filter(|requirement| {
            requirement.level == next
                && is_required(report, requirement)
                && requirement.verdict.blocks()
        })
        .collect()
}

/// 必須 of the required level that nothing exercised and no baseline lists.
pub(super) fn untested_must(report: &Report) -> Vec<&RequirementReport> {
    counted(report)
        .filter(|requirement| {
            requirement.level <= report.run.asked_level
                && requirement.is_must()
                && requirement.verdict == Verdict::Untested
                && requirement.known.is_none()
        })
        .collect()
}

/// An area of the catalogue, with its part of a report.
pub(super) struct AreaReport<'a> {
    /// `TAX`.
    pub(super) code: &'a str,
    /// 消費税; empty if the catalogue does not have the area.
    pub(super) name: &'static str,
    /// Its requirements, in the order of the report.
    pub(super) requirements: Vec<&'a RequirementReport>,
}

/// The areas, in the order of the report.
pub(super) fn areas(report: &Report) -> Vec<AreaReport<'_>> {
    let mut areas: Vec<AreaReport<'_>> = Vec::new();
    for requirement in &report.requirements {
        let code = area_of(&requirement.id);
        match areas.iter_mut().find(|area| area.code == code) {
            Some(area) => area.requirements.push(requirement),
            None => areas.push(AreaReport {
                code,
                name: Area::find(code).map_or("", Area::name),
                requirements: vec![requirement],
            }),
        }
    }
    areas
}

/// `TAX` of `TAX-02`.
pub(super) fn area_of(id: &str) -> &str {
    id.split_once('-').map_or(id, |(area, _)| area)
}

/// The number of requirements with a verdict.
pub(super) fn count(requirements: &[&RequirementReport], verdict: Verdict) -> usize {
    let alike = requirements
        .iter()
        .filter(|requirement| requirement.verdict == verdict);
    alike.count()
}
