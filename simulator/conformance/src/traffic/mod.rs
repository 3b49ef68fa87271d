//! What traffic alone says of an integration: rules over what arrived, whatever a scenario was about.
//!
//! Each rule is a function over [`Traffic`] that says nothing (`None`) where nothing it could judge came. What a fault or a
//! misbehaviour of the provider met is judged by the rules that are about it alone.

mod amounts;
mod connection;
mod losses;
mod repetition;
mod secrets;

use crate::{
    adapter::LogLine,
    provider::{Entry, Journal},
    scenario::stop::Finding,
};

pub use self::{connection::PROGRAM_CODES, losses::open_losses};

/// What a rule looks at: everything of one session.
#[derive(Clone, Copy, Debug)]
pub struct Traffic<'a> {
    /// What arrived at the provider.
    pub journal: &'a Journal,
    /// The password of the session.
    pub password: &'a str,
    /// All that the adapter answered.
    pub said: &'a [String],
    /// What the integration logged.
    pub log: Option<&'a str>,
    /// What the adapter wrote besides its answers, passwords replaced.
    pub lines: &'a [LogLine],
    /// Whether the shop was told an https address.
    pub is_told_https: bool,
}

/// What a rule says of the traffic of a session.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The requirement.
    pub requirement: &'static str,
    /// What breaks it; nothing: it is met.
    pub findings: Vec<Finding>,
}

/// A rule: nothing where nothing that it could judge came.
type Rule = fn(&Traffic<'_>) -> Option<Vec<Finding>>;

/// The rules, each with the requirement that it judges.
pub const RULES: &[(&str, Rule)] = &[
    ("CON-01", connection::forms),
    ("CON-02", connection::credentials),
    ("CON-03", connection::no_program_errors),
    ("CON-04", connection::https),
    ("SEC-01", secrets::not_in_address_or_headers),
    ("SEC-02", secrets::not_in_logs),
    ("REG-08", connection::buyer_ids),
    ("SCR-06", repetition::inquiries),
    ("TAX-07", amounts::tax_within_rates),
    ("LIN-01", amounts::sum_of_amounts),
    ("LIN-02", amounts::sum_of_taxes),
    ("LIN-03", amounts::signs),
    ("LST-12", losses::nothing_left_open),
    ("CAN-04", repetition::cancelled_once),
    ("ERR-05", repetition::refused_requests),
];

/// Judges the traffic of a session by every rule.
pub fn judge(traffic: &Traffic<'_>) -> Vec<Judged> {
    let judged = RULES.iter().filter_map(|rule| by_rule(rule, traffic));
    judged.collect()
}

/// Judges the traffic of a session by the rule of one requirement.
pub fn judge_by(requirement: &str, traffic: &Traffic<'_>) -> Option<Judged> {
    let rule = RULES.iter().find(|(of, _)| *of == requirement)?;
    by_rule(rule, traffic)
}

fn by_rule((requirement, rule): &(&'static str, Rule), traffic: &Traffic<'_>) -> Option<Judged> {
    let findings = rule(traffic)?.into_iter();
    Some(Judged {
        requirement,
        findings: findings.map(|finding| finding.of(requirement)).collect(),
    })
}

impl Traffic<'_> {
    /// The requests to an API.
    fn to<'a>(&'a self, api: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.journal
            .entries
            .iter()
            .filter(move |entry| entry.api == api)
    }

    /// The requests that no fault and no misbehaviour of the provider met.
    fn undisturbed(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.journal.entries.iter();
        entries.filter(|entry| !entry.is_disturbed())
    }

    /// Judges each entry that a rule can judge.
    fn each<'a>(
        entries: impl Iterator<Item = &'a Entry>,
        judge: impl Fn(&Entry) -> Option<Finding>,
    ) -> Option<Vec<Finding>> {
        let mut any = false;
        let mut findings = Vec::new();
        for entry in entries {
            any = true;
            let finding = judge(entry);
            findings.extend(
                finding.map(|finding| finding.requests([entry.number]).order(entry.order_number())),
            );
        }
        any.then_some(findings)
    }
}

#[cfg(test)]
mod tests;
