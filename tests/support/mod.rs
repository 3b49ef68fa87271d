//! What the tests stand on: a simulator whose clock shows the morning of 24 November 2026.

use kakebarai_simulator::{Settings, Simulator};

/// Settings with that clock, on a free port.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.clock.frozen_at = Some("2026-11-24T10:00:00".parse().unwrap());
    settings
}

/// A simulator of one's own.
pub(crate) fn simulator() -> Simulator {
    Simulator::start(settings()).unwrap()
}
