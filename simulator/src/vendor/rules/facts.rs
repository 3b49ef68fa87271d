//! All that a rule may know: the form, the books, the time, the settings.

use jiff::civil::DateTime;

use super::super::{
    assumptions::Assumptions,
    wire::{
        fields::{Fields, Line},
        item::Items,
    },
};
use super::number;
use crate::{
    books::{Books, buyers::Buyer, payments::Payment},
    merchant::Credentials,
};

/// All that a rule may know.
pub(crate) struct Facts<'a> {
    pub(crate) fields: &'a Fields<'a>,
    /// 加盟店コード as it came.
    pub(crate) trader_code: Option<&'a str>,
    /// パスワード as it came.
    pub(crate) password: Option<&'a str>,
    /// `None` when no merchant of that code exists.
    pub(crate) account: Option<(&'a Credentials, &'a Books)>,
    /// The merchant's time, in Japan.
    pub(crate) now: DateTime,
    pub(crate) assumptions: &'a Assumptions,
}

impl<'a> Facts<'a> {
    /// The value of a single item, `None` when blank.
    pub(crate) fn text(&self, item: Items) -> Option<&'a str> {
        self.fields.text(&item[0])
    }

    /// The value of a single item as a whole number.
    pub(crate) fn whole_number(&self, item: Items) -> Option<i64> {
        self.text(item).and_then(number::whole)
    }

    pub(crate) fn books(&self) -> Option<&'a Books> {
        self.account.map(|(_, books)| books)
    }

    /// The buyer that an item names.
    pub(crate) fn buyer(&self, item: Items) -> Option<&'a Buyer> {
        self.books()?.buyer(self.text(item)?)
    }

    /// The payment of the order that an item names.
    pub(crate) fn payment(&self, item: Items) -> Option<&'a Payment> {
        self.books()?.payment(self.text(item)?)
    }

    /// The sum of an item over the lines; `None` when a line's value is missing or not a number.
    /// No line at all adds up to nothing.
    pub(crate) fn sum_of_lines(&self, item: Items) -> Option<i128> {
        let value = |line: &Line<'_>| match line.text(&item[0]) {
            Some(text) => number::whole(text),
            None => self
                .assumptions
                .rules
                .blank_line_amounts_count_as_zero
                .then_some(0),
        };
        number::sum(self.fields.lines().iter().map(value))
    }

    /// The password is the merchant's. Not judged where there is no such merchant.
    pub(crate) fn password_matches(&self) -> bool {
        let password = self.password.unwrap_or("");
        self.account
            .is_none_or(|(credentials, _)| credentials.accepts(password))
    }
}
