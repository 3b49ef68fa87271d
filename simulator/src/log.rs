//! The log: one line an event, on the standard error stream. Without passwords and personal data: numbers, codes and names of our own.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    sync::{
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use serde::Serialize;

use crate::clock::{in_japan, system_time};

/// The most lines that wait to be written. Further ones are left out, and counted.
const MAX_WAITING: usize = 10_000;

/// How a line is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub enum LogFormat {
    /// JSON, one object a line.
    Json,
    /// `name=value`, for people; a value with spaces in quotes.
    Text,
}

/// An event to log.
#[derive(Serialize)]
#[serde(
    tag = "event",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum LogEvent<'a> {
    /// The simulator is ready.
    Started {
        url: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        https: Option<String>,
        version: &'a str,
    },
    /// The authority's certificate would expire within a year and was replaced; clients must trust the new one.
    AuthorityRenewed { place: String },
    /// A request to one of the seven was answered.
    Request {
        request: u64,
        api: &'a str,
        /// 加盟店コード of a merchant that exists.
        #[serde(skip_serializing_if = "Option::is_none")]
        merchant: Option<&'a str>,
        /// The answered code; left out for an accepted request.
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        fault: Option<&'a str>,
        /// Why the bytes are not a form, or the likely cause of missing fields.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'a str>,
        /// The time it took, without a fault's delay.
        microseconds: u64,
    },
    /// A request reached none of the seven: a failed handshake, not HTTP, a wrong address.
    Missed {
        reason: &'a str,
        /// The address, if it resembles one of the seven.
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<&'a str>,
    },
    /// The rules of an API passed a request that cannot be carried out: a mistake of the simulator. It was answered with 9900001.
    NoOutcome { api: &'a str },
    /// Changes could not be written, so the requests that made them were not answered.
    Unwritable { reason: String },
    /// A stored merchant cannot be read. The others can be used.
    Unreadable { merchant: &'a str, reason: String },
    /// The simulator is stopping, and finishes the requests that have arrived.
    Stopping,
    /// The simulator has stopped.
    Stopped,
    /// A number of lines were left out, because the reader was too slow.
    LinesLeftOut { lines: u64 },
}

#[derive(Serialize)]
struct LogLine<'a> {
    at: String,
    level: &'static str,
    #[serde(flatten)]
    event: &'a LogEvent<'a>,
}

/// Writes lines from a thread of its own, so that a slow reader delays no request.
#[derive(Debug)]
pub(crate) struct Log {
    format: LogFormat,
    lines: Option<SyncSender<String>>,
    left_out: AtomicU64,
    writer: Option<JoinHandle<()>>,
}

impl Log {
    pub(crate) fn new(format: LogFormat) -> Self {
        let (lines, waiting) = sync_channel(MAX_WAITING);
        let writer = thread::Builder::new().name("kakebarai-log".to_owned());
        Self {
            format,
            lines: Some(lines),
            left_out: AtomicU64::new(0),
            writer: writer.spawn(move || write(&waiting)).ok(),
        }
    }

    /// A log whose lines come out of the receiver.
    #[cfg(test)]
    pub(crate) fn captured(format: LogFormat) -> (Self, Receiver<String>) {
        let (lines, written) = sync_channel(MAX_WAITING);
        let log = Self {
            format,
            lines: Some(lines),
            left_out: AtomicU64::new(0),
            writer: None,
        };
        (log, written)
    }

    pub(crate) fn write(&self, event: &LogEvent<'_>) {
        let left_out = self.left_out.swap(0, Ordering::Relaxed);
        if left_out > 0 && !self.send(&LogEvent::LinesLeftOut { lines: left_out }) {
            self.left_out.fetch_add(left_out, Ordering::Relaxed);
        }
        if !self.send(event) {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn send(&self, event: &LogEvent<'_>) -> bool {
        let line = self.line(event);
        self.lines
            .as_ref()
            .is_some_and(|lines| lines.try_send(line).is_ok())
    }

    fn line(&self, event: &LogEvent<'_>) -> String {
        let line = LogLine {
            at: in_japan(system_time()),
            level: match event {
                LogEvent::AuthorityRenewed { .. }
                | LogEvent::Missed { .. }
                | LogEvent::LinesLeftOut { .. } => "warn",
                LogEvent::Unwritable { .. }
                | LogEvent::Unreadable { .. }
                | LogEvent::NoOutcome { .. } => "error",
                _ => "info",
            },
            event,
        };
        match self.format {
            LogFormat::Json => as_json(&line),
            LogFormat::Text => as_text(&line),
        }
    }
}

#[expect(
    clippy::expect_used,
    reason = "fails only for a map whose keys are no texts, and no event has a map"
)]
fn as_json(line: &LogLine<'_>) -> String {
    serde_json::to_string(line).expect("an event can be written as JSON") + "\n"
}

/// The members of the JSON as `name=value`.
fn as_text(line: &LogLine<'_>) -> String {
    let Ok(serde_json::Value::Object(members)) = serde_json::to_value(line) else {
        unreachable!("a line of the log is written as an object")
    };
    let mut text = String::new();
    for (name, value) in members {
        let is_plain = |text: &&str| {
            let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '"';
            !text.is_empty() && text.chars().all(is_plain)
        };
        let plain = value.as_str().filter(is_plain);
        let value = plain.map_or_else(|| value.to_string(), Into::into);
        let space = if text.is_empty() { "" } else { " " };
        let _ = write!(text, "{space}{name}={value}");
    }
    text.push('\n');
    text
}

fn write(waiting: &Receiver<String>) {
    let mut stderr = io::stderr();
    while let Ok(line) = waiting.recv() {
        // A closed reader is no reason to stop.
        let _ = stderr.write_all(line.as_bytes());
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.lines = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}
