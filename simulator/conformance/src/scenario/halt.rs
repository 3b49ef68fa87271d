//! Why a scenario ends early: a finding, or something that says nothing about the integration.

pub use kakebarai_traffic::{Finding, Harm};

use crate::adapter::{Trouble, message::capabilities::Capability};

/// Why a scenario ends early.
#[derive(Clone, Debug)]
pub enum Halt {
    /// A requirement is broken.
    Broken(Box<Finding>),
    /// The adapter cannot do or express part of the scenario.
    LeftOut(LeftOut),
    /// The adapter or the line to it failed.
    Adapter(String),
    /// The adapter's process died while the session was open.
    Died(Trouble),
    /// No more processes are started, or the adapter is not reachable: the run ends.
    Lost(Trouble),
    /// The harness, the simulator or the feature is at fault.
    Harness(String),
}

/// Something that an adapter cannot do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LeftOut {
    /// A verb that it does not declare.
    Verb(Capability),
    /// Something that `accepts` or `sessions` does not declare, by its place: 対象外 under any profile.
    Declaration(String),
    /// Something that it refused although it declares it, in its own words: 未実施.
    Unsupported(String),
}

impl From<Finding> for Halt {
    fn from(finding: Finding) -> Self {
        Self::Broken(Box::new(finding))
    }
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        if trouble.is_final() {
            Self::Lost(trouble)
        } else if trouble.is_death() {
            Self::Died(trouble)
        } else {
            Self::Adapter(trouble.to_string())
        }
    }
}

/// A mistake in a feature, or of the simulator.
pub fn mistake(what: impl Into<String>) -> Halt {
    Halt::Harness(what.into())
}
