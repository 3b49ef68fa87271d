//! The state of a merchant: everything that can change, except journal and coverage. Only [`State::record`] alters it.

use std::sync::{Arc, Weak};

use jiff::civil::DateTime;

use super::{
    coverage::Coverage,
    credentials::Credentials,
    event::{Controls, Created, Event, Unwritten},
    faults::{Faults, Injected, Owner},
    initial_state::InitialState,
    snapshots::{Snapshot, Snapshots},
    sync_point::SyncPoint,
    timeline::{Recorded, Timeline, WayBack},
};
use crate::{
    books::{
        Books,
        change::{Cause, Change, Origin},
        undo::Undo,
    },
    clock::Clock,
    settings::{ScreeningSettings, Settings},
};

/// The state of a merchant.
#[derive(Debug)]
pub(crate) struct State {
    pub(super) settings: Arc<Settings>,
    pub(super) credentials: Credentials,
    pub(super) created_at: DateTime,
    pub(super) initial: InitialState,
    pub(super) books: Books,
    pub(super) clock: Clock,
    pub(super) faults: Faults,
    pub(super) screening: ScreeningSettings,
    pub(super) timeline: Timeline,
    /// Survive a reset.
    pub(super) snapshots: Snapshots,
    pub(super) coverage: Arc<Coverage>,
    /// Events not yet handed to storage; `None` if the merchant is not stored.
    pub(super) unwritten: Option<Vec<Unwritten>>,
    /// Whether clock, faults or screening changed since they were handed to storage.
    controls_changed: bool,
    /// Whether the merchant was reset since [`Self::take_reset`].
    was_reset: bool,
    /// Counts all alterations.
    pub(super) events: u64,
    /// Books that were restored, and the numbers of the changes with which they are written.
    restored: Vec<(Weak<Books>, u64)>,
    /// The last checkpoint is the books after this number of changes.
    pub(super) checkpoint: u64,
    /// Whether a checkpoint is being made.
    checkpointing: bool,
    /// How far this state agrees with storage.
    pub(crate) sync: SyncPoint,
}

impl State {
    /// A new merchant in its initial state. Its events wait for storage, if it is stored.
    pub(crate) fn create(
        credentials: Credentials,
        settings: &Arc<Settings>,
        initial_state: InitialState,
        snapshots: Snapshots,
        incarnation: Option<i64>,
    ) -> Self {
        let clock = Clock::new(settings.clock.frozen_at);
        let mut state = Self::empty(credentials, settings, initial_state, snapshots, clock.now());
        state.clock = clock;
        if let Some(incarnation) = incarnation {
            state.sync.incarnation = incarnation;
            let created = Created {
                password: state.credentials.password().clone(),
                at: state.created_at,
                initial_state: state.initial.to_json(),
                controls: state.controls(),
                incarnation,
            };
            state.unwritten = Some(vec![Unwritten::Created(Box::new(created))]);
        }
        state.begin();
        state
    }

    /// An empty merchant, for storage to fill.
    pub(super) fn empty(
        credentials: Credentials,
        settings: &Arc<Settings>,
        initial_state: InitialState,
        snapshots: Snapshots,
        created_at: DateTime,
    ) -> Self {
        Self {
            credentials,
            created_at,
            initial: initial_state,
            books: Books::default(),
            clock: Clock::new(settings.clock.frozen_at),
            faults: Faults::default(),
            screening: settings.screening.clone(),
            timeline: Timeline::new(settings.kept_changes, 0),
            snapshots,
            coverage: Arc::default(),
            unwritten: None,
            controls_changed: false,
            was_reset: false,
            events: 0,
            restored: Vec::new(),
            checkpoint: 0,
            checkpointing: false,
            sync: SyncPoint::default(),
            settings: settings.clone(),
        }
    }

    /// Collects events for storage from now on.
    pub(super) fn store(&mut self) {
        self.unwritten.get_or_insert_default();
    }

    /// Replaces the state by one that was read again.
    pub(crate) fn replace(&mut self, read: Self) {
        *self = Self {
            coverage: self.coverage.clone(),
            events: self.events + 1,
            ..read
        };
    }

    /// Alters the merchant; nothing else does. Returns `false` if a snapshot found no room; every other event succeeds.
    pub(crate) fn record(&mut self, event: Event) -> bool {
        match event {
            Event::Books { at, cause, change } => self.change_books(at, cause, change),
            Event::ClockSet(clock) => {
                self.clock = clock;
                self.controls_changed = true;
            }
            Event::FaultsChanged(faults) => {
                self.faults = faults;
                self.controls_changed = true;
            }
            Event::ScreeningReplaced(screening) => {
                self.screening = screening;
                self.controls_changed = true;
            }
            Event::PasswordChanged(password) => {
                self.credentials.set_password(&password);
                self.hand_over(|| Unwritten::Password(password));
            }
            Event::SnapshotSaved {
                name,
                snapshot,
                document,
            } => {
                if !self.snapshots.insert(name.clone(), snapshot) {
                    return false;
                }
                if let Some(document) = document {
                    self.hand_over(|| Unwritten::Snapshot { name, document });
                }
            }
            Event::SnapshotDeleted { name } => {
                self.snapshots.remove(&name);
                self.hand_over(|| Unwritten::SnapshotDeleted { name });
            }
            Event::Reset => self.reset(),
        }
        self.events += 1;
        true
    }

    fn hand_over(&mut self, unwritten: impl FnOnce() -> Unwritten) {
        if let Some(waiting) = &mut self.unwritten {
            waiting.push(unwritten());
        }
    }

    fn change_books(&mut self, at: DateTime, cause: Cause, mut change: Change) {
        if cause != Cause::Initial {
            self.coverage.count_change(&self.books, &change);
        }
        let mut undo = self.books.apply(at, cause, &change);
        let number = self.books.change_count();
        if let Change::Restored { books, same_as, .. } = &mut change {
            if let Some(before) = self.timeline.just_restored() {
                undo.share(before);
            }
            if self.unwritten.is_some() {
                *same_as = self.first_restored_with(books, number);
            }
        }
        self.push(number, at, cause, change, undo);
    }

    fn push(&mut self, number: u64, at: DateTime, cause: Cause, change: Change, undo: Undo) {
        let recorded = Arc::new(Recorded {
            number,
            at,
            cause,
            change,
        });
        self.hand_over(|| Unwritten::Change(recorded.clone()));
        self.timeline.push(recorded, undo);
    }

    /// The number of an earlier change that restored the same books, which are stored once.
    fn first_restored_with(&mut self, books: &Arc<Books>, number: u64) -> Option<u64> {
        self.restored.retain(|(known, _)| known.strong_count() > 0);
        let known = self.restored.iter();
        let mut same = known.filter(|(known, _)| known.as_ptr() == Arc::as_ptr(books));
        let first = same.next().map(|(_, first)| *first);
        if first.is_none() {
            self.restored.push((Arc::downgrade(books), number));
        }
        first
    }

    fn reset(&mut self) {
        self.hand_over(|| Unwritten::Reset);
        self.was_reset = true;
        self.sync.resets += 1;
        self.checkpoint = 0;
        self.books = Books::default();
        self.clock = Clock::new(self.settings.clock.frozen_at);
        self.faults = Faults::default();
        self.timeline = Timeline::new(self.settings.kept_changes, 0);
        self.restored.clear();
        self.screening = self.settings.screening.clone();
        self.controls_changed = true;
        self.begin();
    }

    fn begin(&mut self) {
        let now = self.clock.now();
        for change in self.initial.changes(&self.settings, now) {
            self.change_books(now, Cause::Initial, change);
        }
    }

    /// Changes the books; returns the number of the change.
    pub(crate) fn change(&mut self, at: DateTime, cause: Cause, change: Change) -> u64 {
        self.record(Event::Books { at, cause, change });
        self.books.change_count()
    }

    /// Lets everything due happen. Returns the time now, and what has happened.
    pub(crate) fn catch_up(&mut self) -> (DateTime, Vec<(DateTime, Change)>) {
        let now = self.clock.now();
        let mut happened = Vec::new();
        while let Some((at, change)) = self.books.next_due(now, self.settings.time) {
            happened.push((at, change.clone()));
            self.change(at, Cause::Clock, change);
        }
        (now, happened)
    }

    /// Whether something is due that has not happened yet.
    pub(crate) fn is_behind(&self) -> bool {
        let next = self.books.next_moment();
        next.is_some_and(|next| next <= self.clock.now())
    }

    /// The time now, after everything that was due has happened.
    pub(crate) fn now(&mut self) -> DateTime {
        self.catch_up().0
    }

    /// Draws the merchant's faults that meet a request to an API.
    pub(crate) fn draw_faults(&mut self, api: &str, injected: &mut Injected) {
        injected.includes_merchant = true;
        if self.faults.is_empty() {
            return;
        }
        let mut faults = self.faults.clone();
        faults.draw(api, Owner::Merchant, injected);
        self.change_faults(faults);
    }

    /// Whether the misbehaviour of a fault may strike a request to an API; counts it.
    pub(crate) fn strike(&mut self, id: u64, api: &str) -> bool {
        let mut faults = self.faults.clone();
        let strikes = faults.strike(id, api);
        self.change_faults(faults);
        strikes
    }

    fn change_faults(&mut self, faults: Faults) {
        if faults != self.faults {
            self.record(Event::FaultsChanged(faults));
        }
    }

    /// The merchant as it is.
    pub(crate) fn snapshot(&mut self) -> Snapshot {
        Snapshot {
            saved_at: self.now(),
            frozen: self.clock.is_frozen(),
            screening: self.screening.clone(),
            faults: self.faults.clone(),
            books: Arc::new(self.books.clone()),
        }
    }

    /// Goes back to a snapshot: books, clock, screening, faults. The time line goes on.
    pub(crate) fn restore(&mut self, snapshot: Snapshot, from: Origin) {
        self.record(Event::ClockSet(snapshot.clock()));
        self.record(Event::ScreeningReplaced(snapshot.screening));
        self.record(Event::FaultsChanged(snapshot.faults));
        self.restore_books(snapshot.saved_at, from, snapshot.books);
    }

    /// Goes back to where books and clock were after a change.
    pub(crate) fn go_back(&mut self, number: u64, (at, books): (DateTime, Arc<Books>)) {
        self.record(Event::ClockSet(self.clock.set(at)));
        self.restore_books(at, Origin::Number(number), books);
    }

    fn restore_books(&mut self, at: DateTime, from: Origin, books: Arc<Books>) {
        let change = Change::Restored {
            from,
            books,
            same_as: None,
        };
        self.change(at, Cause::Control, change);
    }

    pub(super) fn controls(&self) -> Controls {
        Controls {
            clock: self.clock,
            faults: self.faults.clone(),
            screening: self.screening.clone(),
        }
    }

    /// Resets so far.
    pub(crate) const fn resets(&self) -> i64 {
        self.sync.resets
    }

    /// Stops storing events, because the merchant is deleted.
    pub(crate) fn stop_storing(&mut self) {
        self.unwritten = None;
    }

    /// Takes the events for storage.
    pub(crate) fn take_unwritten(&mut self) -> Vec<Unwritten> {
        let changed = std::mem::take(&mut self.controls_changed);
        let controls = (changed && self.is_stored()).then(|| self.controls());
        let Some(waiting) = &mut self.unwritten else {
            return Vec::new();
        };
        waiting.extend(controls.map(|controls| Unwritten::Controls(Box::new(controls))));
        std::mem::take(waiting)
    }

    /// Whether the merchant was reset since the last call.
    pub(crate) fn take_reset(&mut self) -> bool {
        std::mem::take(&mut self.was_reset)
    }

    /// The parts of a checkpoint, if one is due: after at least `least` changes, and a quarter of the books' size. It holds the books
    /// before the first change of the time line, so that a start can rebuild the time line.
    pub(crate) fn checkpoint_due(&self, least: u64) -> Option<(u64, Books, WayBack)> {
        let number = self.timeline.complete_from() - 1;
        self.is_checkpoint_due(least)
            .then(|| (number, self.books.clone(), self.timeline.way_back()))
    }

    /// Whether a checkpoint is due; cheap.
    pub(crate) fn is_checkpoint_due(&self, least: u64) -> bool {
        let number = self.timeline.complete_from() - 1;
        let enough = least.max(self.books.size() as u64 / 4);
        self.is_stored() && number >= self.checkpoint + enough
    }

    /// Begins a checkpoint in the background. Returns `false` while another one is being made.
    pub(crate) const fn begin_checkpoint(&mut self) -> bool {
        !std::mem::replace(&mut self.checkpointing, true)
    }

    /// Ends a checkpoint in the background. `number`: the number of changes in it; `None` if it failed.
    pub(crate) fn end_checkpoint(&mut self, number: Option<u64>) {
        self.checkpointing = false;
        self.checkpoint = number.unwrap_or(self.checkpoint);
    }
}
