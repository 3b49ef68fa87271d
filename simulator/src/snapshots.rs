//! Snapshots: a merchant's books, clock, screening and faults at one moment, by name; as a document that people can read.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::{
    books::{Books, state::BooksState},
    clock::Clock,
    faults::{Fault, Faults},
    settings::ScreeningSettings,
};

/// What every document begins with.
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

/// The snapshots of a merchant by name.
pub(crate) type Snapshots = BTreeMap<String, Snapshot>;

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

/// Holds names and telephone numbers, without which the books would not be the same; no password.
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
    /// The clock, going on from where it was.
    pub(crate) fn clock(&self) -> Clock {
        let clock = Clock::new(Some(self.saved_at));
        if self.frozen { clock } else { clock.running() }
    }

    /// The document: indented JSON.
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
        // Every part can be written.
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Says, in Japanese, what is wrong with it, and where.
    pub(crate) fn from_json(json: &[u8]) -> Result<Self, String> {
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
        let head: Head = serde_json::from_slice(json).map_err(unreadable)?;
        if head.format != FORMAT {
            return Err(format!("format が「{FORMAT}」の JSON を送ってください"));
        }
        if head.version != VERSION {
            return Err(format!(
                "version {} は読めません。このシミュレーターが読めるのは {VERSION} です",
                head.version
            ));
        }
        let document: Document<'_> = serde_json::from_slice(json).map_err(unreadable)?;
        let mut faults = Faults::default();
        for fault in document.faults {
            let fault = fault
                .checked()
                .map_err(|(field, remedy)| format!("faults の {field}：{remedy}"))?;
            faults.add(fault).ok_or("faults が多すぎます")?;
        }
        document
            .screening
            .check()
            .map_err(|(field, remedy)| format!("screening の {field}：{remedy}"))?;
        Ok(Self {
            saved_at: document.saved_at,
            frozen: document.clock_frozen,
            screening: document.screening,
            faults,
            books: Arc::new(Books::from_state(document.books, 0)?),
        })
    }
}
