//! Merchants that are made, found again, and forgotten; and that what a request did is written down before it is answered.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    future::{Future, ready},
    path::Path,
    sync::Arc,
};

use parking_lot::Mutex;

use super::{NoMerchant, Shared, World};
use crate::{
    merchant::{Account, Credentials, faults::Faults, sample_data::MOST_OF_ALL, seed::Founding},
    settings::{Data, Settings},
    storage::{
        Keeping, NotKept, loading,
        sqlite::{File, Queue},
        tables::{self, DataError},
    },
};

/// From how many changes on a checkpoint is worth its while.
const CHECKPOINT_WORTH: u64 = 10_000;
/// The same for one that makes the next start a quick one.
const CHECKPOINT_AT_THE_END: u64 = 1_000;

impl World {
    /// A world with what was kept where the settings say, and with the settings' merchants.
    pub(crate) async fn open(settings: Settings) -> Result<Arc<Self>, DataError> {
        match settings.data.clone() {
            None => {
                let world = Self::keeping(settings, Keeping::Memory);
                world.found_merchants();
                Ok(Arc::new(world))
            }
            Some(Data::File(path)) => Self::open_file(settings, &path).await,
            Some(Data::Postgres(url)) => Self::open_replica(settings, &url).await,
        }
    }

    async fn open_file(settings: Settings, path: &Path) -> Result<Arc<Self>, DataError> {
        let mut file = File::open(path).await?;
        let connection = file.connection().await?;
        let queue = Arc::new(Queue::new());
        let world = Self::keeping(settings, Keeping::File(queue.clone()));
        for stored in tables::merchants(connection).await? {
            let mut account =
                loading::account(connection, stored, &world.settings, &world.journals).await?;
            account.write_to(&queue);
            let code = account.credentials.code.clone();
            let account = Arc::new(Mutex::new(account));
            world.accounts.write().insert(code, account);
        }
        world.found_merchants();
        let world = Arc::new(world);
        let weak = Arc::downgrade(&world);
        let writing = queue.clone();
        tokio::spawn(async move { writing.write(file, weak).await });
        let unwritable = |_: NotKept| DataError::Unwritable;
        queue.settled().await.map_err(unwritable)?;
        Ok(world)
    }

    /// The settings' merchants, those that are not there yet.
    pub(super) fn found_merchants(&self) {
        for merchant in &self.settings.merchants {
            if let Some(account) = self.account(&merchant.code) {
                account.lock().set_password(&merchant.password);
                continue;
            }
            let credentials = Credentials::new(merchant.code.clone(), merchant.password.clone());
            let _ = self.insert(self.found_here(credentials, Founding::STANDARD), usize::MAX);
        }
    }

    /// Carries out a request; it may be answered when this returns. Where several simulators share a merchant it may be carried
    /// out more than once, and only the last time counts.
    ///
    /// # Errors
    /// [`NotKept`] where what it did could not be written down.
    pub(crate) async fn visit<T, F: Future<Output = T>>(
        &self,
        code: Option<&str>,
        mut act: impl FnMut() -> F,
    ) -> Result<T, NotKept> {
        match &self.keeping {
            Keeping::Memory => Ok(act().await),
            Keeping::File(queue) => {
                if queue.is_stuck() {
                    return Err(NotKept::File);
                }
                let done = act().await;
                if let Some(account) = code.and_then(|code| self.account(code)) {
                    account.lock().write_controls();
                }
                queue.settled().await?;
                Ok(done)
            }
            Keeping::Replica(replica) => self.visit_shared(replica, code, act).await,
        }
    }

    /// Writes a checkpoint of a merchant in the background, if it is worth its while.
    pub(crate) fn checkpoint(&self, code: &str) {
        let Some(account) = self.account(code) else {
            return;
        };
        let begun = account.lock().begin_checkpoint(CHECKPOINT_WORTH);
        if let Some(checkpoint) = begun {
            tokio::task::spawn_blocking(move || {
                let books = loading::written(&checkpoint.books);
                account.lock().finish_checkpoint(&checkpoint, books);
            });
        }
    }

    /// Whether what is done can be written down.
    pub(crate) async fn can_keep(&self) -> bool {
        match &self.keeping {
            Keeping::Memory => true,
            Keeping::File(queue) => !queue.is_stuck(),
            Keeping::Replica(replica) => replica.answers().await,
        }
    }

    /// Writes everything that is not written yet.
    pub(crate) async fn close(&self) {
        match &self.keeping {
            Keeping::Memory => {}
            Keeping::File(queue) => {
                for account in self.accounts() {
                    let mut account = account.lock();
                    if let Some(checkpoint) = account.begin_checkpoint(CHECKPOINT_AT_THE_END) {
                        let books = loading::written(&checkpoint.books);
                        account.finish_checkpoint(&checkpoint, books);
                    }
                }
                queue.close().await;
            }
            Keeping::Replica(replica) => replica.close().await,
        }
    }

    /// Makes a merchant, if its code is free and there are not too many.
    pub(crate) async fn add(
        &self,
        credentials: Credentials,
        founding: Founding,
    ) -> Result<Shared, NoMerchant> {
        self.add_within(credentials, founding, MOST_OF_ALL).await
    }

    /// Makes a merchant where the made-up buyers and orders of all merchants stay within a limit.
    pub(crate) async fn add_within(
        &self,
        credentials: Credentials,
        founding: Founding,
        most_made_up: u64,
    ) -> Result<Shared, NoMerchant> {
        self.meet_others().await.map_err(NoMerchant::NotKept)?;
        let most = self.settings.max_merchants;
        let Some(made_up) = &founding.made_up else {
            return self.add_one(credentials, founding, most).await;
        };
        // Each knows what those before it came to.
        let _one_after_the_other = self.making_up.lock().await;
        let accounts = self.accounts();
        let there: u64 = accounts
            .iter()
            .map(|account| account.lock().made_up())
            .sum();
        if there + made_up.size() > most_made_up {
            return Err(NoMerchant::TooMuchMadeUp);
        }
        self.add_one(credentials, founding, most).await
    }

    /// Makes a merchant where there are fewer than the most that there may be.
    async fn add_one(
        &self,
        credentials: Credentials,
        founding: Founding,
        most: usize,
    ) -> Result<Shared, NoMerchant> {
        if self.account_count() >= most {
            return Err(NoMerchant::TooMany);
        }
        let account = self.found(credentials, founding).await?;
        if let Keeping::Replica(replica) = &self.keeping {
            return self.add_shared(replica, account, most).await;
        }
        let account = self.insert(account, most)?;
        self.settled().await.map_err(NoMerchant::NotKept)?;
        Ok(account)
    }

    /// An account at its beginning. What takes long is done where nobody waits for it.
    pub(super) async fn found(
        &self,
        credentials: Credentials,
        founding: Founding,
    ) -> Result<Account, NoMerchant> {
        if founding.made_up.is_none() {
            return Ok(self.found_here(credentials, founding));
        }
        let (settings, journals) = (self.settings.clone(), self.journals.clone());
        let is_kept = !matches!(self.keeping, Keeping::Memory);
        let found = move || Account::found(credentials, &settings, founding, &journals, is_kept);
        // It fails only while the simulator is being stopped.
        tokio::task::spawn_blocking(found)
            .await
            .map_err(|_| NoMerchant::NotKept(NotKept::File))
    }

    fn found_here(&self, credentials: Credentials, founding: Founding) -> Account {
        let is_kept = !matches!(self.keeping, Keeping::Memory);
        let (settings, journals) = (&self.settings, &self.journals);
        Account::found(credentials, settings, founding, journals, is_kept)
    }

    /// Makes a merchant with a code that is free and a password made for it.
    pub(crate) async fn mint(&self) -> Credentials {
        loop {
            let credentials = self.fresh_credentials(None, None);
            let made = self
                .add_one(credentials.clone(), Founding::STANDARD, usize::MAX)
                .await;
            // What cannot be written down is said at its first request.
            if !matches!(made, Err(NoMerchant::Taken)) {
                return credentials;
            }
        }
    }

    async fn settled(&self) -> Result<(), NotKept> {
        match &self.keeping {
            Keeping::Memory | Keeping::Replica(_) => Ok(()),
            Keeping::File(queue) => queue.settled().await,
        }
    }

    fn insert(&self, mut account: Account, most: usize) -> Result<Shared, NoMerchant> {
        let code = account.credentials.code.clone();
        let mut accounts = self.accounts.write();
        // Of those that were founded at the same time the last ones may be too many.
        let is_full = accounts.len() >= most;
        match accounts.entry(code) {
            Entry::Occupied(_) => Err(NoMerchant::Taken),
            Entry::Vacant(_) if is_full => Err(NoMerchant::TooMany),
            Entry::Vacant(place) => {
                if let Keeping::File(queue) = &self.keeping {
                    account.write_to(queue);
                }
                Ok(place.insert(Arc::new(Mutex::new(account))).clone())
            }
        }
    }

    /// Forgets a merchant.
    pub(crate) async fn remove(&self, code: &str) -> Result<(), NotKept> {
        if let Keeping::Replica(replica) = &self.keeping {
            let removed = replica.remove(code).await;
            removed.map_err(|error| self.note_silent(&error))?;
        }
        self.forget(code);
        self.settled().await
    }

    /// Forgets a merchant that is gone, and not another one that has its code.
    pub(super) fn forget_this(&self, code: &str, account: &Shared) {
        let mut accounts = self.accounts.write();
        if accounts
            .get(code)
            .is_some_and(|known| Arc::ptr_eq(known, account))
        {
            self.forget_in(&mut accounts, code);
        }
    }

    fn forget(&self, code: &str) {
        self.forget_in(&mut self.accounts.write(), code);
    }

    fn forget_in(&self, accounts: &mut BTreeMap<String, Shared>, code: &str) {
        // Before the code can be given again.
        if let Some(account) = accounts.remove(code) {
            let mut account = account.lock();
            account.write_removal();
            self.stray_coverage.lock().add(&account.coverage);
        }
    }

    /// Every merchant goes back to its beginning; what belongs to no merchant is forgotten.
    pub(crate) async fn reset(&self) -> Result<(), NotKept> {
        self.meet_others().await?;
        for code in self.codes() {
            let reset = || {
                if let Some(account) = self.account(&code) {
                    account.lock().reset(&self.settings);
                }
                ready(())
            };
            self.visit(Some(&code), reset).await?;
        }
        self.strays.lock().reset();
        self.with_faults(Faults::clear);
        Ok(())
    }
}
