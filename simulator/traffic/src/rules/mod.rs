//! The rules, each with the requirement that it judges.
//!
//! A rule is a function over [`Traffic`] that returns `None` if there is nothing to judge. Only rules about faults or misbehaviours of the
//! provider judge requests that met one, and a code that a buyer's or a clerk's input can cause is not a mistake by itself.

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
    /// Whether it needs the transport and the time of requests.
    pub(crate) needs_transport: bool,
}

/// The function of a rule: `None` if there is nothing to judge.
pub(crate) type Judge = fn(&Traffic<'_>) -> Option<Vec<Finding>>;

/// The traffic that a rule judges.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Scope {
    /// All traffic.
    All,
    /// Only a command's: scenarios provoke it on purpose, and state themselves what they require.
    Command,
    /// Only that of a command whose suite states what buyers were shown.
    Witnessed,
}

impl Rule {
    /// Whether it judges only what a suite states that buyers were shown.
    pub fn needs_witness(&self) -> bool {
        self.scope == Scope::Witnessed
    }

    /// Its findings in traffic; `None` if there is nothing to judge.
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

/// The result of a rule.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The requirement.
    pub requirement: &'static str,
    /// The breaks; empty: it is met.
    pub findings: Vec<Finding>,
}

/// Judges traffic by every applicable rule.
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
