//! The clock of a merchant, in Japan. Nothing else reads the clock of the system.

use std::time::{Duration, Instant};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, date},
    tz::Offset,
};
use serde::{Deserialize, Serialize};

/// The first and the last day of a clock. Everything computed from them, months and business days included, stays far from the limits of
/// dates.
pub(crate) const FIRST_DAY: Date = date(2000, 1, 1);
pub(crate) const LAST_DAY: Date = date(2999, 12, 31);
/// The first second of these days, and the last.
pub(crate) const FIRST: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);
pub(crate) const LAST: DateTime = DateTime::constant(2999, 12, 31, 23, 59, 59, 0);

/// Japan has been nine hours ahead of UTC, all the year round, since 1951.
const JAPAN: Offset = Offset::constant(9);

/// A clock: running, perhaps ahead of or behind the system's, or frozen.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Clock {
    Running { ahead: SignedDuration },
    Frozen { at: DateTime },
}

/// The time in Japan by the system's clock.
pub(crate) fn system_time() -> DateTime {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place that asks the system"
    )]
    let now = Timestamp::now();
    of_japan(now)
}

/// A moment as clocks in Japan show it.
pub(crate) fn of_japan(moment: Timestamp) -> DateTime {
    JAPAN.to_datetime(moment)
}

/// The day in Japan by the system's clock.
pub(crate) fn today() -> Date {
    system_time().date()
}

impl Clock {
    /// A clock that is frozen at a time, or that runs with the system's.
    pub(crate) fn new(frozen_at: Option<DateTime>) -> Self {
        match frozen_at {
            Some(at) => Self::Frozen { at },
            None => Self::Running {
                ahead: SignedDuration::ZERO,
            },
        }
    }

    /// The time, truncated to seconds, so that setting the clock to a time it displayed changes nothing. From [`FIRST`] to [`LAST`].
    pub(crate) fn now(self) -> DateTime {
        to_the_second(match self {
            Self::Running { ahead } => system_time().saturating_add(ahead),
            Self::Frozen { at } => at,
        })
        .clamp(FIRST, LAST)
    }

    pub(crate) const fn is_frozen(self) -> bool {
        matches!(self, Self::Frozen { .. })
    }

    /// The same clock, frozen.
    pub(crate) fn frozen(self) -> Self {
        Self::Frozen { at: self.now() }
    }

    /// The same clock, running on from where it is.
    pub(crate) fn running(self) -> Self {
        Self::Running {
            ahead: self.now().duration_since(system_time()),
        }
    }

    /// The same clock at another time, running or frozen as it was.
    pub(crate) fn set(self, now: DateTime) -> Self {
        match self {
            Self::Running { .. } => Self::Running {
                ahead: now.duration_since(system_time()),
            },
            Self::Frozen { .. } => Self::Frozen { at: now },
        }
    }
}

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Truncates a moment to seconds.
pub(crate) fn to_the_second(moment: DateTime) -> DateTime {
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    moment.date().at(hour, minute, second, 0)
}

/// Formats a moment for JSON: `2026-11-24T10:00:00+09:00`, to the second.
pub(crate) fn in_japan(moment: DateTime) -> String {
    format!("{}+09:00", moment.strftime("%Y-%m-%dT%H:%M:%S"))
}
