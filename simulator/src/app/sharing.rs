//! Merchants that several simulators share: what the others wrote is read before a request is looked at, and a request that met
//! another one is looked at again.

use std::{
    collections::{BTreeSet, btree_map::Entry},
    future::{Future, ready},
    sync::Arc,
    time::Duration,
};

use parking_lot::Mutex;

use super::{NoMerchant, Shared, World};
use crate::{
    merchant::{Account, Credentials, coverage::Coverage, seed::Founding},
    settings::Settings,
    storage::{
        Keeping, NotKept,
        postgres::{Doubt, Replica},
        tables::DataError,
    },
};

/// How often a request is looked at before it is given up. Of all that meet, one always gets through.
const ATTEMPTS: u32 = 1_000;
/// How long a request waits for those of the same merchant that came before it.
const TURN: Duration = Duration::from_secs(10);

/// A request that is being looked at. Unless it succeeds it did not happen: also where whoever sent it hung up, and nobody goes
/// on with it.
struct Attempt<'a> {
    account: &'a Shared,
    last_request: u64,
    /// What was exercised before it; none where it has succeeded.
    coverage: Option<Coverage>,
}

impl<'a> Attempt<'a> {
    fn begin(account: &'a Shared) -> Self {
        let locked = account.lock();
        Self {
            account,
            last_request: locked.journal.last_number(),
            coverage: Some(locked.coverage.clone()),
        }
    }

    fn succeed(mut self, note: impl FnOnce(&mut Account)) {
        self.coverage = None;
        note(&mut self.account.lock());
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        let Some(coverage) = self.coverage.take() else {
            return;
        };
        let mut account = self.account.lock();
        account.take_records();
        // What is there is read anew.
        account.position.forget();
        account.journal.take_back(self.last_request);
        account.coverage = coverage;
    }
}

impl World {
    pub(super) async fn open_replica(
        settings: Settings,
        url: &str,
    ) -> Result<Arc<Self>, DataError> {
        let replica = Replica::open(url).await?;
        let world = Arc::new(Self::keeping(settings, Keeping::Replica(replica)));
        for merchant in &world.settings.merchants {
            let (code, password) = (&merchant.code, &merchant.password);
            let credentials = Credentials::new(code.clone(), password.clone());
            let Keeping::Replica(replica) = &world.keeping else {
                continue;
            };
            let Ok(account) = world.found(credentials, Founding::STANDARD).await else {
                return Err(DataError::Unwritable);
            };
            match world.add_shared(replica, account, usize::MAX).await {
                Ok(_) => continue,
                Err(NoMerchant::Taken) => {}
                Err(_) => return Err(DataError::Unwritable),
            }
            let set_password = || {
                if let Some(account) = world.account(code) {
                    account.lock().set_password(password);
                }
                ready(())
            };
            let set = world.visit(Some(code), set_password).await;
            set.map_err(|_: NotKept| DataError::Unwritable)?;
        }
        Ok(world)
    }

    /// Knows the merchants that others made, and what they did; forgets those that others deleted.
    pub(crate) async fn meet_others(&self) -> Result<(), NotKept> {
        let Keeping::Replica(replica) = &self.keeping else {
            return Ok(());
        };
        let codes = replica.codes().await;
        let codes = codes.map_err(|error| self.note_silent(&error))?;
        let codes: BTreeSet<String> = codes.into_iter().collect();
        let known = self.codes();
        for code in codes.union(&known.into_iter().collect()) {
            // Whoever looks at them next finds that what was due has happened.
            let catch_up = || {
                if let Some(account) = self.account(code) {
                    account.lock().catch_up();
                }
                ready(())
            };
            self.visit(Some(code), catch_up).await?;
        }
        Ok(())
    }

    pub(super) async fn visit_shared<T, F: Future<Output = T>>(
        &self,
        replica: &Replica,
        code: Option<&str>,
        mut act: impl FnMut() -> F,
    ) -> Result<T, NotKept> {
        let Some(code) = code else {
            return Ok(act().await);
        };
        loop {
            let Some(account) = self.find_shared(replica, code).await? else {
                return Ok(act().await);
            };
            if let Some(done) = self
                .visit_account(replica, code, &account, &mut act)
                .await?
            {
                return Ok(done);
            }
            // Gone. There may be another one with its code.
            self.forget_this(code, &account);
        }
    }

    /// `None` where the merchant is gone.
    async fn visit_account<T, F: Future<Output = T>>(
        &self,
        replica: &Replica,
        code: &str,
        account: &Shared,
        act: &mut impl FnMut() -> F,
    ) -> Result<Option<T>, NotKept> {
        let turn = account.lock().turn.clone();
        let Ok(_turn) = tokio::time::timeout(TURN, turn.lock()).await else {
            return Err(NotKept::Database);
        };
        {
            let mut account = account.lock();
            // What was due and was noticed by who only looked has not happened before it is written.
            if !account.take_records().is_empty() {
                account.position.forget();
            }
        }
        for _ in 0..ATTEMPTS {
            let fresh = replica
                .refresh(code, account, &self.settings, &self.journals)
                .await;
            if !fresh.map_err(|error| self.note_silent(&error))? {
                return Ok(None);
            }
            let attempt = Attempt::begin(account);
            let done = act().await;
            let (records, position) = {
                let mut account = account.lock();
                account.write_controls();
                (account.take_records(), account.position)
            };
            if records.is_empty() {
                attempt.succeed(|_| {});
                return Ok(Some(done));
            }
            match replica.commit(code, position, &records).await {
                Ok(true) => {
                    attempt.succeed(|account| account.note_commit(&records));
                    self.checkpoint(code);
                    return Ok(Some(done));
                }
                Ok(false) => replica.count_conflict(),
                Err((error, doubt)) => {
                    self.note_unwritable(&error);
                    return Err(match doubt {
                        Doubt::None => NotKept::Database,
                        Doubt::Some => NotKept::DatabaseInDoubt,
                    });
                }
            }
        }
        Err(NotKept::Database)
    }

    /// Nothing was done, because the database did not do what it was asked.
    pub(super) fn note_silent(&self, error: &DataError) -> NotKept {
        self.note_unwritable(error);
        NotKept::Database
    }

    async fn find_shared(&self, replica: &Replica, code: &str) -> Result<Option<Shared>, NotKept> {
        if let Some(account) = self.account(code) {
            return Ok(Some(account));
        }
        let loaded = replica.load(code, &self.settings, &self.journals).await;
        let loaded = loaded.map_err(|error| self.note_silent(&error))?;
        Ok(loaded.map(|account| self.know(account)))
    }

    pub(super) async fn add_shared(
        &self,
        replica: &Replica,
        mut account: Account,
        most: usize,
    ) -> Result<Shared, NoMerchant> {
        let _one_after_the_other = self.adding.lock().await;
        if self.account_count() >= most {
            return Err(NoMerchant::TooMany);
        }
        let records = account.take_records();
        match replica.add(&records).await {
            Ok(true) => Ok(self.know(account)),
            Ok(false) => Err(NoMerchant::Taken),
            Err(error) => Err(NoMerchant::NotKept(self.note_silent(&error))),
        }
    }

    /// Puts an account where it is found, unless another request was faster.
    fn know(&self, mut account: Account) -> Shared {
        account.hold_records();
        let code = account.credentials.code.clone();
        match self.accounts.write().entry(code) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(place) => place.insert(Arc::new(Mutex::new(account))).clone(),
        }
    }
}
