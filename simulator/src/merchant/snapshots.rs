//! Snapshots: a merchant's books, clock, screening and faults at one moment, by name; as a document readable by people.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{
    budget::Budget,
    faults::{Fault, Faults},
};
use crate::{
    books::{Books, document::BooksState},
    clock::{Clock, FIRST, FIRST_DAY, LAST, LAST_DAY},
    encoding,
    settings::ScreeningSettings,
};

/// The format of every document.
const FORMAT: &str = "kakebarai-simulator/snapshot";
/// The version of the documents that this version writes, and the newest that it reads.
const VERSION: u32 = 1;
/// The most snapshots that a merchant may have.
pub(crate) const MAX_SNAPSHOTS: usize = 100;

/// A merchant at one moment. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    /// By the merchant's clock.
    pub(crate) saved_at: DateTime,
    pub(crate) frozen: bool,
    pub(crate) screening: ScreeningSettings,
    pub(crate) faults: Faults,
    pub(crate) books: Arc<Books>,
}

/// The snapshots of a merchant by name; they share the budget of all merchants' snapshots.
#[derive(Debug)]
pub(crate) struct Snapshots {
    budget: Arc<Budget>,
    by_name: BTreeMap<String, Snapshot>,
}

impl Drop for Snapshots {
    fn drop(&mut self) {
        self.set(BTreeMap::new());
    }
}

impl Snapshots {
    pub(crate) const fn new(budget: Arc<Budget>) -> Self {
        Self {
            budget,
            by_name: BTreeMap::new(),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Snapshot> {
        self.by_name.get(name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Snapshot)> {
        self.by_name.iter()
    }

    /// Whether the merchant may have a snapshot of that name, new or in place of the present one.
    pub(crate) fn may_have(&self, name: &str) -> bool {
        self.by_name.len() < MAX_SNAPSHOTS || self.by_name.contains_key(name)
    }

    /// Adds a snapshot. Returns `false` if the snapshots of all merchants would become too large.
    pub(crate) fn insert(&mut self, name: String, snapshot: Snapshot) -> bool {
        let before = self.get(&name).map_or(0, Snapshot::bytes);
        if !self.budget.take_for_snapshots(snapshot.bytes(), before) {
            return false;
        }
        self.by_name.insert(name, snapshot);
        true
    }

    pub(crate) fn remove(&mut self, name: &str) -> bool {
        let Some(snapshot) = self.by_name.remove(name) else {
            return false;
        };
        self.budget.give_back_of_snapshots(snapshot.bytes());
        true
    }

    /// Replaces the snapshots by stored ones, whatever their size.
    pub(crate) fn set(&mut self, kept: BTreeMap<String, Snapshot>) {
        for snapshot in kept.values() {
            self.budget.charge_for_snapshots(snapshot.bytes());
        }
        for (_, snapshot) in std::mem::replace(&mut self.by_name, kept) {
            self.budget.give_back_of_snapshots(snapshot.bytes());
        }
    }
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// Contains names and telephone numbers, which the books need; no password.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document<'a> {
    format: String,
    version: u32,
    saved_at: DateTime,
    clock_frozen: bool,
    screening: ScreeningSettings,
    faults: Vec<Fault>,
    #[serde(borrow)]
    books: BooksState<'a>,
}

impl Snapshot {
    /// The approximate size in memory, in bytes.
    fn bytes(&self) -> u64 {
        // A buyer and an order with their names and places.
        let (buyers, orders) = (self.books.buyers().len(), self.books.payment_count());
        1_000 + 400 * buyers as u64 + 250 * orders as u64
    }

    /// The clock, continuing from where it was.
    pub(crate) fn clock(&self) -> Clock {
        let clock = Clock::new(Some(self.saved_at));
        if self.frozen { clock } else { clock.running() }
    }

    /// The document: indented JSON.
    #[expect(
        clippy::expect_used,
        reason = "no map has other keys than texts, and memory does not refuse to be written to"
    )]
    pub(crate) fn to_json(&self) -> String {
        let document = Document {
            format: FORMAT.to_owned(),
            version: VERSION,
            saved_at: self.saved_at,
            clock_frozen: self.frozen,
            screening: self.screening.clone(),
            faults: self.faults.iter().map(|(_, fault)| fault.clone()).collect(),
            books: self.books.state(),
        };
        serde_json::to_string_pretty(&document).expect("every part can be written as JSON")
    }

    /// Reads a document that was uploaded.
    ///
    /// # Errors
    /// The mistake and its place, in Japanese.
    pub(crate) fn from_json(json: &[u8]) -> Result<Self, String> {
        let document = Document::read(json)?;
        document.books.check()?;
        Self::of(document)
    }

    /// Reads a document that the simulator wrote.
    ///
    /// # Errors
    /// The mistake and its place, in Japanese.
    pub(crate) fn from_stored(json: &str) -> Result<Self, String> {
        Self::of(Document::read(json.as_bytes())?)
    }

    fn of(document: Document<'_>) -> Result<Self, String> {
        let mut faults = Faults::default();
        for fault in document.faults {
            let checked = fault.checked();
            let fault = checked.map_err(|mistake| format!("faults の {mistake}"))?;
            faults.add(fault).ok_or("faults が多すぎます")?;
        }
        let checked = document.screening.check();
        checked.map_err(|mistake| format!("screening の {mistake}"))?;
        Ok(Self {
            saved_at: document.saved_at,
            frozen: document.clock_frozen,
            screening: document.screening,
            faults,
            books: Arc::new(Books::from_state(document.books, 0)?),
        })
    }
}

impl<'a> Document<'a> {
    fn read(json: &'a [u8]) -> Result<Self, String> {
        let unreadable = |error: serde_json::Error| match error.classify() {
            // Its text may repeat a value of the document, which may be personal.
            serde_json::error::Category::Data => format!(
                "{}行{}列の項目が、スナップショットの形式に合いません",
                error.line(),
                error.column()
            ),
            _ => format!(
                "{}行{}列が JSON として読めません",
                error.line(),
                error.column()
            ),
        };
        let json = encoding::text(json)?;
        let head: Head = serde_json::from_str(json).map_err(unreadable)?;
        if head.format != FORMAT {
            return Err(format!("format が「{FORMAT}」の JSON を送ってください"));
        }
        if head.version != VERSION {
            return Err(format!(
                "version {} は読めません。このシミュレーターが読めるのは {VERSION} です",
                head.version
            ));
        }
        let document: Self = serde_json::from_str(json).map_err(unreadable)?;
        if !(FIRST..=LAST).contains(&document.saved_at) {
            return Err(format!(
                "savedAt は {FIRST_DAY}～{LAST_DAY} の日時にしてください"
            ));
        }
        Ok(document)
    }
}
