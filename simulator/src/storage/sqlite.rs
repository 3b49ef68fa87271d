//! A file of SQLite: what many requests changed is written in one transaction, and each is answered once that is done.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs::TryLockError,
    mem,
    path::{Path, PathBuf},
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use sqlx::{AnyConnection, Connection as _, any::install_default_drivers};
use tokio::sync::{Notify, watch};

use super::{
    NotKept,
    codec::Record,
    tables::{self, DataError},
};
use crate::app::World;

/// After how many changes of a merchant it is asked whether a checkpoint is worth its while.
const CHECKPOINT_AFTER: u64 = 10_000;
/// How long it waits before it tries again to write what could not be written.
const AGAIN: Duration = Duration::from_millis(500);

/// What is still to be written, and how far it is.
#[derive(Debug)]
pub(crate) struct Queue {
    waiting: Mutex<Waiting>,
    wake: Notify,
    progress: watch::Sender<Progress>,
    /// How often a batch could not be written.
    failures: AtomicU64,
}

#[derive(Debug, Default)]
struct Waiting {
    records: Vec<Record>,
    /// How many records there ever were.
    last: u64,
    closing: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    /// How many records are written.
    written: u64,
    /// What comes next could not be written yet, or never will be.
    stuck: bool,
    /// Nothing more is written.
    ended: bool,
}

impl Queue {
    pub(crate) fn new() -> Self {
        Self {
            waiting: Mutex::default(),
            wake: Notify::new(),
            progress: watch::Sender::new(Progress::default()),
            failures: AtomicU64::new(0),
        }
    }

    /// Hands a record over. The order of a merchant's is that of its lock.
    pub(crate) fn put(&self, record: Record) {
        let mut waiting = self.waiting.lock();
        waiting.records.push(record);
        waiting.last += 1;
        drop(waiting);
        self.wake.notify_one();
    }

    /// Waits until everything that was handed over so far is written.
    pub(crate) async fn settled(&self) -> Result<(), NotKept> {
        let last = self.waiting.lock().last;
        let done = |progress: &Progress| progress.written >= last;
        if done(&self.progress.borrow()) {
            return Ok(());
        }
        let mut progress = self.progress.subscribe();
        match progress
            .wait_for(|progress| done(progress) || progress.stuck || progress.ended)
            .await
        {
            Ok(progress) if done(&progress) => Ok(()),
            Ok(progress) if !progress.ended => Err(NotKept::FileInDoubt),
            _ => Err(NotKept::File),
        }
    }

    /// How many records are written, and how many wait for it.
    pub(crate) fn figures(&self) -> (u64, u64) {
        let written = self.progress.borrow().written;
        (written, self.waiting.lock().last.saturating_sub(written))
    }

    /// How often a batch could not be written.
    pub(crate) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// Whether nothing can be written now.
    pub(crate) fn is_stuck(&self) -> bool {
        let progress = self.progress.borrow();
        progress.stuck || progress.ended
    }

    /// Writes what is still there, and ends.
    pub(crate) async fn close(&self) {
        self.waiting.lock().closing = true;
        self.wake.notify_one();
        let mut progress = self.progress.subscribe();
        let _ = progress.wait_for(|progress| progress.ended).await;
    }

    /// Writes until there is nothing more to come.
    pub(crate) async fn write(&self, mut file: File, world: Weak<World>) {
        self.write_all(&mut file, world).await;
        file.close().await;
        self.progress.send_modify(|progress| progress.ended = true);
    }

    /// Writes a batch, however often it takes; `false` where it is to end before.
    async fn write_through(&self, file: &mut File, batch: &[Record], world: &Weak<World>) -> bool {
        // What follows would stand on what is missing.
        while let Err(error) = file.write(batch).await {
            self.failures.fetch_add(1, Ordering::Relaxed);
            if !self.progress.borrow().stuck {
                if let Some(world) = world.upgrade() {
                    world.note_unwritable(&error);
                }
                self.progress.send_modify(|progress| progress.stuck = true);
            }
            if self.waiting.lock().closing {
                return false;
            }
            let _ = tokio::time::timeout(AGAIN, self.wake.notified()).await;
        }
        true
    }

    async fn write_all(&self, file: &mut File, world: Weak<World>) {
        let mut since: HashMap<Arc<str>, u64> = HashMap::new();
        loop {
            let (batch, last, closing) = {
                let mut waiting = self.waiting.lock();
                (
                    mem::take(&mut waiting.records),
                    waiting.last,
                    waiting.closing,
                )
            };
            if batch.is_empty() {
                if closing {
                    break;
                }
                self.wake.notified().await;
                continue;
            }
            if !self.write_through(file, &batch, &world).await {
                break;
            }
            self.progress.send_modify(|progress| {
                progress.written = last;
                progress.stuck = false;
            });
            for record in &batch {
                if let Record::Change { code, .. } = record {
                    let changes = since.entry(code.clone()).or_default();
                    *changes += 1;
                    if *changes >= CHECKPOINT_AFTER {
                        since.remove(code);
                        if let Some(world) = world.upgrade() {
                            world.checkpoint(code);
                        }
                    }
                }
            }
        }
    }
}

/// An open file, and how to open it again.
#[derive(Debug)]
pub(crate) struct File {
    path: PathBuf,
    /// Locked for as long as this process uses the file: `SQLite`'s own lock is gone while the connection is opened again.
    _lock: std::fs::File,
    /// `None` after an error, until it is opened again.
    connection: Option<AnyConnection>,
}

impl File {
    /// Opens the file for this process alone, creates it if there is none, and brings it up to date.
    pub(crate) async fn open(path: &Path) -> Result<Self, DataError> {
        install_default_drivers();
        let lock = make_private(path)?;
        let mut connection = connect(path).await?;
        tables::migrate(&mut connection).await?;
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
            connection: Some(connection),
        })
    }

    /// The connection, opened again after an error.
    pub(crate) async fn connection(&mut self) -> sqlx::Result<&mut AnyConnection> {
        if self.connection.is_none() {
            self.connection = Some(connect(&self.path).await?);
        }
        // It is there now.
        self.connection.as_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    /// Writes a batch in one transaction: all of it, or nothing.
    ///
    /// After an error the connection is closed. `SQLite` has rolled back by itself then, which the connection's own count of
    /// open transactions does not know: what it would begin and commit next would never reach the file.
    async fn write(&mut self, batch: &[Record]) -> sqlx::Result<()> {
        let connection = self.connection().await?;
        let written = async {
            let mut transaction = connection.begin().await?;
            tables::write(&mut transaction, batch).await?;
            transaction.commit().await
        }
        .await;
        if written.is_err() {
            self.close().await;
        }
        written
    }

    async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
    }
}

async fn connect(path: &Path) -> sqlx::Result<AnyConnection> {
    let mut name = String::new();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' | b'\\' => name.push(char::from(byte)),
            other if other.is_ascii_alphanumeric() => name.push(char::from(other)),
            other => drop(write!(name, "%{other:02X}")),
        }
    }
    let mut connection = AnyConnection::connect(&format!("sqlite://{name}?mode=rw")).await?;
    for pragma in [
        // A second simulator on the same file is turned away at once.
        "PRAGMA busy_timeout = 0",
        "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA journal_mode = WAL",
        // What is committed survives the end of this process, whatever that is. The end of the machine may take the last moments
        // with it, and leaves the file whole: for what is no bank, that is worth not to wait for the disk.
        "PRAGMA synchronous = NORMAL",
    ] {
        sqlx::query(pragma).execute(&mut connection).await?;
    }
    Ok(connection)
}

/// Creates the file if there is none, and locks it. It holds passwords of merchants, names and telephone numbers: nobody else
/// may read it.
fn make_private(path: &Path) -> Result<std::fs::File, DataError> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    // Elsewhere a lock would keep `SQLite` out, too.
    #[cfg(unix)]
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => DataError::InUse,
        TryLockError::Error(error) => DataError::File(error),
    })?;
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        private(Path::new(&name))?;
    }
    Ok(file)
}

/// Takes everybody else's rights to a file away, if it is there.
pub(crate) fn private(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::{
            fs::{Permissions, metadata, set_permissions},
            io::ErrorKind::NotFound,
            os::unix::fs::PermissionsExt as _,
        };
        match metadata(path) {
            Ok(found) if found.permissions().mode() & 0o077 != 0 => {
                set_permissions(path, Permissions::from_mode(0o600))?;
            }
            Err(error) if error.kind() != NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
