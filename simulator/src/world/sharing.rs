//! Merchants that several simulators share: what the others wrote is read before a request is looked at, and a request that met
//! another one is looked at again.

use std::{
    collections::{BTreeSet, btree_map::Entry},
    future::{Future, ready},
    sync::Arc,
};

use parking_lot::Mutex;

use super::{NoMerchant, Shared, World};
use crate::{
    account::{Account, Credentials},
    founding::Founding,
    ledger::{
        Keeping, NotKept,
        replica::{Position, Replica},
        tables::DataError,
    },
    settings::Settings,
};

/// How often a request is looked at before it is given up. Of all that meet, one always gets through.
const ATTEMPTS: u32 = 1_000;

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
            set.map_err(|NotKept| DataError::Unwritable)?;
        }
        Ok(world)
    }

    /// Knows the merchants that others made, and what they did; forgets those that others deleted.
    pub(crate) async fn meet_others(&self) -> Result<(), NotKept> {
        let Keeping::Replica(replica) = &self.keeping else {
            return Ok(());
        };
        let codes = replica.codes().await;
        let codes = codes.map_err(|error| self.note_unwritable(&error))?;
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
        let Some(account) = self.find_shared(replica, code).await? else {
            return Ok(act().await);
        };
        let turn = account.lock().turn.clone();
        let _turn = turn.lock().await;
        {
            let mut account = account.lock();
            // What was due and was noticed by who only looked has not happened before it is written.
            if !account.take_records().is_empty() {
                account.position = Position::NOTHING;
            }
        }
        for _ in 0..ATTEMPTS {
            let fresh = replica
                .refresh(code, &account, &self.settings, &self.journals)
                .await;
            if !fresh.map_err(|error| self.note_unwritable(&error))? {
                self.forget(code);
                return Ok(act().await);
            }
            let (last_request, coverage) = {
                let account = account.lock();
                (account.journal.last_number(), account.coverage.clone())
            };
            let done = act().await;
            let (records, version) = {
                let mut account = account.lock();
                account.write_controls();
                (account.take_records(), account.position.version)
            };
            if records.is_empty() {
                return Ok(done);
            }
            let committed = replica.commit(code, version, &records).await;
            let mut locked = account.lock();
            if let Ok(true) = committed {
                locked.note_commit(&records);
                drop(locked);
                self.checkpoint(code);
                return Ok(done);
            }
            // It did not happen; what is there is read anew.
            locked.position = Position::NOTHING;
            locked.journal.take_back(last_request);
            locked.coverage = coverage;
            committed.map_err(|error| self.note_unwritable(&error))?;
            replica.count_conflict();
        }
        Err(NotKept)
    }

    async fn find_shared(&self, replica: &Replica, code: &str) -> Result<Option<Shared>, NotKept> {
        if let Some(account) = self.account(code) {
            return Ok(Some(account));
        }
        let loaded = replica.load(code, &self.settings, &self.journals).await;
        let loaded = loaded.map_err(|error| self.note_unwritable(&error))?;
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
            Err(error) => {
                self.note_unwritable(&error);
                Err(NoMerchant::NotKept)
            }
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
