//! The rules, each with the requirement that it judges.
//!
//! A rule is a function over [`Traffic`] that says nothing (`None`) where nothing it could judge came. What a fault or a
//! misbehaviour of the provider met is judged by the rules that are about it alone, and a code that a buyer's or a clerk's input
//! can cause is nobody's fault by itself.

mod amounts;
mod application;
mod connection;
mod lines;
mod losses;
mod repetition;
mod secrets;
mod settlement;
mod shipments;
mod table;
mod taxes;
#[cfg(test)]
mod tests;
mod witnessed;

use crate::{finding::Finding, traffic::Traffic};

pub use self::{
    connection::{PROGRAM_CODES, refuses_credentials},
    losses::open_losses,
    table::RULES,
};
pub(crate) use losses::is_orphan;

/// A rule, with the requirement that it judges.
#[derive(Debug)]
pub struct Rule {
    /// `TAX-02`.
    pub requirement: &'static str,
    /// The requirement, in Japanese.
    pub title: &'static str,
    /// The requirement, in English.
    pub english_title: &'static str,
    pub(crate) judge: Judge,
    pub(crate) scope: Scope,
    /// Whether it needs to know how and when requests came.
    pub(crate) needs_transport: bool,
}

/// What judges: nothing where nothing that it could judge came.
pub(crate) type Judge = fn(&Traffic<'_>) -> Option<Vec<Finding>>;

/// Whose traffic a rule judges.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Scope {
    /// Everybody's.
    All,
    /// That of a command alone: scenarios provoke it on purpose, and say by themselves what they want.
    Command,
    /// That of a command whose suite says what buyers were shown.
    Witnessed,
}

impl Rule {
    /// Whether it judges only what a suite says that buyers were shown.
    pub fn needs_witness(&self) -> bool {
        self.scope == Scope::Witnessed
    }

    /// What it says of traffic; nothing where nothing that it could judge came.
    pub fn apply(&self, traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
        let findings = (self.judge)(traffic)?.into_iter();
        let told = findings.map(|mut finding| {
            let first = finding.requests.first();
            let mark = first.and_then(|number| traffic.mark(*number));
            finding.test = mark.map(|mark| mark.test.clone());
            finding.of(self.requirement)
        });
        Some(told.collect())
    }

    /// Whether it judges traffic of this origin.
    pub(crate) fn is_for(&self, traffic: &Traffic<'_>) -> bool {
        self.scope == Scope::All || traffic.is_of_command()
    }
}

/// What a rule says of traffic.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The requirement.
    pub requirement: &'static str,
    /// What breaks it; nothing: it is met.
    pub findings: Vec<Finding>,
}

/// Judges traffic by every rule that is for it.
pub fn judge(traffic: &Traffic<'_>) -> Vec<Judged> {
    let rules = RULES.iter().filter(|rule| rule.is_for(traffic));
    rules.filter_map(|rule| judged(rule, traffic)).collect()
}

/// Judges traffic by the rule of one requirement.
pub fn judge_by(requirement: &str, traffic: &Traffic<'_>) -> Option<Judged> {
    let rule = RULES.iter().find(|rule| rule.requirement == requirement)?;
    judged(rule, traffic)
}

fn judged(rule: &Rule, traffic: &Traffic<'_>) -> Option<Judged> {
    Some(Judged {
        requirement: rule.requirement,
        findings: rule.apply(traffic)?,
    })
}
