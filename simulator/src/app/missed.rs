//! Requests that reached none of the seven APIs: failed handshakes, bytes that are not HTTP, wrong addresses.

use std::collections::VecDeque;

use jiff::civil::DateTime;

use super::AppState;
use crate::log::LogEvent;

/// Limit of kept entries.
const MOST: usize = 100;
/// The most characters of a reason or an address that are kept.
const MAX_TEXT: usize = 200;

/// A request that reached none of the seven APIs.
#[derive(Debug)]
pub(crate) struct Miss {
    /// Counts from 1.
    pub(crate) number: u64,
    pub(crate) at: DateTime,
    pub(crate) reason: Box<str>,
    /// The address, if it resembles one of the seven.
    pub(crate) path: Option<Box<str>>,
}

/// The most recent misses.
#[derive(Debug, Default)]
pub(super) struct Misses {
    last_number: u64,
    kept: VecDeque<Miss>,
}

impl AppState {
    /// Keeps and logs a request that reached none of the seven. `reason` quotes nothing that was sent.
    pub(crate) fn miss(&self, reason: &str, path: Option<&str>) {
        let path = path.and_then(shown_path);
        self.note(&LogEvent::Missed {
            reason,
            path: path.as_deref(),
        });
        let mut misses = self.misses.lock();
        misses.last_number += 1;
        let miss = Miss {
            number: misses.last_number,
            at: self.now(),
            reason: reason.chars().take(MAX_TEXT).collect(),
            path,
        };
        if misses.kept.len() == MOST {
            misses.kept.pop_front();
        }
        misses.kept.push_back(miss);
    }

    /// Passes the most recent misses to `look`.
    pub(crate) fn missed<T>(&self, look: impl FnOnce(&VecDeque<Miss>) -> T) -> T {
        look(&self.misses.lock().kept)
    }

    /// Clears the misses; numbering continues.
    pub(crate) fn forget_missed(&self) {
        self.misses.lock().kept.clear();
    }
}

/// Returns an address that resembles one of the seven, without its parameters. Others are not kept: they may contain anything.
fn shown_path(path: &str) -> Option<Box<str>> {
    let path = path.split(';').next()?;
    let lower = path.to_ascii_lowercase();
    let is_near = lower.contains("apiaction") || lower.contains("kuroneko-anshin");
    let is_plain = |of: char| of.is_ascii_alphanumeric() || "/._-".contains(of);
    (is_near && path.len() <= MAX_TEXT && path.chars().all(is_plain)).then(|| path.into())
}
