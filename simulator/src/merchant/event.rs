//! Events that alter a merchant, and the records that storage writes of them.

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::{faults::Faults, snapshots::Snapshot, timeline::Recorded};
use crate::{
    books::change::{Cause, Change},
    clock::Clock,
    settings::ScreeningSettings,
};

/// An alteration of a merchant's state.
#[derive(Debug)]
pub(crate) enum Event {
    /// The books change: numbered, and on the time line.
    Books {
        at: DateTime,
        cause: Cause,
        change: Change,
    },
    /// The clock is frozen, runs, or shows another time.
    ClockSet(Clock),
    /// A fault is switched on or off, or has met a request.
    FaultsChanged(Faults),
    /// New applications get other outcomes.
    ScreeningReplaced(ScreeningSettings),
    PasswordChanged(Arc<str>),
    /// A snapshot is saved under a name, and replaces the one of that name.
    SnapshotSaved {
        name: String,
        snapshot: Snapshot,
        /// The snapshot as storage writes it; `None` if nothing is stored.
        document: Option<String>,
    },
    SnapshotDeleted {
        name: String,
    },
    /// Everything except the snapshots goes back to the initial state.
    Reset,
}

/// A record for storage to write, in order.
#[derive(Debug)]
pub(crate) enum Unwritten {
    /// The merchant is new.
    Created(Box<Created>),
    /// The books changed.
    Change(Arc<Recorded>),
    /// Clock, faults or screening changed.
    Controls(Box<Controls>),
    Password(Arc<str>),
    Snapshot {
        name: String,
        document: String,
    },
    SnapshotDeleted {
        name: String,
    },
    /// All changes so far are void; the next one has number 1.
    Reset,
}

/// A merchant as it is first written.
pub(crate) struct Created {
    pub(crate) password: Arc<str>,
    /// The creation time, by the merchant's clock.
    pub(crate) at: DateTime,
    /// The initial state, as JSON.
    pub(crate) initial_state: String,
    pub(crate) controls: Controls,
    /// Distinguishes the merchant from earlier and later ones with the same code.
    pub(crate) incarnation: i64,
}

impl std::fmt::Debug for Created {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Created")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// Settings of a merchant outside the books.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Controls {
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) screening: ScreeningSettings,
}
