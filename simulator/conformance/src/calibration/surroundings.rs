//! The interface of a calibration to its user: progress, waiting, stopping.

use std::{pin::Pin, time::Duration};

/// An event of a running calibration.
#[derive(Clone, Copy, Debug)]
pub enum CalibrationEvent<'a> {
    /// A probe begins.
    Probe {
        /// Its number, such as `1.05`.
        id: &'a str,
        /// Its question, in Japanese.
        title: &'a str,
    },
    /// A request got an answer, or none.
    Answered {
        /// The request, without credentials.
        request: &'a str,
        /// The answer, in a few words.
        answer: &'a str,
        /// The requests that this run has sent.
        sent: u32,
    },
    /// It waits for the provider.
    Waits {
        /// The time.
        time: Duration,
        /// The reason, in Japanese.
        what: &'a str,
    },
}

/// The user of a calibration, or a program in its place.
pub trait Surroundings {
    /// Receives an event.
    fn tell(&mut self, event: &CalibrationEvent<'_>);

    /// Whether to end before the next request.
    fn is_told_to_end(&self) -> bool {
        false
    }

    /// Waits.
    fn wait<'w>(&'w mut self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + 'w>>;
}
