//! Creates, resets and deletes merchants.

use std::{collections::HashSet, sync::Arc};

use super::AppState;
use crate::{
    merchant::{
        Account,
        credentials::Credentials,
        event::Event,
        faults::Faults,
        initial_state::InitialState,
        registry::NotInserted,
        sample_data::{MAX_OF_ALL, SampleData},
        snapshots::Snapshots,
        state::State,
    },
    random::random,
    storage::{Storage, StorageError},
};

/// Why a merchant cannot be created.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum NotCreated {
    Taken,
    TooMany,
    TooMuchMadeUp,
    Storage(StorageError),
}

impl NotCreated {
    /// Returns the reason and the remedy.
    pub(crate) fn text(&self) -> (String, &'static str) {
        let (what, remedy) = match self {
            Self::Taken => (
                "その加盟店コードはすでに使われています。",
                "別のコードにするか、code を省いてください。",
            ),
            Self::TooMany => (
                "加盟店が多すぎます。",
                "使い終えた加盟店を DELETE するか、設定 max_merchants を増やしてください。",
            ),
            Self::TooMuchMadeUp => (
                "madeUp で作る取引先と注文が、全加盟店の合計で1,000,000件を超えます。",
                "madeUp の件数を減らすか、使い終えた加盟店を DELETE してください。",
            ),
            Self::Storage(error) => return error.text(),
        };
        (what.to_owned(), remedy)
    }
}

impl From<NotInserted> for NotCreated {
    fn from(not_inserted: NotInserted) -> Self {
        match not_inserted {
            NotInserted::Taken => Self::Taken,
            NotInserted::TooMany => Self::TooMany,
        }
    }
}

impl AppState {
    /// Creates a merchant, if its code is free and there are not too many.
    pub(crate) async fn add(
        &self,
        credentials: Credentials,
        initial_state: InitialState,
    ) -> Result<Arc<Account>, NotCreated> {
        self.add_within(credentials, initial_state, MAX_OF_ALL)
            .await
    }

    /// Creates a merchant if the made-up buyers and orders of all merchants stay within a limit.
    pub(crate) async fn add_within(
        &self,
        credentials: Credentials,
        initial_state: InitialState,
        most_made_up: u64,
    ) -> Result<Arc<Account>, NotCreated> {
        let most = self.settings.max_merchants;
        let Some(made_up) = initial_state.made_up.as_ref().map(SampleData::size) else {
            let forgotten = self.forget_deleted().await;
            forgotten.map_err(NotCreated::Storage)?;
            return self.create(credentials, initial_state, most).await;
        };
        self.sync_all().await.map_err(NotCreated::Storage)?;
        // One at a time, so that each sees the sum of those before it.
        let _one_after_the_other = self.adding.lock().await;
        let merchants = self.merchants();
        let there: u64 = merchants
            .iter()
            .filter_map(|merchant| {
                let state = merchant.state();
                state.initial_state().made_up.as_ref().map(SampleData::size)
            })
            .sum();
        if there + made_up > most_made_up {
            return Err(NotCreated::TooMuchMadeUp);
        }
        self.create(credentials, initial_state, most).await
    }

    /// Creates a merchant unless the maximum number exists already.
    pub(super) async fn create(
        &self,
        credentials: Credentials,
        initial_state: InitialState,
        most: usize,
    ) -> Result<Arc<Account>, NotCreated> {
        if self.merchants.len() >= most {
            return Err(NotCreated::TooMany);
        }
        let code = credentials.code.clone();
        let mut state = self.initial(credentials, initial_state).await?;
        if let Storage::Postgres(postgres) = &self.storage {
            let added = postgres.add(&code, &state.take_unwritten(), most).await;
            added.map_err(NotCreated::Storage)??;
            let merchant = Account::new(state, self.budget.clone());
            return Ok(self.merchants.get_or_insert(merchant));
        }
        let merchant = Account::new(state, self.budget.clone());
        let merchant = self.merchants.insert(merchant, most, |merchant| {
            if let Storage::Sqlite(writer) = &self.storage {
                writer.put(&code, merchant.state_mut().take_unwritten());
            }
        })?;
        self.flushed().await.map_err(NotCreated::Storage)?;
        Ok(merchant)
    }

    /// A merchant in its initial state. Sample data is made on a thread that serves no requests.
    async fn initial(
        &self,
        credentials: Credentials,
        initial_state: InitialState,
    ) -> Result<State, NotCreated> {
        let incarnation = self.storage.is_somewhere().then(|| random().cast_signed());
        let settings = self.settings.clone();
        let snapshots = Snapshots::new(self.budget.clone());
        let takes_long = initial_state.made_up.is_some();
        let create = move || {
            State::create(
                credentials,
                &settings,
                initial_state,
                snapshots,
                incarnation,
            )
        };
        if !takes_long {
            return Ok(create());
        }
        // It fails only while the simulator is being stopped.
        tokio::task::spawn_blocking(create)
            .await
            .map_err(|_| NotCreated::Storage(StorageError::File))
    }

    /// Creates a merchant with a code that is free and a password made for it.
    pub(crate) async fn mint(&self) -> Credentials {
        loop {
            let credentials = self.fresh_credentials(None, None);
            let created = self
                .create(credentials.clone(), InitialState::STANDARD, usize::MAX)
                .await;
            // A storage error is reported at the first request of the merchant.
            if !matches!(created, Err(NotCreated::Taken)) {
                return credentials;
            }
        }
    }

    async fn flushed(&self) -> Result<(), StorageError> {
        match &self.storage {
            Storage::Memory | Storage::Postgres(_) => Ok(()),
            Storage::Sqlite(writer) => writer.flushed().await,
        }
    }

    /// Deletes a merchant.
    pub(crate) async fn remove(&self, code: &str) -> Result<(), StorageError> {
        if let Storage::Postgres(postgres) = &self.storage {
            postgres.remove(code).await?;
        }
        if let Storage::Sqlite(writer) = &self.storage
            && self.merchants.unreadable(code).is_some()
        {
            writer.put_removal(&code.into());
        }
        self.merchants.remove(code, |merchant| {
            if let Storage::Sqlite(writer) = &self.storage {
                // Under its lock, so that nothing is written after the removal.
                let mut state = merchant.state_mut();
                state.stop_storing();
                writer.put_removal(merchant.code());
            }
            self.keep_coverage(merchant);
        });
        self.flushed().await
    }

    /// Keeps the coverage of a deleted merchant.
    pub(super) fn keep_coverage(&self, merchant: &Account) {
        self.unattributed_coverage.add(merchant.coverage());
    }

    /// Resets every merchant, and clears global faults and the journal of unattributed requests. Takes long where sample data is
    /// made again: not for the threads that serve requests.
    pub(crate) async fn reset(&self) -> Result<(), StorageError> {
        self.sync_all().await?;
        let mut not_reset = None;
        for code in self.codes() {
            let reset = self.transact(&code, |state| state.record(Event::Reset));
            // One that cannot be reset keeps no other from it.
            if let Err(error) = reset.await {
                not_reset.get_or_insert(error);
            }
        }
        self.unattributed.lock().reset();
        self.forget_missed();
        self.with_faults(Faults::clear);
        not_reset.map_or(Ok(()), Err)
    }

    /// Forgets the merchants that other simulators on the same database deleted.
    async fn forget_deleted(&self) -> Result<(), StorageError> {
        let Storage::Postgres(postgres) = &self.storage else {
            return Ok(());
        };
        // Listed before: those that are created meanwhile stay.
        let known = self.merchants();
        let codes: HashSet<String> = postgres.codes().await?.into_iter().collect();
        for merchant in known {
            if !codes.contains(&**merchant.code()) {
                self.merchants
                    .remove_this(&merchant, |merchant| self.keep_coverage(merchant));
            }
        }
        Ok(())
    }

    /// The codes of all merchants, including those that other simulators on the same database created, in order.
    pub(crate) async fn all_codes(&self) -> Result<Vec<Arc<str>>, StorageError> {
        let mut codes = self.codes();
        if let Storage::Postgres(postgres) = &self.storage {
            codes.extend(postgres.codes().await?.into_iter().map(Into::into));
            codes.sort_unstable();
            codes.dedup();
        }
        Ok(codes)
    }

    /// Reads what other simulators on the same database did: merchants created, altered, deleted. A merchant that cannot be read, or
    /// that another simulator holds for too long, is skipped.
    pub(crate) async fn sync_all(&self) -> Result<(), StorageError> {
        if !matches!(self.storage, Storage::Postgres(_)) {
            return Ok(());
        }
        let codes = self.all_codes().await?;
        for code in codes {
            // Due events then have happened when the merchant is looked at next.
            let caught_up = self.transact(&code, |state| drop(state.catch_up()));
            match caught_up.await {
                Ok(_) | Err(StorageError::Unreadable(_) | StorageError::Busy) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
