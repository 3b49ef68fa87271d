//! Read access to a merchant's state.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::{
    coverage::Coverage, credentials::Credentials, faults::Faults, initial_state::InitialState,
    snapshots::Snapshots, state::State, timeline::Timeline,
};
use crate::{
    books::{Books, screening::ScreeningSettings},
    clock::Clock,
    settings::Settings,
};

impl State {
    pub(crate) const fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    pub(crate) const fn created_at(&self) -> DateTime {
        self.created_at
    }

    pub(crate) const fn initial_state(&self) -> &InitialState {
        &self.initial
    }

    pub(crate) const fn books(&self) -> &Books {
        &self.books
    }

    pub(crate) const fn clock(&self) -> Clock {
        self.clock
    }

    pub(crate) const fn faults(&self) -> &Faults {
        &self.faults
    }

    pub(crate) const fn screening(&self) -> &ScreeningSettings {
        &self.screening
    }

    pub(crate) const fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    pub(crate) const fn snapshots(&self) -> &Snapshots {
        &self.snapshots
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) const fn coverage(&self) -> &Arc<Coverage> {
        &self.coverage
    }

    /// The number of alterations: a different number means a different state.
    pub(crate) const fn events(&self) -> u64 {
        self.events
    }

    /// Whether it is stored.
    pub(crate) const fn is_stored(&self) -> bool {
        self.unwritten.is_some()
    }
}
