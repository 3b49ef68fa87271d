//! Reads and rewrites the baseline for `run` and `mutate`.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::print;
use crate::judging::baseline::{BadBaseline, Baseline, FILE};

/// Reads the named file, or the usual one if it exists, and returns its path. A file that is to be written need not exist.
pub(super) fn open(named: Option<&Path>, is_written: bool) -> Result<(Baseline, PathBuf), String> {
    let file = named.unwrap_or_else(|| Path::new(FILE)).to_owned();
    let baseline = if file.exists() || named.is_some() && !is_written {
        Baseline::read(&file).map_err(|error| error.to_string())?
    } else {
        Baseline::default()
    };
    Ok((baseline, file))
}

/// Rewrites the file if its text changes.
pub(super) fn update(
    file: &Path,
    updated: impl FnOnce(&str) -> Result<String, BadBaseline>,
) -> Result<(), String> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("{}：{error}", file.display())),
    };
    let updated = updated(&text).map_err(|error| error.to_string())?;
    if updated != text {
        std::fs::write(file, updated).map_err(|error| format!("{}：{error}", file.display()))?;
        print(&format!("{} を書き換えました。\n", file.display()));
    }
    Ok(())
}

/// The accepted ids, each with the reason.
pub(super) fn accepted(ids: &[String], reason: Option<&str>) -> Vec<(String, String)> {
    let reason = reason.unwrap_or_default();
    ids.iter()
        .map(|id| (id.clone(), reason.to_owned()))
        .collect()
}
