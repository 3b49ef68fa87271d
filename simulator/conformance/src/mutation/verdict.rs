//! The words of a verdict on a misbehaviour, and the meaning of an ending for each class.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::provider::MutantClass;

/// How a command ended while the provider misbehaved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ending {
    /// By itself, with this status; 0 is green.
    Exited(u8),
    /// It exceeded the time limit and was ended.
    TimedOut,
}

/// What is said of a misbehaviour.
#[derive(
    Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum MutantVerdict {
    /// 見逃した: the tests stayed green though a merchant must notice.
    Missed,
    /// もろい: the tests went red though the meaning is the same.
    Fragile,
    /// 時間切れ: the tests did not end in time, so that nobody knows how they would have ended.
    TimedOut,
    /// 見ていない: the tests stayed green since they do not look at the provider's books.
    Unseen,
    /// 未到達: no request of the tests met it.
    Unreached,
    /// 耐えた: the tests stayed green, as they ought to.
    Endured,
    /// 気づいた: the tests went red, as they ought to.
    Noticed,
}

impl MutantVerdict {
    /// Every verdict, the most important to examine first.
    pub const ALL: [Self; 7] = [
        Self::Missed,
        Self::Fragile,
        Self::TimedOut,
        Self::Unseen,
        Self::Unreached,
        Self::Endured,
        Self::Noticed,
    ];

    /// The verdict of an ending. A misbehaviour that met no request has no verdict, however the command ended.
    pub const fn of(class: MutantClass, struck: bool, ending: Ending) -> Self {
        let is_green = match ending {
            _ if !struck => return Self::Unreached,
            Ending::TimedOut => return Self::TimedOut,
            Ending::Exited(code) => code == 0,
        };
        match (class, is_green) {
            (MutantClass::Endure, true) => Self::Endured,
            (MutantClass::Endure, false) => Self::Fragile,
            (MutantClass::Detect, true) => Self::Missed,
            (MutantClass::Books, true) => Self::Unseen,
            (MutantClass::Detect | MutantClass::Books, false) => Self::Noticed,
        }
    }

    /// Its word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missed => "見逃した",
            Self::Fragile => "もろい",
            Self::TimedOut => "時間切れ",
            Self::Unseen => "見ていない",
            Self::Unreached => "未到達",
            Self::Endured => "耐えた",
            Self::Noticed => "気づいた",
        }
    }

    /// A sign that can be read without colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Missed | Self::Fragile => "✗",
            Self::TimedOut => "！",
            Self::Unseen => "？",
            Self::Unreached => "－",
            Self::Endured | Self::Noticed => "✓",
        }
    }

    /// Whether the tests did what they should.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Endured | Self::Noticed)
    }

    /// Whether a request met the misbehaviour.
    pub const fn is_reached(self) -> bool {
        !matches!(self, Self::Unreached)
    }

    /// Whether the tests should be mended. Checking the provider's books is good, but optional.
    pub const fn is_survivor(self) -> bool {
        matches!(self, Self::Missed | Self::Fragile | Self::TimedOut)
    }
}
