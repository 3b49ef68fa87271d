//! A break of a requirement: the expected value, the observed value, the cost.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
    /// The test that ran then, by its mark.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub test: Option<String>,
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
    /// Creates a finding from the expected and the observed value.
    pub fn new(expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self {
            expected: expected.into(),
            actual: actual.into(),
            ..Self::default()
        }
    }

    /// Adds the cost.
    #[must_use]
    pub fn harm(mut self, yen: u64, text: impl Into<String>) -> Self {
        self.harm = Some(Harm {
            yen,
            text: text.into(),
        });
        self
    }

    /// Adds a likely cause in this case.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Adds the order.
    #[must_use]
    pub fn order(mut self, number: Option<impl Into<String>>) -> Self {
        self.order_number = number.map(Into::into);
        self
    }

    /// Limits it to this requirement.
    #[must_use]
    pub fn of(mut self, requirement: &str) -> Self {
        self.requirement = Some(requirement.to_owned());
        self
    }

    /// Adds the requests that show it.
    #[must_use]
    pub fn requests(mut self, numbers: impl IntoIterator<Item = u64>) -> Self {
        self.requests = numbers.into_iter().collect();
        self
    }

    /// Marks it for a person to examine.
    #[must_use]
    pub const fn suspicion(mut self) -> Self {
        self.suspicion = true;
        self
    }

    /// Marks it for a person to examine, unless it is certain.
    #[must_use]
    pub const fn certain(mut self, is_certain: bool) -> Self {
        self.suspicion = !is_certain;
        self
    }
}
