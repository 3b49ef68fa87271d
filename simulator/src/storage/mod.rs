//! Storage of merchants: only in memory, in a file of SQLite, or in PostgreSQL together with other simulators.

use std::sync::Arc;

pub(crate) mod codec;
pub(crate) mod data_error;
pub(crate) mod file;
pub(crate) mod loading;
pub(crate) mod postgres;
pub(crate) mod private;
pub(crate) mod sqlite;
pub(crate) mod tables;
pub(crate) mod writing;

use self::{postgres::Postgres, sqlite::Writer};
use crate::merchant::{Account, state::State};

/// Storage besides memory.
#[derive(Debug)]
pub(crate) enum Storage {
    /// Nowhere: everything ends with the simulator.
    Memory,
    /// In a file of SQLite.
    Sqlite(Arc<Writer>),
    /// In PostgreSQL, together with other simulators.
    Postgres(Arc<Postgres>),
}

/// The outcome of a transaction.
#[derive(Debug)]
pub(crate) enum Transacted<T, F> {
    /// The function was run, and its events are stored.
    Done(T),
    /// The merchant was deleted, or a new one has its code. Nothing was run.
    Gone(F),
}

impl Storage {
    /// Runs a function on a merchant's state, once, and stores its events. The result may be acknowledged when this returns.
    ///
    /// # Errors
    /// The events could not be stored, or the function was not run.
    pub(crate) async fn transact<T, F: FnOnce(&mut State) -> T>(
        &self,
        merchant: &Arc<Account>,
        act: F,
    ) -> Result<Transacted<T, F>, StorageError> {
        match self {
            Self::Memory => {
                let mut state = merchant.state_mut();
                let done = act(&mut state);
                finish(merchant, &mut state);
                Ok(Transacted::Done(done))
            }
            Self::Sqlite(writer) => {
                if writer.is_failing() {
                    return Err(StorageError::File);
                }
                let done = {
                    let mut state = merchant.state_mut();
                    let done = act(&mut state);
                    finish(merchant, &mut state);
                    // In the order of the merchant's lock.
                    writer.put(merchant.code(), state.take_unwritten());
                    done
                };
                writer.flushed().await?;
                Ok(Transacted::Done(done))
            }
            Self::Postgres(postgres) => postgres.transact(merchant, act).await,
        }
    }

    /// Whether what is stored of a merchant is what is known here: no other simulator has written since.
    ///
    /// # Errors
    /// The database does not answer.
    pub(crate) async fn is_current(&self, merchant: &Account) -> Result<bool, StorageError> {
        match self {
            Self::Memory | Self::Sqlite(_) => Ok(true),
            Self::Postgres(postgres) => postgres.is_current(merchant).await,
        }
    }

    /// Whether anything is stored.
    pub(crate) const fn is_somewhere(&self) -> bool {
        !matches!(self, Self::Memory)
    }

    /// Whether events can be stored at the moment.
    pub(crate) async fn is_writable(&self) -> bool {
        match self {
            Self::Memory => true,
            Self::Sqlite(writer) => !writer.is_failing(),
            Self::Postgres(postgres) => postgres.answers().await,
        }
    }
}

/// Applies the effects of a transaction outside storage.
fn finish(merchant: &Account, state: &mut State) {
    if state.take_reset() {
        merchant.journal_mut().reset();
    }
}

/// Something could not be stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum StorageError {
    /// The file cannot be written, and nothing was done.
    File,
    /// The file could not be written at first. It may be written by now.
    FileInDoubt,
    /// The database reports an error, and nothing was done.
    Database,
    /// The database did not report whether it has written.
    DatabaseInDoubt,
    /// Other requests held the merchant for too long, and nothing was done.
    Busy,
    /// The stored merchant cannot be read, and nothing was done.
    Unreadable(String),
}

impl StorageError {
    /// The problem and the remedy.
    pub(crate) fn text(&self) -> (String, &'static str) {
        let (what, remedy) = match self {
            Self::File => (
                "データを書き込めないため、要求は処理されていません。",
                "ディスクの空きと権限を確認してください。書き込めるようになれば、起動し直さなくても使えます。",
            ),
            Self::FileInDoubt => (
                "データを書き込めず、要求が処理されたかどうかはまだ決まっていません。",
                "ディスクの空きと権限を確認し、書き込めるようになってから、処理されたかどうかを確かめてください。",
            ),
            Self::Database => (
                "データベースが応答しないため、要求は処理されていません。",
                "PostgreSQL が動いていて接続できるかを確認してください。応答するようになれば、起動し直さなくても使えます。",
            ),
            Self::DatabaseInDoubt => (
                "データベースの応答がなく、要求が処理されたかどうか分かりません。",
                "PostgreSQL が応答するようになってから、処理されたかどうかを確かめてください。",
            ),
            Self::Busy => (
                "この加盟店への要求が混み合っているため、要求は処理されていません。",
                "同時に送る要求を減らすか、しばらくしてからもう一度送ってください。",
            ),
            Self::Unreadable(reason) => {
                return (
                    format!(
                        "この加盟店の保存データを読めないため、要求は処理されていません（{reason}）。"
                    ),
                    "控えに戻すか、DELETE /_simulator/v1/merchants/{加盟店コード} でこの加盟店を消してください。ほかの加盟店はそのまま使えます。",
                );
            }
        };
        (what.to_owned(), remedy)
    }

    /// Whether the request may have been carried out.
    pub(crate) const fn is_in_doubt(&self) -> bool {
        matches!(self, Self::FileInDoubt | Self::DatabaseInDoubt)
    }
}
