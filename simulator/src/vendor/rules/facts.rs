//! Everything that a rule may use: the form, and the merchant's books and time.

use std::ops::Deref;

use jiff::civil::DateTime;

use super::number;
use crate::{
    books::{
        Books, buyers::Buyer, payments::Payment, screening::ScreeningSettings, time::TimeSettings,
    },
    vendor::{
        assumptions::Assumptions,
        wire::{
            fields::{Fields, Line},
            item::Items,
        },
    },
};

/// The facts of the form. Rules that need no more are checked without the merchant's lock.
#[derive(Clone, Copy)]
pub(crate) struct FormFacts<'a> {
    pub(crate) fields: &'a Fields<'a>,
    pub(crate) assumptions: &'a Assumptions,
}

/// All facts for rules.
pub(crate) struct Facts<'a> {
    pub(crate) form: FormFacts<'a>,
    /// 加盟店コード as received.
    pub(crate) trader_code: Option<&'a str>,
    /// パスワード as received.
    pub(crate) password: Option<&'a str>,
    /// The merchant of the code, if it exists.
    pub(crate) merchant: Option<MerchantFacts<'a>>,
    /// The merchant's time, in Japan.
    pub(crate) now: DateTime,
    pub(crate) time: TimeSettings,
}

/// The part of a merchant that rules may use.
#[derive(Clone, Copy)]
pub(crate) struct MerchantFacts<'a> {
    pub(crate) books: &'a Books,
    pub(crate) screening: &'a ScreeningSettings,
    /// Whether the received password is the merchant's.
    pub(crate) password_is_right: bool,
}

impl<'a> Deref for Facts<'a> {
    type Target = FormFacts<'a>;

    fn deref(&self) -> &Self::Target {
        &self.form
    }
}

impl<'a> FormFacts<'a> {
    /// The value of a single item, `None` when blank.
    pub(crate) fn text(&self, item: Items) -> Option<&'a str> {
        self.fields.text(&item[0])
    }

    /// The value of a single item as a whole number.
    pub(crate) fn whole_number(&self, item: Items) -> Option<i64> {
        self.text(item).and_then(number::whole)
    }

    /// The sum of an item over the lines; `None` if a line's value is missing or not a number. The sum of no lines is 0.
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
}

impl<'a> Facts<'a> {
    pub(crate) fn books(&self) -> Option<&'a Books> {
        self.merchant.map(|merchant| merchant.books)
    }

    /// The buyer that an item names.
    pub(crate) fn buyer(&self, item: Items) -> Option<&'a Buyer> {
        self.books()?.buyer(self.text(item)?)
    }

    /// The payment of the order that an item names.
    pub(crate) fn payment(&self, item: Items) -> Option<&'a Payment> {
        self.books()?.payment(self.text(item)?)
    }

    /// Whether the password is the merchant's; `true` if there is no such merchant.
    pub(crate) fn password_matches(&self) -> bool {
        self.merchant
            .is_none_or(|merchant| merchant.password_is_right)
    }
}
