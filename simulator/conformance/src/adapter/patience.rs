//! Time-outs for an adapter, and limits of its output.

use std::time::Duration;

use super::message::capabilities::Accepts;

/// Time-outs for an adapter, and limits of its output.
#[derive(Clone, Debug)]
pub struct Patience {
    /// The least time for a message.
    pub message: Duration,
    /// The time for a call to the provider beyond the integration's own time-out.
    pub beyond_timeout: Duration,
    /// The time to end after `stop`, or after the end of its input.
    pub stop: Duration,
    /// The time for an answer after the end of the input, which distinguishes a missing flush from silence.
    pub flush: Duration,
    /// The time to end after a SIGTERM.
    pub terminate: Duration,
    /// The longest line, in bytes.
    pub line: usize,
    /// The most bytes of the log that are kept.
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
    /// The time for a message that takes this many calls to the provider.
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
