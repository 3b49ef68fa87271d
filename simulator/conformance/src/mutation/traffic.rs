//! The requests of the tests in one run, with their marks, and those that met a misbehaviour.

use super::report::FirstMet;
use crate::provider::{Entry, Journal, Mark};

/// All requests: a journal for each merchant and one for the requests without one, each with the marks of the tests.
#[derive(Clone, Debug, Default)]
pub struct SuiteTraffic(pub Vec<(Journal, Vec<Mark>)>);

impl SuiteTraffic {
    /// The requests, journal by journal.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.0.iter().flat_map(|(journal, _)| &journal.entries)
    }

    /// The number of requests that met a misbehaviour, as far as the tests have not cleared the journals.
    pub fn times_met(&self, mutant: &str) -> u64 {
        let met = self.entries().filter(|entry| entry.is_met_by(mutant));
        met.count() as u64
    }

    /// The first request that met a misbehaviour. `None` if the tests have cleared the journal since.
    pub fn first_met(&self, mutant: &str) -> Option<FirstMet> {
        let met = self.0.iter().filter_map(|(journal, marks)| {
            let mut entries = journal.entries.iter();
            Some((entries.find(|entry| entry.is_met_by(mutant))?, marks))
        });
        let (entry, marks) = met.min_by_key(|(entry, _)| entry.request)?;
        let current = marks.iter().rev().find(|mark| mark.after < entry.number);
        Some(FirstMet {
            number: entry.number,
            api: entry.api.clone(),
            at: entry.at.clone(),
            order_number: entry.order_number().map(str::to_owned),
            test: current.map(|mark| mark.test.clone()),
        })
    }

    /// The current mark at the end, of the merchant with the last request.
    pub fn last_test(&self) -> Option<String> {
        let marked = self.0.iter().filter(|(_, marks)| !marks.is_empty());
        let last = |journal: &Journal| journal.entries.last().map_or(0, |entry| entry.request);
        let (_, marks) = marked.max_by_key(|(journal, _)| last(journal))?;
        marks.last().map(|mark| mark.test.clone())
    }
}
