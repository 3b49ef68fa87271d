//! One merchant's account: credentials, books, clock, faults, journal, time line. One lock, never held across an await.

pub(crate) mod coverage;
pub(crate) mod faults;
pub(crate) mod journal;
mod kept;
pub(crate) mod sample_data;
pub(crate) mod seed;
pub(crate) mod snapshots;
pub(crate) mod timeline;

use std::sync::{Arc, Weak};

use jiff::civil::DateTime;
use subtle::ConstantTimeEq as _;

use crate::{
    app::random,
    books::{
        Books,
        change::{Cause, Change, Misfit, Origin},
    },
    clock::Clock,
    merchant::{
        coverage::Coverage,
        faults::Faults,
        journal::{Budget, Journal},
        sample_data::MadeUp,
        seed::Founding,
        snapshots::{Snapshot, Snapshots},
        timeline::{Ledger, Recorded},
    },
    settings::{ScreeningSettings, Settings, TimeSettings},
    storage::{
        Outbox,
        codec::{Controls, Line, NewMerchant, Record, json},
        postgres::Position,
    },
};

/// 加盟店コード and パスワード. Never printed by `Debug`.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) code: String,
    password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl Credentials {
    pub(crate) const fn new(code: String, password: String) -> Self {
        Self { code, password }
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    pub(crate) fn accepts(&self, password: &str) -> bool {
        // As long for a nearly right one as for any other.
        bool::from(self.password.as_bytes().ct_eq(password.as_bytes()))
    }
}

/// One merchant's account.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) credentials: Credentials,
    pub(crate) books: Books,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) ledger: Ledger,
    pub(crate) coverage: Coverage,
    pub(crate) screening: ScreeningSettings,
    /// They outlive a reset.
    pub(crate) snapshots: Snapshots,
    pub(crate) created_at: DateTime,
    /// What happens by itself.
    pub(crate) time: TimeSettings,
    /// What the account began with, and goes back to.
    founding: Founding,
    outbox: Outbox,
    /// The code, as records name it.
    code: Arc<str>,
    /// Clock, faults and screening as they were written down last.
    written: Option<Controls>,
    /// After which change the last checkpoint was.
    pub(crate) checkpointed: u64,
    /// How often the account went back to its beginning.
    resets: u64,
    /// Books that were restored, and the numbers of the changes with which they are written down.
    restored: Vec<(Weak<Books>, u64)>,
    /// One request after the other, where several simulators share the merchant.
    pub(crate) turn: Arc<tokio::sync::Mutex<()>>,
    /// How far it has read what the others wrote.
    pub(crate) position: Position,
}

impl Account {
    /// An account at its beginning. Its records wait until somebody takes them, if any are to be made.
    pub(crate) fn found(
        credentials: Credentials,
        settings: &Settings,
        founding: Founding,
        journals: &Arc<Budget>,
        is_kept: bool,
    ) -> Self {
        let clock = Clock::new(settings.clock.frozen_at);
        let journal = Journal::new(journals.clone());
        let mut account = Self::empty(credentials, settings, founding, journal, clock, clock.now());
        if is_kept {
            account.outbox = Outbox::Held(Vec::new());
            account.position.incarnation = random().cast_signed();
            let controls = account.controls();
            let new = NewMerchant {
                code: account.code.clone(),
                password: account.credentials.password.clone(),
                created_at: account.created_at,
                founding: json(&account.founding),
                controls: json(&controls),
                incarnation: account.position.incarnation,
            };
            account.outbox.put(|| Record::Merchant(Box::new(new)));
            account.written = Some(controls);
        }
        account.record_founding(settings);
        account
    }

    fn empty(
        credentials: Credentials,
        settings: &Settings,
        founding: Founding,
        journal: Journal,
        clock: Clock,
        created_at: DateTime,
    ) -> Self {
        Self {
            code: credentials.code.as_str().into(),
            credentials,
            books: Books::default(),
            clock,
            faults: Faults::default(),
            snapshots: Snapshots::new(journal.budget()),
            journal,
            ledger: Ledger::new(settings.kept_changes),
            coverage: Coverage::default(),
            screening: settings.screening.clone(),
            created_at,
            time: settings.time,
            founding,
            outbox: Outbox::Nowhere,
            written: None,
            checkpointed: 0,
            resets: 0,
            restored: Vec::new(),
            turn: Arc::default(),
            position: Position::default(),
        }
    }

    /// An account as it was written down, up to some change.
    pub(crate) fn stored(
        credentials: Credentials,
        settings: &Settings,
        founding: Founding,
        journals: &Arc<Budget>,
        created_at: DateTime,
        controls: Controls,
        books: Books,
    ) -> Self {
        let journal = Journal::new(journals.clone());
        let clock = controls.clock;
        let mut account = Self::empty(credentials, settings, founding, journal, clock, created_at);
        account.set_controls(controls);
        let most = settings.kept_changes;
        let base = if most > 0 {
            books.clone()
        } else {
            Books::default()
        };
        account.ledger = Ledger::after(most, books.change_count(), base);
        account.books = books;
        account
    }

    /// Goes back to the beginning: books, clock, faults, journal, screening. What was exercised stays counted.
    pub(crate) fn reset(&mut self, settings: &Settings) {
        let code = &self.code;
        self.outbox.put(|| Record::Reset { code: code.clone() });
        self.resets += 1;
        self.checkpointed = 0;
        self.books = Books::default();
        self.clock = Clock::new(settings.clock.frozen_at);
        self.faults = Faults::default();
        self.journal.reset();
        self.ledger = Ledger::new(settings.kept_changes);
        self.restored.clear();
        self.screening = settings.screening.clone();
        self.record_founding(settings);
    }

    fn record_founding(&mut self, settings: &Settings) {
        let now = self.clock.now();
        for change in self.founding.changes(settings, now) {
            self.record(now, Cause::Founding, change);
        }
    }

    /// Applies a change and keeps it on the time line; answers its number.
    pub(crate) fn record(&mut self, at: DateTime, cause: Cause, change: Change) -> u64 {
        if cause != Cause::Founding {
            self.coverage.change(&self.books, &change);
        }
        self.books.apply(at, cause, &change);
        let number = self.books.change_count();
        self.write_change(number, at, cause, &change);
        self.ledger.keep(Recorded {
            number,
            at,
            cause,
            change,
        });
        number
    }

    /// Makes changes that were written down before.
    ///
    /// # Errors
    /// [`Misfit`] where the next change does not fit what is there.
    pub(crate) fn replay(&mut self, lines: Vec<Line>) -> Result<(), Misfit> {
        // What was before books that were restored does not matter to what is now.
        let restored = lines
            .iter()
            .rposition(|line| line.change.restored().is_some());
        let mut recorded = Vec::with_capacity(lines.len());
        let mut fits = Ok(());
        for (place, Line { at, cause, change }) in lines.into_iter().enumerate() {
            if restored.is_some_and(|restored| place < restored) {
                self.books.pass_over();
            } else {
                fits = self.books.try_apply(at, cause, &change);
            }
            if fits.is_err() {
                break;
            }
            recorded.push(Recorded {
                number: self.books.change_count(),
                at,
                cause,
                change,
            });
        }
        self.ledger.keep_all(recorded);
        fits
    }

    /// The time now, after everything that was due has happened; answers what that was, too.
    pub(crate) fn catch_up(&mut self) -> (DateTime, Vec<(DateTime, Change)>) {
        let now = self.clock.now();
        let mut happened = Vec::new();
        while let Some((at, change)) = self.books.next_due(now, self.time) {
            happened.push((at, change.clone()));
            self.record(at, Cause::Clock, change);
        }
        (now, happened)
    }

    /// What its made-up buyers and orders were made from.
    pub(crate) fn seed(&self) -> Option<u64> {
        self.founding.made_up.as_ref().map(MadeUp::seed)
    }

    /// How many buyers and orders it was made with.
    pub(crate) fn made_up(&self) -> u64 {
        self.founding.made_up.as_ref().map_or(0, MadeUp::size)
    }

    /// The account as it is.
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
        self.clock = snapshot.clock();
        self.screening = snapshot.screening;
        self.faults = snapshot.faults;
        let books = snapshot.books;
        self.record(
            snapshot.saved_at,
            Cause::Control,
            Change::Restored {
                from,
                books,
                same_as: None,
            },
        );
    }

    /// Goes back to where the books and the clock were after a change; `false` where the time line does not go back so far.
    pub(crate) fn go_back(&mut self, number: u64) -> bool {
        let Some((at, books)) = self.ledger.books_after(number) else {
            return false;
        };
        self.clock = self.clock.set(at);
        let change = Change::Restored {
            from: Origin::Number(number),
            books,
            same_as: None,
        };
        self.record(at, Cause::Control, change);
        true
    }

    /// The time now, after everything that was due has happened.
    pub(crate) fn now(&mut self) -> DateTime {
        self.catch_up().0
    }
}
