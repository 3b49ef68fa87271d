//! What a calibration asks of whoever runs it: to be told of its progress, to wait, to be stopped.

use std::{pin::Pin, time::Duration};

/// Something that happens while a calibration goes on.
#[derive(Clone, Copy, Debug)]
pub enum CalibrationEvent<'a> {
    /// A probe begins.
    Probe {
        /// Its number, such as `1.05`.
        id: &'a str,
        /// What it asks, in Japanese.
        title: &'a str,
    },
    /// A request was answered, or was not.
    Answered {
        /// The request, without credentials.
        request: &'a str,
        /// What came, in a few words.
        answer: &'a str,
        /// How many requests this run has sent.
        sent: u32,
    },
    /// It waits for the provider.
    Waits {
        /// How long.
        time: Duration,
        /// What for, in Japanese.
        what: &'a str,
    },
}

/// Whoever runs a calibration.
pub trait Surroundings {
    /// Hears of what happens.
    fn tell(&mut self, event: &CalibrationEvent<'_>);

    /// Whether it is to end before the next request.
    fn is_told_to_end(&self) -> bool {
        false
    }

    /// Lets time pass.
    fn wait<'w>(&'w mut self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + 'w>>;
}
