//! User groups, 「クロネコ掛け払い取引先」 among them, and their bulk change by CSV.

#[cfg(feature = "user-groups")]
mod decoding;
#[cfg(feature = "user-groups")]
mod export;
#[cfg(feature = "user-groups")]
mod import;
#[cfg(feature = "user-groups")]
mod line_ends;
#[cfg(feature = "user-groups")]
mod row;

#[cfg(test)]
#[cfg(feature = "user-groups")]
mod tests;

use std::{collections::BTreeSet, fmt, str::FromStr};

#[cfg(feature = "user-groups")]
pub use export::{Encoding, Exporter, NotExported, without_formula};
#[cfg(feature = "user-groups")]
pub use import::{HeaderProblem, Import, ImportOptions, Summary};
#[cfg(feature = "user-groups")]
pub use row::{Change, Row, RowOutcome, RowProblem};

/// A user's place in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group's id.
    pub group: u32,
    /// How the user stands in it.
    pub status: GroupStatus,
}

/// How a user stands in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupStatus {
    /// 有効, `A`.
    Active,
    /// 保留, `P`.
    Pending,
    /// 利用可能, `F`: the user may ask for it.
    Available,
    /// 拒否, `D`.
    Declined,
}

impl GroupStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Active, Self::Pending, Self::Available, Self::Declined];

    /// The letter that a file has for it.
    pub const fn letter(self) -> char {
        match self {
            Self::Active => 'A',
            Self::Pending => 'P',
            Self::Available => 'F',
            Self::Declined => 'D',
        }
    }

    /// As the screens show it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "有効",
            Self::Pending => "保留",
            Self::Available => "利用可能",
            Self::Declined => "拒否",
        }
    }
}

/// All groups of a user, in the order in which they are written: `9:A; 4:P`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memberships(Vec<Membership>);

impl Memberships {
    /// Memberships from a list; `None` if a group comes twice.
    pub fn new(memberships: Vec<Membership>) -> Option<Self> {
        let groups: BTreeSet<u32> = memberships
            .iter()
            .map(|membership| membership.group)
            .collect();
        (groups.len() == memberships.len()).then_some(Self(memberships))
    }

    /// One after the other.
    pub fn as_slice(&self) -> &[Membership] {
        &self.0
    }

    /// Whether both are the same, in any order.
    pub fn is_same(&self, other: &Self) -> bool {
        let sorted = |memberships: &[Membership]| {
            let mut pairs: Vec<(u32, char)> = memberships
                .iter()
                .map(|one| (one.group, one.status.letter()))
                .collect();
            pairs.sort_unstable();
            pairs
        };
        sorted(&self.0) == sorted(&other.0)
    }
}

impl fmt::Display for Memberships {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, membership) in self.0.iter().enumerate() {
            let separator = if place == 0 { "" } else { "; " };
            write!(
                f,
                "{separator}{}:{}",
                membership.group,
                membership.status.letter()
            )?;
        }
        Ok(())
    }
}

/// Why a text names no groups.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoMemberships {
    /// Something that is not a number, a colon and a letter.
    #[error(
        "「{0}」を読めません。「9:A; 4:P」のように、グループのIDとステータスを書いてください。"
    )]
    Unreadable(String),
    /// A letter other than the four.
    #[error(
        "「{0}」のステータスは A（有効）・P（保留）・F（利用可能）・D（拒否）のどれでもありません。"
    )]
    Status(String),
    /// A group that comes twice.
    #[error("グループ{0}が2回書かれています。")]
    Twice(u32),
}

/// A text as a message repeats it: its beginning.
fn shortened(text: &str) -> String {
    const MOST: usize = 50;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl FromStr for Memberships {
    type Err = NoMemberships;

    /// Reads `9:A; 4:P`; spaces around the parts do not matter, and an empty text means no groups.
    fn from_str(text: &str) -> Result<Self, NoMemberships> {
        let mut memberships: Vec<Membership> = Vec::new();
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        for part in text.split(';').map(str::trim) {
            let unreadable = || NoMemberships::Unreadable(shortened(part));
            let (group, letter) = part.split_once(':').ok_or_else(unreadable)?;
            let (group, letter) = (group.trim(), letter.trim());
            if group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(unreadable());
            }
            let group: u32 = group.parse().map_err(|_| unreadable())?;
            let status = GroupStatus::ALL
                .into_iter()
                .find(|status| letter == status.letter().to_string());
            let status = status.ok_or_else(|| NoMemberships::Status(shortened(part)))?;
            if memberships.iter().any(|known| known.group == group) {
                return Err(NoMemberships::Twice(group));
            }
            memberships.push(Membership { group, status });
        }
        Ok(Self(memberships))
    }
}
