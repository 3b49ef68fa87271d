//! One merchant's account: credentials, books, clock, faults, journal, time line. One lock, never held across an await.

use std::sync::Arc;

use jiff::{SignedDuration, civil::DateTime};

use crate::{
    books::{
        Books,
        buyers::NewBuyer,
        change::{Cause, Change},
    },
    clock::Clock,
    coverage::Coverage,
    faults::Faults,
    journal::{Budget, Journal},
    ledger::memory::{Ledger, Recorded},
    settings::{ScreeningSettings, Settings},
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
        self.password == password
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
    pub(crate) created_at: DateTime,
    /// What its made-up buyers and orders were made from.
    pub(crate) seed: Option<u64>,
    /// How long after 出荷登録 a shipment is confirmed by itself.
    pub(crate) confirm_after: Option<SignedDuration>,
    /// Whether buyers pay by themselves.
    buyers_pay: bool,
    /// What the account began with, and goes back to.
    founding: Vec<Change>,
}

impl Account {
    /// An account with the settings' buyers, if wanted, and whatever else it begins with.
    pub(crate) fn found(
        credentials: Credentials,
        settings: &Settings,
        test_buyers: bool,
        further: Vec<Change>,
        journals: &Arc<Budget>,
    ) -> Self {
        let buyers = settings.buyers.iter().filter(|_| test_buyers).map(|buyer| {
            Change::BuyerAdded(Box::new(NewBuyer {
                id: buyer.id.as_str().into(),
                name: buyer.name.clone(),
                telephone: buyer.telephone.clone(),
                standing: buyer.standing,
                used_amount: buyer.used_amount,
                decided_at: None,
            }))
        });
        let slips = settings
            .unusable_slips
            .iter()
            .map(|prefix| Change::SlipsMadeUnusable {
                prefix: prefix.as_str().into(),
            });
        let founding: Vec<Change> = buyers.chain(slips).chain(further).collect();
        let clock = Clock::new(settings.clock.frozen_at);
        let mut account = Self {
            credentials,
            books: Books::default(),
            clock,
            faults: Faults::default(),
            journal: Journal::new(journals.clone()),
            ledger: Ledger::new(settings.kept_changes),
            coverage: Coverage::default(),
            screening: settings.screening.clone(),
            created_at: clock.now(),
            seed: None,
            confirm_after: settings.time.confirm_after,
            buyers_pay: settings.time.buyers_pay,
            founding,
        };
        account.record_founding();
        account
    }

    /// Goes back to the beginning: books, clock, faults, journal, screening. What was exercised stays counted.
    pub(crate) fn reset(&mut self, settings: &Settings) {
        self.books = Books::default();
        self.clock = Clock::new(settings.clock.frozen_at);
        self.faults = Faults::default();
        self.journal.reset();
        self.ledger = Ledger::new(settings.kept_changes);
        self.screening = settings.screening.clone();
        self.record_founding();
    }

    fn record_founding(&mut self) {
        let founding = std::mem::take(&mut self.founding);
        let now = self.clock.now();
        for change in &founding {
            self.record(now, Cause::Founding, change.clone());
        }
        self.founding = founding;
    }

    /// Applies a change and keeps it on the time line; answers its number.
    pub(crate) fn record(&mut self, at: DateTime, cause: Cause, change: Change) -> u64 {
        if cause != Cause::Founding {
            self.coverage.change(&self.books, &change);
        }
        self.books.apply(at, cause, &change);
        self.ledger.keep(Recorded {
            number: self.books.change_count(),
            at,
            cause,
            change,
        })
    }

    /// The time now, after everything that was due has happened; answers what that was, too.
    pub(crate) fn catch_up(&mut self) -> (DateTime, Vec<(DateTime, Change)>) {
        let now = self.clock.now();
        let mut happened = Vec::new();
        while let Some((at, change)) = self.books.next_due(now, self.buyers_pay) {
            happened.push((at, change.clone()));
            self.record(at, Cause::Clock, change);
        }
        (now, happened)
    }

    /// The time now, after everything that was due has happened.
    pub(crate) fn now(&mut self) -> DateTime {
        self.catch_up().0
    }
}
