//! A merchant from storage: built at first, then brought up to date with what other simulators wrote.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::DateTime;

use super::{
    credentials::Credentials,
    event::{Controls, Unwritten},
    initial_state::InitialState,
    snapshots::{Snapshot, Snapshots},
    state::State,
    sync_point::SyncPoint,
    timeline::{Recorded, Timeline},
};
use crate::{
    books::{
        Books,
        change::{Cause, Change, Misfit},
        undo::Undo,
    },
    settings::Settings,
};

/// What storage knows of a merchant besides its changes.
pub(crate) struct StoredMerchant {
    pub(crate) code: Arc<str>,
    pub(crate) password: String,
    pub(crate) created_at: DateTime,
    pub(crate) initial_state: InitialState,
    pub(crate) controls: Controls,
    pub(crate) sync: SyncPoint,
}

/// A change as it is stored. Its number follows from its place.
#[derive(Debug)]
pub(crate) struct StoredChange {
    pub(crate) at: DateTime,
    pub(crate) cause: Cause,
    pub(crate) change: Change,
}

impl State {
    /// The merchant after the number of changes that its checkpoint has.
    pub(crate) fn stored(
        stored: StoredMerchant,
        settings: &Arc<Settings>,
        snapshots: Snapshots,
        books: Books,
    ) -> Self {
        let credentials = Credentials::new(&stored.code, &stored.password);
        let (initial_state, created_at) = (stored.initial_state, stored.created_at);
        let mut state = Self::empty(credentials, settings, initial_state, snapshots, created_at);
        state.set_controls(stored.controls);
        state.timeline = Timeline::new(settings.kept_changes, books.change_count());
        state.checkpoint = books.change_count();
        state.books = books;
        state.sync = stored.sync;
        state.store();
        state
    }

    /// Applies stored changes, of `last` in all. Changes before a restore matter only to the time line.
    ///
    /// # Errors
    /// The number of a change that does not fit the books, and why.
    pub(crate) fn replay(
        &mut self,
        changes: Vec<StoredChange>,
        last: u64,
    ) -> Result<(), (u64, Misfit)> {
        let first = self.books.change_count() + 1;
        let is_kept = |place: usize| self.timeline.keeps(first + place as u64, last);
        let restored = changes
            .iter()
            .enumerate()
            .rposition(|(place, stored)| stored.change.restored().is_some() && !is_kept(place));
        for (place, StoredChange { at, cause, change }) in changes.into_iter().enumerate() {
            let number = first + place as u64;
            let mut undo = if self.timeline.keeps(number, last) {
                Undo::recorded()
            } else {
                Undo::default()
            };
            if restored.is_some_and(|restored| place < restored) {
                self.books.pass_over();
            } else {
                let applied = self.books.try_apply(at, cause, &change, &mut undo);
                applied.map_err(|misfit| (number, misfit))?;
            }
            if change.restored().is_some()
                && let Some(before) = self.timeline.just_restored()
            {
                undo.share(before);
            }
            let recorded = Recorded {
                number,
                at,
                cause,
                change,
            };
            self.timeline.push(Arc::new(recorded), undo);
        }
        Ok(())
    }

    /// Takes over what another simulator wrote besides changes.
    pub(crate) fn read_on(&mut self, stored: StoredMerchant) {
        self.credentials.set_password(&stored.password);
        self.set_controls(stored.controls);
        self.sync = stored.sync;
        self.events += 1;
    }

    pub(crate) fn set_snapshots(&mut self, snapshots: BTreeMap<String, Snapshot>) {
        self.snapshots.set(snapshots);
    }

    /// Moves the sync point past events that were written.
    pub(crate) fn note_written(&mut self, written: &[Unwritten]) {
        self.sync.version += 1;
        for unwritten in written {
            match unwritten {
                Unwritten::Snapshot { .. } | Unwritten::SnapshotDeleted { .. } => {
                    self.sync.snapshots += 1;
                }
                _ => {}
            }
        }
    }

    fn set_controls(&mut self, controls: Controls) {
        self.clock = controls.clock;
        self.faults = controls.faults;
        self.screening = controls.screening;
    }
}
