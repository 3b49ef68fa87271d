//! How long an adapter is waited for, and how much of it is kept.

use std::time::Duration;

use super::message::capabilities::Accepts;

/// How long an adapter is waited for, and how much of it is kept.
#[derive(Clone, Debug)]
pub struct Patience {
    /// The least time that a message has.
    pub message: Duration,
    /// What a call to the provider may take beyond the integration's own time-out.
    pub beyond_timeout: Duration,
    /// How long `stop`, or the end of its input, may take to end the process.
    pub stop: Duration,
    /// How long an answer may still come after the end of the input, so that a missing flush is told from silence.
    pub flush: Duration,
    /// How long a process has to end by itself after a SIGTERM.
    pub terminate: Duration,
    /// The longest line, in bytes.
    pub line: usize,
    /// How much of the log is kept, in bytes.
    pub log: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            message: Duration::from_mins(1),
            beyond_timeout: Duration::from_secs(30),
            stop: Duration::from_secs(5),
            flush: Duration::from_secs(1),
            terminate: Duration::from_secs(2),
            line: 16 << 20,
            log: 4 << 20,
        }
    }
}

impl Patience {
    /// How long a message may take that takes so many calls to the provider.
    pub fn for_calls(&self, calls: u32, accepts: &Accepts) -> Duration {
        let one = Duration::from_millis(accepts.longest_timeout_ms()) + self.beyond_timeout;
        self.message.max(one.saturating_mul(calls))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_call_has_the_declared_time_and_half_a_minute() {
        let patience = Patience::default();
        let accepts = Accepts {
            timeout_ms: [5_000, 90_000].into_iter().collect(),
            ..Accepts::default()
        };
        let seconds = |calls, accepts| patience.for_calls(calls, accepts).as_secs();
        assert_eq!(seconds(0, &accepts), 60);
        assert_eq!(seconds(1, &accepts), 120);
        assert_eq!(seconds(5, &accepts), 600);
        assert_eq!(seconds(1, &Accepts::default()), 60);
    }
}
