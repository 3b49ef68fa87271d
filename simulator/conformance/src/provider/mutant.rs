//! A misbehaviour of the provider, as the simulator's control address lists it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a suite of tests ought to do about a misbehaviour.
#[derive(
    Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum MutantClass {
    /// 耐性: stay green, since the meaning is the same.
    Endure,
    /// 検出: go red, or be made to react.
    Detect,
    /// 帳簿: go red only if it looks at the provider's books or relies on its refusals.
    Books,
}

impl MutantClass {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Endure, Self::Detect, Self::Books];

    /// Its word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Endure => "耐性",
            Self::Detect => "検出",
            Self::Books => "帳簿",
        }
    }

    /// What the tests should do.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Endure => "意味は変わらないので、テストは通ったままであるべきもの",
            Self::Detect => "お店が気づくべきことなので、テストが失敗するべきもの",
            Self::Books => "ヤマトの帳簿を見るテストだけが気づくもの（点数に数えません）",
        }
    }
}

/// A misbehaviour.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mutant {
    /// `html-200`.
    pub name: String,
    /// What the tests should do.
    pub class: MutantClass,
    /// The APIs that it strikes; empty for all.
    pub apis: Vec<String>,
    /// Which of the requests to them.
    pub strikes: Strikes,
    /// The difference.
    pub what: String,
    /// Whether it needs an address that its answers point to.
    #[serde(default)]
    pub needs_location: bool,
    /// By how many milliseconds it makes an answer late.
    #[serde(default)]
    pub late_milliseconds: u64,
    /// The requirement that it tests, if any.
    #[serde(default)]
    pub requirement: Option<String>,
}

/// The requests that a misbehaviour strikes, by the answer without it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Strikes {
    /// The answer without it.
    pub when: When,
    /// The codes of the refusals; empty if the code does not matter.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// The answer without a misbehaviour to the requests that it strikes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// Anything.
    Always,
    /// It is accepted.
    Accepted,
    /// It is refused.
    Refused,
    /// It is refused, and breaks more than one rule.
    SeveralBroken,
    /// It is refused with one of these codes.
    Codes,
    /// It is refused because of a length or of characters.
    Lengths,
    /// It is accepted, with Japanese in the answer.
    Japanese,
    /// 審査中.
    Pending,
    /// Anything of a screening but 審査中.
    Decided,
    /// ご利用可.
    ScreeningAccepted,
    /// 利用不可.
    NotUsable,
}

/// The delay from which a misbehaviour is too slow for most tests.
const LONG: Duration = Duration::from_secs(10);

impl Mutant {
    /// The delay of its answers.
    pub const fn lateness(&self) -> Duration {
        Duration::from_millis(self.late_milliseconds)
    }

    /// Whether it strikes requests to an API.
    pub fn is_for(&self, api: &str) -> bool {
        self.apis.is_empty() || self.apis.iter().any(|one| one == api)
    }

    /// Whether trying it is slow.
    pub fn is_slow(&self) -> bool {
        self.lateness() >= LONG
    }
}
