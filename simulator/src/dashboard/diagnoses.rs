//! What the traffic of a merchant says, made once for all who look at it.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::DateTime;
use kakebarai_traffic::{Grade, Orphan, Traffic, advice, grade, orphans};
use parking_lot::Mutex;

use crate::{clock::in_japan, control::traffic, merchant::Account};

/// How many requests are looked at.
pub(super) const MOST: usize = 5_000;

/// What was found of a merchant's requests, and which these were.
#[derive(Clone)]
pub(super) struct Diagnosis {
    made_of: MadeOf,
    pub(super) is_empty: bool,
    pub(super) grades: Arc<[Grade]>,
    pub(super) orphans: Arc<[Orphan]>,
    pub(super) advice: Arc<[String]>,
    /// Of each request its number among all of the simulator and its API, by its number in the journal.
    pub(super) requests: Arc<BTreeMap<u64, (u64, String)>>,
}

/// What a diagnosis depends on: the merchant, its journal, and the minute on its clock.
#[derive(Clone, Debug, Eq, PartialEq)]
struct MadeOf {
    code: String,
    created_at: DateTime,
    journal_changes: u64,
    minute: DateTime,
}

/// The last diagnosis, made once however many look on. One is made at a time.
#[derive(Default)]
pub(super) struct Diagnoses(Mutex<Option<Diagnosis>>);

impl Diagnoses {
    /// The diagnosis of a merchant as it is by now. Takes long: not for the threads that serve requests.
    pub(super) fn of(&self, merchant: &Account, unit_name: &str) -> Diagnosis {
        let mut last = self.0.lock();
        let now = merchant.state().clock().now();
        let made_of = MadeOf {
            code: merchant.code().to_string(),
            created_at: merchant.created_at(),
            journal_changes: merchant.journal_changes(),
            minute: now.date().at(now.hour(), now.minute(), 0, 0),
        };
        match &*last {
            Some(known) if known.made_of == made_of => known.clone(),
            _ => last
                .insert(Diagnosis::make(merchant, unit_name, made_of, now))
                .clone(),
        }
    }
}

impl Diagnosis {
    fn make(merchant: &Account, unit_name: &str, made_of: MadeOf, now: DateTime) -> Self {
        let journal = traffic::newest(merchant, unit_name, MOST);
        let (marks, expectations) = {
            let journal = merchant.journal();
            (traffic::marks(&journal), traffic::expectations(&journal))
        };
        let traffic = Traffic::of_command(&journal)
            .witnessed(&marks, &expectations)
            .ended(&in_japan(now));
        let requests = journal.entries.iter();
        let requests = requests.map(|entry| (entry.number, (entry.request, entry.api.clone())));
        Self {
            made_of,
            is_empty: journal.entries.is_empty(),
            grades: grade(&traffic, true).into(),
            orphans: orphans(&traffic).into(),
            advice: advice(&[&traffic]).into(),
            requests: Arc::new(requests.collect()),
        }
    }
}
