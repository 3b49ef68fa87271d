//! Opens and closes the storage.

use std::{path::Path, sync::Arc};

use super::{AppState, lifecycle::NotCreated};
use crate::{
    log::{Log, LogEvent},
    merchant::{
        Account, budget::Budget, credentials::Credentials, event, initial_state::InitialState,
        sync_point::SyncPoint,
    },
    settings::{Data, Settings},
    storage::{
        Storage, StorageError, codec,
        data_error::DataError,
        file::File,
        loading,
        postgres::Postgres,
        sqlite::{Observer, Writer},
        tables,
    },
};

/// Changes after which a checkpoint is worth its cost.
pub(super) const CHECKPOINT_WORTH: u64 = 10_000;
/// The same for a checkpoint that makes the next start quick.
const CHECKPOINT_AT_THE_END: u64 = 1_000;

/// Logs the errors of the writer of the file.
struct Logging(Option<Arc<Log>>);

impl Observer for Logging {
    fn unwritable(&self, error: &sqlx::Error) {
        if let Some(log) = &self.0 {
            log.write(&LogEvent::Unwritable {
                reason: error.to_string(),
            });
        }
    }
}

impl AppState {
    /// Opens the storage that the settings name, and creates the settings' merchants.
    pub(crate) async fn open(settings: Settings) -> Result<Arc<Self>, DataError> {
        let settings = Arc::new(settings);
        let budget = Arc::new(Budget::new(settings.journal_bytes, settings.snapshot_bytes));
        let log = settings.log.map(Log::new).map(Arc::new);
        let app = match &settings.data {
            None => Self::with_storage(settings.clone(), budget, log, Storage::Memory),
            Some(Data::File(path)) => Self::open_file(&settings, budget, log, path).await?,
            Some(Data::Postgres(url)) => {
                let (settings, budget, log) = (settings.clone(), budget, log);
                let opened =
                    Postgres::open(url, settings.clone(), budget.clone(), log.clone()).await?;
                Self::with_storage(settings, budget, log, Storage::Postgres(Arc::new(opened)))
            }
        };
        app.create_settings_merchants().await?;
        Ok(Arc::new(app))
    }

    /// A state in memory, with the settings' merchants.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn new(settings: Settings) -> Self {
        use futures_util::FutureExt as _;
        let settings = Arc::new(settings);
        let budget = Arc::new(Budget::new(settings.journal_bytes, settings.snapshot_bytes));
        let log = settings.log.map(Log::new).map(Arc::new);
        let app = Self::with_storage(settings, budget, log, Storage::Memory);
        // In memory there is nothing to wait for.
        let _ = app.create_settings_merchants().now_or_never();
        app
    }

    async fn open_file(
        settings: &Arc<Settings>,
        budget: Arc<Budget>,
        log: Option<Arc<Log>>,
        path: &Path,
    ) -> Result<Self, DataError> {
        let mut file = File::open(path).await?;
        let connection = file.connection().await?;
        let writer = Arc::new(Writer::new());
        let app = Self::with_storage(
            settings.clone(),
            budget,
            log,
            Storage::Sqlite(writer.clone()),
        );
        for row in tables::merchants(connection).await? {
            let code = row.code.clone();
            match loading::state(connection, row, &app.settings, &app.budget).await {
                Ok(state) => {
                    let merchant = Account::new(state, app.budget.clone());
                    app.merchants.get_or_insert(merchant);
                }
                // The other merchants can still be used.
                Err(error @ DataError::Unreadable { .. }) => {
                    app.note(&LogEvent::Unreadable {
                        merchant: &code,
                        reason: error.to_string(),
                    });
                    app.merchants.note_unreadable(&code, error.to_string());
                }
                Err(error) => return Err(error),
            }
        }
        let observer = Logging(app.log.clone());
        tokio::spawn(async move { writer.run(file, observer).await });
        Ok(app)
    }

    /// Creates the settings' merchants that do not exist yet.
    async fn create_settings_merchants(&self) -> Result<(), DataError> {
        for merchant in &self.settings.merchants {
            let (code, password) = (&*merchant.code, &*merchant.password);
            let credentials = Credentials::new(code, password);
            let created = self.create(credentials, InitialState::STANDARD, usize::MAX);
            match created.await {
                Ok(_) => continue,
                Err(NotCreated::Taken) => {}
                Err(_) => return Err(DataError::Unwritable),
            }
            let set = self.transact(code, |state| {
                if **state.credentials().password() != *password {
                    state.record(event::Event::PasswordChanged(password.into()));
                }
            });
            match set.await {
                // The request that needs an unreadable merchant reports it.
                Ok(_) | Err(StorageError::Unreadable(_)) => {}
                Err(_) => return Err(DataError::Unwritable),
            }
        }
        Ok(())
    }

    /// Writes a checkpoint of a merchant in the background, one at a time.
    pub(super) fn checkpoint(&self, merchant: &Arc<Account>) {
        if !merchant.state_mut().begin_checkpoint() {
            return;
        }
        let merchant = merchant.clone();
        match &self.storage {
            Storage::Memory => {}
            Storage::Sqlite(writer) => {
                let writer = writer.clone();
                tokio::task::spawn_blocking(move || {
                    let Some((number, books, at)) = checkpoint_of(&merchant) else {
                        return;
                    };
                    let code = merchant.code().clone();
                    let mut state = merchant.state_mut();
                    // Void if the merchant was reset or deleted since.
                    let counts = state.is_stored() && state.resets() == at.resets;
                    if counts {
                        writer.put_checkpoint(&code, number, books);
                    }
                    state.end_checkpoint(counts.then_some(number));
                });
            }
            Storage::Postgres(postgres) => {
                let postgres = postgres.clone();
                tokio::spawn(async move {
                    let made_from = merchant.clone();
                    let made = tokio::task::spawn_blocking(move || checkpoint_of(&made_from));
                    let Ok(Some((number, books, at))) = made.await else {
                        return;
                    };
                    let code = merchant.code();
                    let written = postgres.write_checkpoint(code, at, number, books).await;
                    let mut state = merchant.state_mut();
                    let counts = written.is_ok() && state.resets() == at.resets;
                    // A later checkpoint makes up for one that failed.
                    state.end_checkpoint(counts.then_some(number));
                });
            }
        }
    }

    /// Writes everything that is not written yet, and closes the storage.
    pub(crate) async fn close(&self) {
        match &self.storage {
            Storage::Memory => {}
            Storage::Sqlite(writer) => {
                for merchant in self.merchants() {
                    let due = merchant.state().checkpoint_due(CHECKPOINT_AT_THE_END);
                    if let Some((number, books, way_back)) = due {
                        let books = codec::books(&way_back.walk(books));
                        writer.put_checkpoint(merchant.code(), number, books);
                    }
                }
                writer.close().await;
            }
            Storage::Postgres(postgres) => postgres.close().await,
        }
    }
}

/// The text of a checkpoint that was begun, after how many changes it is, and when it was made. Ends it if it is not due any more.
/// Takes long for large books.
fn checkpoint_of(merchant: &Account) -> Option<(u64, String, SyncPoint)> {
    let (due, at) = {
        let mut state = merchant.state_mut();
        let due = state.checkpoint_due(CHECKPOINT_WORTH);
        if due.is_none() {
            state.end_checkpoint(None);
        }
        (due, state.sync)
    };
    let (number, books, way_back) = due?;
    Some((number, codec::books(&way_back.walk(books)), at))
}
