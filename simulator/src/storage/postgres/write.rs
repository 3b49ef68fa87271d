//! The events of a request, written in its transaction, also if its client has hung up.

use std::sync::Arc;

use tokio::sync::OwnedMutexGuard;

use super::{
    super::{
        StorageError,
        codec::{self, Record},
        finish, writing,
    },
    Locked, Postgres, REQUEST_TIMEOUT, within,
};
use crate::merchant::{Account, event::Unwritten, sync_point::SyncPoint};

/// The events of a request, on their way into the database.
pub(super) struct Write {
    pub(super) postgres: Arc<Postgres>,
    pub(super) merchant: Arc<Account>,
    pub(super) transaction: Locked,
    pub(super) unwritten: Vec<Unwritten>,
    pub(super) sync: SyncPoint,
    /// Held until the outcome is known, so that no other request sees the merchant before.
    pub(super) _lock: OwnedMutexGuard<()>,
}

impl Write {
    pub(super) async fn run(mut self) -> Result<(), StorageError> {
        let records = encode(self.merchant.code(), &self.unwritten);
        let prepared = within(REQUEST_TIMEOUT, async {
            let code = self.merchant.code();
            writing::raise_version(&mut self.transaction, code, self.sync.version).await?;
            writing::write(&mut self.transaction, &records, false).await?;
            Ok(())
        });
        if let Err(error) = prepared.await {
            self.merchant.state_mut().sync.forget();
            return Err(self.postgres.not_done(&error));
        }
        let committed = within(REQUEST_TIMEOUT, async {
            Ok(self.transaction.commit().await?)
        });
        if let Err(error) = committed.await {
            self.merchant.state_mut().sync.forget();
            self.postgres.note(&error);
            return Err(StorageError::DatabaseInDoubt);
        }
        let mut state = self.merchant.state_mut();
        state.note_written(&self.unwritten);
        finish(&self.merchant, &mut state);
        Ok(())
    }
}

pub(super) fn encode(code: &Arc<str>, unwritten: &[Unwritten]) -> Vec<Record> {
    unwritten
        .iter()
        .map(|unwritten| codec::encode(code, unwritten))
        .collect()
}
