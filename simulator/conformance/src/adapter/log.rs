//! The output of an adapter besides its answers, in order, bounded, without the passwords.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The source of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LogSource {
    /// The log proper.
    Stderr,
    /// A line on stdout that is not an answer: a warning of PHP, a forgotten `print`.
    Noise,
}

/// A line.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// Counts the lines of the run.
    pub number: u64,
    /// Its source.
    pub source: LogSource,
    /// The sessions open at that time.
    pub sessions: Arc<[String]>,
    /// The line, its passwords replaced.
    pub text: String,
    /// Whether it contained a password.
    pub held_password: bool,
}

/// Replaces passwords.
const MASK: &str = "●●●";

/// The log of an adapter, over all of its processes.
#[derive(Debug)]
pub struct AdapterLog {
    kept: Mutex<Kept>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Kept {
    lines: VecDeque<LogLine>,
    bytes: usize,
    /// The number of lines ever written.
    written: u64,
    noise: u64,
    open: Vec<String>,
    /// The open sessions, shared by the lines written meanwhile.
    shared: Arc<[String]>,
    passwords: Vec<String>,
}

impl AdapterLog {
    /// Creates a log that keeps this many bytes.
    pub fn new(bytes: usize) -> Self {
        Self {
            kept: Mutex::default(),
            bytes,
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on, lines belong to this session too, and none contains its password.
    pub(super) fn open(&self, session: &str, password: &str) {
        let mut kept = self.kept();
        if !kept.open.iter().any(|open| open == session) {
            kept.open.push(session.to_owned());
            kept.shared = kept.open.as_slice().into();
        }
        if !password.is_empty() && !kept.passwords.iter().any(|known| known == password) {
            kept.passwords.push(password.to_owned());
        }
    }

    pub(super) fn close(&self, session: &str) {
        let mut kept = self.kept();
        kept.open.retain(|open| open != session);
        kept.shared = kept.open.as_slice().into();
    }

    pub(super) fn write(&self, source: LogSource, bytes: &[u8]) {
        let mut kept = self.kept();
        let raw = String::from_utf8_lossy(bytes);
        let text = kept.masked(raw.trim_end());
        kept.written += 1;
        kept.noise += u64::from(source == LogSource::Noise);
        let line = LogLine {
            number: kept.written,
            source,
            sessions: kept.shared.clone(),
            held_password: text != raw.trim_end(),
            text,
        };
        kept.bytes += line.text.len();
        kept.lines.push_back(line);
        while kept.bytes > self.bytes {
            let Some(oldest) = kept.lines.pop_front() else {
                break;
            };
            kept.bytes -= oldest.text.len();
        }
    }

    /// A text without the passwords of the run.
    pub fn masked(&self, text: &str) -> String {
        self.kept().masked(text)
    }

    /// The number of lines on stdout that were not answers.
    pub fn noise(&self) -> u64 {
        self.kept().noise
    }

    /// The number of written lines, dropped ones included.
    pub fn written(&self) -> u64 {
        self.kept().written
    }

    /// The kept lines from a number on.
    pub fn since(&self, number: u64) -> Vec<LogLine> {
        let kept = self.kept();
        let lines = kept.lines.iter().filter(|line| line.number >= number);
        lines.cloned().collect()
    }

    /// The kept lines that were written while a session was open.
    pub fn of_session(&self, session: &str) -> Vec<LogLine> {
        let mut lines = self.since(0);
        lines.retain(|line| line.sessions.iter().any(|open| open == session));
        lines
    }

    /// The last lines of a source.
    pub fn last(&self, source: LogSource, count: usize) -> Vec<String> {
        let kept = self.kept();
        let of_it = kept.lines.iter().rev().filter(|line| line.source == source);
        let mut lines: Vec<_> = of_it.take(count).map(|line| line.text.clone()).collect();
        lines.reverse();
        lines
    }
}

impl Kept {
    fn masked(&self, text: &str) -> String {
        let mut masked = text.to_owned();
        for password in &self.passwords {
            if masked.contains(password.as_str()) {
                masked = masked.replace(password.as_str(), MASK);
            }
        }
        masked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_belong_to_the_sessions_that_were_open() {
        let log = AdapterLog::new(1_000);
        log.write(LogSource::Stderr, b"before\n");
        log.open("s1", "pass-1");
        log.write(LogSource::Stderr, b"one");
        log.open("s2", "pass-2");
        log.write(LogSource::Noise, b"Warning: both\r\n");
        log.close("s1");
        log.write(LogSource::Stderr, b"two");
        let texts = |session| {
            let lines = log.of_session(session);
            lines.into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("s1"), ["one", "Warning: both"]);
        assert_eq!(texts("s2"), ["Warning: both", "two"]);
        assert_eq!((log.noise(), log.written()), (1, 4));
        assert_eq!(log.last(LogSource::Stderr, 2), ["one", "two"]);
    }

    #[test]
    fn no_password_is_kept_and_its_place_is_known() {
        let log = AdapterLog::new(1_000);
        log.open("s1", "8f3a91");
        log.write(LogSource::Stderr, b"passWord=8f3a91&orderNo=1");
        log.write(LogSource::Stderr, b"orderNo=1");
        let lines = log.since(0);
        assert_eq!(lines[0].text, "passWord=●●●&orderNo=1");
        assert_eq!(
            (lines[0].held_password, lines[1].held_password),
            (true, false)
        );
    }

    #[test]
    fn the_oldest_lines_are_dropped() {
        let log = AdapterLog::new(8);
        for line in ["aaaa", "bbbb", "cccc"] {
            log.write(LogSource::Stderr, line.as_bytes());
        }
        assert_eq!(log.last(LogSource::Stderr, 9), ["bbbb", "cccc"]);
        assert_eq!(log.since(0)[0].number, 2);
        assert_eq!(log.written(), 3);
    }
}
