//! A database of SQLite in a file of a test's own.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A file in a folder of its own, both gone when it is dropped.
pub(crate) struct DatabaseFile {
    path: PathBuf,
    _folder: TempDir,
}

impl DatabaseFile {
    /// One that does not exist yet.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            path: folder.path().join("database.db"),
            _folder: folder,
        }
    }

    /// A copy of one in the repository, named from its root.
    pub(crate) fn copy_of(golden: &str) -> Self {
        let file = Self::new();
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(golden);
        std::fs::copy(golden, &file.path).unwrap();
        file
    }

    /// As shop and ledger are told of it.
    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}?mode=rwc", self.path.display())
    }
}
