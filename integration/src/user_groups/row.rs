//! A row of an imported file: the groups it asks for, and what that changes for a user.

use std::fmt;

use super::{Memberships, NoMemberships};

/// Why a row changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblem {
    /// More or fewer columns than the header.
    #[error("列の数が{found}です。1行目と同じ{expected}にしてください。")]
    Columns {
        /// How many there are.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// Bytes that are not text in the encoding.
    #[error("文字コードの合わない文字があります。文字コードを選び直してください。")]
    Undecodable,
    /// No e-mail address.
    #[error("メールアドレスがありません。")]
    NoEmail,
    /// No user has that address.
    #[error("このメールアドレスのユーザーはいません。")]
    UnknownUser,
    /// The address was there before.
    #[error("同じメールアドレスの行が前にあります。")]
    Twice,
    /// The groups.
    #[error(transparent)]
    Groups(#[from] NoMemberships),
    /// A group that the shop does not have.
    #[error("ID {0} のグループはありません。")]
    UnknownGroup(u32),
    /// A quote that is not closed takes the next lines in: they are this row.
    #[error(
        "引用符（\"）が閉じていないようです。この行から{lines}行を1行として読んだため、その分は何も変更していません。引用符を確認してください。"
    )]
    Quote {
        /// How many lines it takes in, itself included.
        lines: usize,
    },
    /// Something that ends the file early. Nothing behind it is read.
    #[error("行を読めません：{0}この行から後ろは読んでいません。")]
    Unreadable(String),
}

/// What a row would change: all groups of the user are replaced. Its `Debug` does not show whose.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The user.
    pub email: String,
    /// The groups before.
    pub before: Memberships,
    /// The groups after.
    pub after: Memberships,
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("before", &self.before)
            .field("after", &self.after)
            .finish_non_exhaustive()
    }
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowOutcome {
    /// It changes something.
    Change(Change),
    /// It asks for the groups that the user has already.
    Unchanged,
    /// It changes nothing, for this reason.
    Problem(RowProblem),
}

/// A row that was read, and is judged as soon as its user's groups are known. Rows may be collected, so that a shop looks up
/// many users at once. Its `Debug` does not show whose.
pub struct Row {
    pub(super) line: u64,
    pub(super) read: Result<ParsedRow, RowProblem>,
}

/// What a row asks for its user.
pub(super) struct ParsedRow {
    pub(super) email: String,
    pub(super) groups: Memberships,
}

impl Row {
    /// Its line in the file.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The e-mail address of its user; `None` if the row cannot be read, so that no user has to be looked up.
    pub fn email(&self) -> Option<&str> {
        self.read.as_ref().ok().map(|parsed| parsed.email.as_str())
    }

    /// What it says, given the groups that the user has now; `None` if there is no such user.
    pub fn judge(self, now: Option<Memberships>) -> RowOutcome {
        let parsed = match self.read {
            Ok(parsed) => parsed,
            Err(problem) => return RowOutcome::Problem(problem),
        };
        match now {
            None => RowOutcome::Problem(RowProblem::UnknownUser),
            Some(before) if before.is_same(&parsed.groups) => RowOutcome::Unchanged,
            Some(before) => RowOutcome::Change(Change {
                email: parsed.email,
                before,
                after: parsed.groups,
            }),
        }
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}
