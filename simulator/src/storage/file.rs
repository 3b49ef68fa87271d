//! The file of SQLite: opened for this process alone, reopened after an error, refused if it is not a simulator's.

use std::{
    fmt::Write as _,
    fs::{self, OpenOptions},
    io::Read as _,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{AnyConnection, Connection as _, any::install_default_drivers};

use super::{codec::Record, data_error::DataError, private::private, tables, writing};

/// An open file, and what reopens it.
#[derive(Debug)]
pub(crate) struct File {
    /// The form in which SQLite takes it.
    url: String,
    /// Locked while this process uses the file, because SQLite's own lock is gone while the connection is reopened.
    _lock: fs::File,
    /// `None` after an error, until it is opened again.
    connection: Option<AnyConnection>,
}

impl File {
    /// Opens the file for this process alone; creates it if it does not exist; migrates it. A refused file is left as it was.
    pub(crate) async fn open(path: &Path) -> Result<Self, DataError> {
        install_default_drivers();
        let is_new = !path.try_exists()?;
        if !is_new && !fs::metadata(path)?.is_file() {
            return Err(DataError::NoFile);
        }
        let beside = not_beside(path);
        let lock = lock(path)?;
        let opened = Self::open_locked(path, lock).await;
        if is_new && opened.is_err() {
            for file in beside.iter().map(PathBuf::as_path).chain([path]) {
                let _ = fs::remove_file(file);
            }
        }
        opened
    }

    async fn open_locked(path: &Path, mut lock: fs::File) -> Result<Self, DataError> {
        let name = name(path, &lock)?;
        if lock.metadata()?.len() > 0 {
            let mut start = [0; MAGIC.len()];
            if lock.read_exact(&mut start).is_err() || start != *MAGIC {
                return Err(DataError::NoDatabase);
            }
            look(path, &name).await?;
        }
        private(path)?;
        for file in beside(path) {
            private(&file)?;
        }
        let url = format!("sqlite://{name}?mode=rw");
        let mut connection = connect(&url).await?;
        tables::migrate(&mut connection).await?;
        Ok(Self {
            url,
            _lock: lock,
            connection: Some(connection),
        })
    }

    /// The connection, opened again after an error.
    pub(crate) async fn connection(&mut self) -> sqlx::Result<&mut AnyConnection> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.url).await?,
        };
        Ok(self.connection.insert(connection))
    }

    /// Writes a batch in one transaction, as a whole or not at all. `again`: an earlier try may have written it.
    ///
    /// After an error the connection is closed. SQLite has rolled back by itself then, but the connection still counts an open transaction:
    /// what it would begin and commit next would never reach the file.
    pub(super) async fn write(&mut self, batch: &[Record], again: bool) -> sqlx::Result<()> {
        let connection = self.connection().await?;
        let written = async {
            let mut transaction = connection.begin().await?;
            writing::write(&mut transaction, batch, again).await?;
            transaction.commit().await
        }
        .await;
        if written.is_err() {
            self.close().await;
        }
        written
    }

    pub(super) async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            let _ = connection.close().await;
        }
    }
}

/// The first bytes of a file of SQLite.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How often the lock is tried, and the pause in between: a fifth of a second in all.
#[cfg(unix)]
const LOCK_TRIES: u32 = 20;
#[cfg(unix)]
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// Opens the file, creates it if missing, and locks it. Nobody else may read it: it holds passwords of merchants, names and telephone
/// numbers.
fn lock(path: &Path) -> Result<fs::File, DataError> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path)?;
    // Elsewhere a lock would keep SQLite out, too.
    #[cfg(unix)]
    lock_soon(&file)?;
    Ok(file)
}

/// Locks a file. A process that is just being started has the lock of whoever starts it until it runs its program, so a lock is waited
/// for a moment.
#[cfg(unix)]
fn lock_soon(file: &fs::File) -> Result<(), DataError> {
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(fs::TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(fs::TryLockError::Error(error)) => return Err(DataError::File(error)),
        }
    }
    Err(DataError::InUse)
}

/// The name of a file for a URL: absolute, so that no part of it is read as a host, and with all unusual bytes escaped.
fn name(path: &Path, file: &fs::File) -> Result<String, DataError> {
    let path = path.canonicalize()?;
    let path = match path.to_str() {
        Some(text) => text.to_owned(),
        None => by_descriptor(file)?,
    };
    let mut name = String::new();
    for byte in path.bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' | b'\\' => name.push(char::from(byte)),
            other if other.is_ascii_alphanumeric() => name.push(char::from(other)),
            other => drop(write!(name, "%{other:02X}")),
        }
    }
    Ok(name)
}

/// A name in text for a file whose own name is not text: SQLite follows it to the file.
#[cfg(target_os = "linux")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "on other systems there is no such name"
)]
fn by_descriptor(file: &fs::File) -> Result<String, DataError> {
    use std::os::fd::AsRawFd as _;
    Ok(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(not(target_os = "linux"))]
fn by_descriptor(_: &fs::File) -> Result<String, DataError> {
    Err(DataError::File(std::io::Error::new(
        std::io::ErrorKind::InvalidFilename,
        "the name is not UTF-8",
    )))
}

/// The files that SQLite creates beside one.
fn beside(path: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|end| {
        let mut file = path.as_os_str().to_owned();
        file.push(end);
        file.into()
    })
}

/// The missing ones of these files.
fn not_beside(path: &Path) -> Vec<PathBuf> {
    let mut files = beside(path).to_vec();
    files.retain(|file| !file.exists());
    files
}

/// Checks, without altering anything, that the file is a simulator's.
async fn look(path: &Path, name: &str) -> Result<(), DataError> {
    let beside = not_beside(path);
    let mut connection = AnyConnection::connect(&format!("sqlite://{name}?mode=ro")).await?;
    let looked = tables::look(&mut connection).await;
    let _ = connection.close().await;
    // Reading creates these if they do not exist.
    if looked.is_err() {
        for file in beside {
            let _ = fs::remove_file(file);
        }
    }
    looked
}

async fn connect(url: &str) -> sqlx::Result<AnyConnection> {
    let mut connection = AnyConnection::connect(url).await?;
    for pragma in [
        // A second simulator on the same file is refused at once.
        "PRAGMA busy_timeout = 0",
        "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA journal_mode = WAL",
        // A commit survives any end of this process. A crash of the machine may lose the last moments, but leaves the file whole. A
        // test environment need not wait for the disk to avoid that.
        "PRAGMA synchronous = NORMAL",
    ] {
        sqlx::query(pragma).execute(&mut connection).await?;
    }
    Ok(connection)
}
