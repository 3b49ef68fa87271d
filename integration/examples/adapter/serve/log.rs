//! The shop's log: numbers and outcomes, no personal data.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use kakebarai::Clock;

/// A file to which lines are added; it is there after a restart, too.
pub(super) struct Log {
    file: PathBuf,
    clock: Clock,
}

impl Log {
    pub(super) fn in_folder(folder: &Path, clock: Clock) -> Self {
        Self {
            file: folder.join("log.txt"),
            clock,
        }
    }

    pub(super) fn add(&self, line: &str) -> io::Result<()> {
        let now = self.clock.now();
        let mut file = File::options().append(true).create(true).open(&self.file)?;
        // In one piece, so that no two lines are mixed.
        file.write_all(format!("{now} {line}\n").as_bytes())
    }

    pub(super) fn text(&self) -> io::Result<String> {
        match fs::read_to_string(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            text => text,
        }
    }
}
