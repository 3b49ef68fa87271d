//! The input of the rules: the requests of a merchant, their origin, and other evidence.

use std::collections::HashMap;

use crate::{
    finding::Finding,
    journal::{Entry, Journal, second},
    settlement::Settlement,
    witness::{Expectation, Mark},
};

/// The origin of traffic.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// A scenario that set faults and values itself, in a merchant of its own.
    Scenario {
        /// Whether the shop got an https address.
        is_told_https: bool,
    },
    /// Any command: it may provoke refusals on purpose, without saying so.
    Command,
}

/// The traffic of a merchant.
#[derive(Debug)]
pub struct Traffic<'a> {
    pub(crate) journal: &'a Journal,
    pub(crate) origin: Origin,
    pub(crate) marks: &'a [Mark],
    pub(crate) expectations: &'a [Expectation],
    /// When it ended, by the merchant's clock, in seconds.
    pub(crate) ended: Option<i64>,
    /// The requests for settlements, in their order.
    pub(crate) settlements: Vec<Settlement<'a>>,
    /// The places of the entries about each order.
    by_order: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Traffic<'a> {
    /// The traffic of a command.
    pub fn of_command(journal: &'a Journal) -> Self {
        Self::new(journal, Origin::Command)
    }

    /// The traffic of a scenario.
    pub fn of_scenario(journal: &'a Journal, is_told_https: bool) -> Self {
        Self::new(journal, Origin::Scenario { is_told_https })
    }

    fn new(journal: &'a Journal, origin: Origin) -> Self {
        let settlements = journal.entries.iter().filter(|entry| entry.api == "AN010");
        let mut by_order: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, entry) in journal.entries.iter().enumerate() {
            if let Some(order) = entry.order_number() {
                by_order.entry(order).or_default().push(place);
            }
        }
        Self {
            journal,
            origin,
            marks: &[],
            expectations: &[],
            ended: None,
            settlements: settlements.map(Settlement::of).collect(),
            by_order,
        }
    }

    /// Adds the suite's own statements.
    #[must_use]
    pub const fn witnessed(mut self, marks: &'a [Mark], expectations: &'a [Expectation]) -> Self {
        self.marks = marks;
        self.expectations = expectations;
        self
    }

    /// Adds the time at its end, by the merchant's clock: `2026-12-01T10:00:00+09:00`.
    #[must_use]
    pub fn ended(mut self, at: &str) -> Self {
        self.ended = second(at);
        self
    }

    pub(crate) fn entries(&self) -> &'a [Entry] {
        &self.journal.entries
    }

    /// The requests to an API.
    pub(crate) fn to(&self, api: &'a str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.entries().iter().filter(move |entry| entry.api == api)
    }

    /// The requests that no fault and no misbehaviour of the provider met, and that were not refused as their test expects.
    pub(crate) fn undisturbed(&self) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries().iter();
        entries.filter(|entry| !self.is_excused(entry))
    }

    /// Whether a request says nothing about the integration: the provider was disturbed, or its test provokes the refusal.
    pub(crate) fn is_excused(&self, entry: &Entry) -> bool {
        let is_expected = |code: &str| {
            let mark = self.mark(entry.number);
            mark.is_some_and(|mark| mark.expects.iter().any(|expected| expected == code))
        };
        entry.is_disturbed() || entry.refusal().is_some_and(is_expected)
    }

    pub(crate) const fn is_of_command(&self) -> bool {
        matches!(self.origin, Origin::Command)
    }

    /// The mark of a request's test.
    pub(crate) fn mark(&self, number: u64) -> Option<&'a Mark> {
        let behind = self.marks.partition_point(|mark| mark.after < number);
        self.marks.get(behind.checked_sub(1)?)
    }

    /// Whether two requests belong to one test; `None` if there are no marks.
    pub(crate) fn is_one_test(&self, one: &Entry, other: &Entry) -> Option<bool> {
        let (one, other) = (self.mark(one.number)?, self.mark(other.number)?);
        Some(std::ptr::eq(one, other))
    }

    /// Later requests about the same order, or the same buyer if there is none.
    pub(crate) fn later_about(&self, entry: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries();
        let of_order = entry.order_number().map(|order| {
            let places = self.by_order.get(order).map_or(&[][..], Vec::as_slice);
            places.iter().map(|&place| &entries[place])
        });
        let of_buyer = entry.order_number().is_none().then(|| {
            let buyer = entry.buyer_id();
            entries
                .iter()
                .filter(move |later| later.buyer_id() == buyer)
        });
        let of_order = of_order.into_iter().flatten();
        let all = of_order.chain(of_buyer.into_iter().flatten());
        all.filter(|later| later.number > entry.number)
    }

    /// Whether there are only inquiries between two requests.
    pub(crate) fn follows_directly(&self, one: &Entry, other: &Entry) -> bool {
        let entries = self.entries();
        let from = entries.partition_point(|entry| entry.number <= one.number);
        let to = entries.partition_point(|entry| entry.number < other.number);
        let between = entries.get(from..to).unwrap_or_default();
        between
            .iter()
            .all(|entry| matches!(entry.api.as_str(), "AN050" | "AN070"))
    }

    /// Whether one request was sent because of another, and not by a similar test: by marks or, without any, if nothing is between them.
    pub(crate) fn belong_together(&self, one: &Entry, other: &Entry) -> bool {
        match self.is_one_test(one, other) {
            Some(is_one) => is_one,
            None => self.marks.is_empty() && self.follows_directly(one, other),
        }
    }

    /// Judges each entry that a rule can judge.
    pub(crate) fn each<'e>(
        entries: impl Iterator<Item = &'e Entry>,
        judge: impl Fn(&Entry) -> Option<Finding>,
    ) -> Option<Vec<Finding>> {
        let mut any = false;
        let mut findings = Vec::new();
        for entry in entries {
            any = true;
            findings.extend(judge(entry).map(|finding| about(finding, entry)));
        }
        any.then_some(findings)
    }

    /// Judges each request for a settlement that a rule can judge.
    pub(crate) fn each_settlement<'s>(
        settlements: impl Iterator<Item = &'s Settlement<'s>>,
        judge: impl Fn(&Settlement<'_>) -> Option<Finding>,
    ) -> Option<Vec<Finding>> {
        let mut any = false;
        let mut findings = Vec::new();
        for settlement in settlements {
            any = true;
            let finding = judge(settlement);
            findings.extend(finding.map(|finding| about(finding, settlement.entry)));
        }
        any.then_some(findings)
    }
}

/// Adds to a finding the request that shows it, and its order.
pub(crate) fn about(finding: Finding, entry: &Entry) -> Finding {
    let finding = if finding.requests.is_empty() {
        finding.requests([entry.number])
    } else {
        finding
    };
    finding.order(entry.order_number())
}
