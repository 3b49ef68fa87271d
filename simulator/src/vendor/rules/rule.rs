//! One row of a rule table: a code, the items it looks at, the check.

use super::super::{
    messages::{self, Message},
    wire::item::Items,
};
use super::check::Check;

/// A rule of a code.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The error code, such as `A060005`.
    pub code: &'static str,
    pub(crate) items: Items,
    pub(crate) check: Check,
}

/// A row. A malformed code is a compile error.
pub(crate) const fn rule(code: &'static str, items: Items, check: Check) -> Rule {
    let bytes = code.as_bytes();
    assert!(
        bytes.len() == 3 || bytes.len() == 7,
        "a code has three or seven characters"
    );
    let mut at = 0;
    while at < bytes.len() {
        assert!(
            bytes[at].is_ascii_digit() || (bytes[at].is_ascii_uppercase() && at == 0),
            "a code is a capital letter or a digit, then digits"
        );
        at += 1;
    }
    assert!(
        !items.is_empty() || check.is_about_the_whole(),
        "a check of a field needs a field"
    );
    Rule { code, items, check }
}

impl Rule {
    /// `field`, `relation`, `standing` (a condition on the books) or `fault`.
    pub const fn kind(&self) -> &'static str {
        match self.check {
            Check::Relation(_) | Check::LineRelation(_) => "relation",
            Check::Books(_) => "standing",
            Check::Fault(_) => "fault",
            _ => "field",
        }
    }

    /// The wire names of the items, `{n}` for the number of a line; `(whole request)` if there are none.
    pub fn fields(&self) -> String {
        if self.items.is_empty() {
            return "(whole request)".to_owned();
        }
        let names: Vec<String> = self
            .items
            .iter()
            .map(|item| format!("{}{}", item.name, if item.per_line { "{n}" } else { "" }))
            .collect();
        names.join(",")
    }

    /// The Japanese names of the items.
    pub fn labels(&self) -> String {
        if self.items.is_empty() {
            return "リクエスト全体".to_owned();
        }
        let labels: Vec<&str> = self.items.iter().map(|item| item.label).collect();
        labels.join("・")
    }

    /// What it says to people where it is broken.
    #[expect(
        clippy::expect_used,
        reason = "a test looks up the message of every rule"
    )]
    pub fn message(&self) -> &'static Message {
        messages::find(self.code).expect("every rule has a message")
    }

    /// The check in words, the same in every build.
    pub fn words(&self) -> String {
        self.check.words()
    }
}
