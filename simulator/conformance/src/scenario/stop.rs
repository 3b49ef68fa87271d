//! Why a scenario ends early: a finding, or something that says nothing about the integration.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::adapter::{Trouble, message::capabilities::Capability};

/// Why a scenario ends early.
#[derive(Clone, Debug)]
pub enum Stop {
    /// A requirement is broken.
    Broken(Box<Finding>),
    /// The adapter cannot do or express what the scenario wants.
    LeftOut(LeftOut),
    /// The adapter broke, or the line to it.
    Adapter(String),
    /// The adapter's process died while the session was open.
    Died(Trouble),
    /// No more processes are started, or nothing listens: the run ends.
    Lost(Trouble),
    /// The harness, the simulator or the feature is at fault.
    Harness(String),
}

/// What an adapter cannot do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LeftOut {
    /// A verb that it does not declare.
    Verb(Capability),
    /// Something that `accepts` or `sessions` does not declare, by its place: 対象外 whatever the profile.
    Declaration(String),
    /// What it refused though it declares it, by its own words: 未実施.
    Unsupported(String),
}

/// What is broken: what was to be expected, what was seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Every acceptable value.
    pub expected: String,
    /// What was there instead.
    pub actual: String,
    /// What it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub harm: Option<Harm>,
    /// What is likely to be the cause, where this case tells more than the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The requirement that is broken, where it is not each that the scenario is tagged with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// 受注番号.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// The requests that show it, by their numbers in the simulator's journal; empty: the last ones.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub requests: Vec<u64>,
    /// Whether a person must look: suspicion, not proof.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub suspicion: bool,
}

/// What a mistake costs in this case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Harm {
    /// In yen; 0 where it cannot be told.
    pub yen: u64,
    /// A sentence: 「1,100円のご注文に、1,200円を請求しています」.
    pub text: String,
}

impl Finding {
    /// What was expected, and what was there.
    pub fn new(expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            actual: actual.into(),
            ..Self::default()
        }
    }

    /// With what it costs.
    #[must_use]
    pub fn harm(mut self, yen: u64, text: impl Into<String>) -> Self {
        self.harm = Some(Harm {
            yen,
            text: text.into(),
        });
        self
    }

    /// With a cause that is likely in this case.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// With the order that it is about.
    #[must_use]
    pub fn order(mut self, number: Option<impl Into<String>>) -> Self {
        self.order_number = number.map(Into::into);
        self
    }

    /// Of this requirement alone.
    #[must_use]
    pub fn of(mut self, requirement: &str) -> Self {
        self.requirement = Some(requirement.to_owned());
        self
    }

    /// With the requests that show it.
    #[must_use]
    pub fn requests(mut self, numbers: impl IntoIterator<Item = u64>) -> Self {
        self.requests = numbers.into_iter().collect();
        self
    }

    /// A person must look.
    #[must_use]
    pub const fn suspicion(mut self) -> Self {
        self.suspicion = true;
        self
    }
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Broken(Box::new(finding))
    }
}

impl From<Trouble> for Stop {
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
pub fn mistake(what: impl Into<String>) -> Stop {
    Stop::Harness(what.into())
}
