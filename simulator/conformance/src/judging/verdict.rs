//! The words of a verdict, and how the rows of a requirement add up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is said of a requirement, or of a row of it.
#[derive(
    Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// 不合格: broken.
    Failed,
    /// エラー: harness or adapter could not tell.
    Error,
    /// 要確認: a person must look.
    CantTell,
    /// 未実施: nothing exercised it.
    Untested,
    /// 対象外: profile or declaration leave it out.
    Inapplicable,
    /// 合格: met at least once, never broken.
    Passed,
}

/// Why a requirement is 未実施 that a selection has left out.
pub(super) const NOT_SELECTED: &str = "今回は選ばれていません";

impl Verdict {
    /// Every verdict, the most important to examine first.
    pub const ALL: [Self; 6] = [
        Self::Failed,
        Self::Error,
        Self::CantTell,
        Self::Untested,
        Self::Inapplicable,
        Self::Passed,
    ];

    /// Its word in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failed => "不合格",
            Self::Error => "エラー",
            Self::CantTell => "要確認",
            Self::Untested => "未実施",
            Self::Inapplicable => "対象外",
            Self::Passed => "合格",
        }
    }

    /// A sign that can be read without colour.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Failed => "✗",
            Self::Error => "！",
            Self::CantTell => "？",
            Self::Untested => "－",
            Self::Inapplicable => "／",
            Self::Passed => "✓",
        }
    }

    /// Whether it blocks the level of a requirement that must be met.
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Failed | Self::Error | Self::Untested)
    }

    /// The verdict of rows together: the worst of them; 対象外 does not count beside another.
    pub fn of_rows(rows: impl IntoIterator<Item = Self>) -> Self {
        let mut together = None;
        for row in rows {
            together = Some(match together {
                None | Some(Self::Inapplicable) => row,
                Some(worst) if row == Self::Inapplicable => worst,
                Some(worst) => worst.min(row),
            });
        }
        together.unwrap_or(Self::Untested)
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict::{self, *};

    #[test]
    fn rows_add_up_to_the_worst_of_them() {
        for (rows, together) in [
            (&[][..], Untested),
            (&[Passed, Passed], Passed),
            (&[Passed, Failed, Error], Failed),
            (&[Passed, Error, CantTell], Error),
            (&[CantTell, Passed], CantTell),
            (&[Passed, Untested], Untested),
            (&[Inapplicable, Passed], Passed),
            (&[Passed, Inapplicable], Passed),
            (&[Untested, Inapplicable], Untested),
            (&[Inapplicable, Inapplicable], Inapplicable),
        ] {
            assert_eq!(Verdict::of_rows(rows.iter().copied()), together, "{rows:?}");
        }
    }
}
