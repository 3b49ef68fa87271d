//! What is written down of a merchant, as a database holds it.

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::{
    books::change::{Cause, Change},
    clock::Clock,
    merchant::faults::Faults,
    settings::ScreeningSettings,
};

/// Something to be written down.
#[derive(Debug)]
pub(crate) enum Record {
    /// A merchant is there.
    Merchant(Box<NewMerchant>),
    /// Its password is another one.
    Password { code: Arc<str>, password: String },
    /// It is gone, with all that it had.
    Removed { code: Arc<str> },
    /// Its changes are forgotten; those that follow count from 1 again.
    Reset { code: Arc<str> },
    /// A change was made.
    Change {
        code: Arc<str>,
        number: u64,
        /// A [`Line`].
        line: String,
    },
    /// Clock, faults or screening are other ones.
    Controls {
        code: Arc<str>,
        /// [`Controls`].
        text: String,
    },
    /// A snapshot is there.
    Snapshot {
        code: Arc<str>,
        name: String,
        document: String,
    },
    /// A snapshot is gone.
    SnapshotDeleted { code: Arc<str>, name: String },
    /// The books after so many changes.
    Checkpoint {
        code: Arc<str>,
        number: u64,
        books: String,
    },
}

/// A merchant as it is first written down.
pub(crate) struct NewMerchant {
    pub(crate) code: Arc<str>,
    pub(crate) password: String,
    pub(crate) created_at: DateTime,
    pub(crate) founding: String,
    pub(crate) controls: String,
    /// A number of its own, for another merchant may have its code later.
    pub(crate) incarnation: i64,
}

impl std::fmt::Debug for NewMerchant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewMerchant")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

/// A change with its circumstances. Its number stands beside it.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Line<C = Change> {
    pub(crate) at: DateTime,
    pub(crate) cause: Cause,
    pub(crate) change: C,
}

/// What is said of a merchant from outside, and is no change of its books.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Controls {
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) screening: ScreeningSettings,
}

/// JSON of what can always be written as JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
