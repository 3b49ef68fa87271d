//! The kinds of check. A blank optional item passes all of them but the `Required` ones.

use super::super::listed_values::{self, ListedValues, legal_forms, postal_codes};
use super::super::wire::item::{Item, Items};
use jiff::civil::DateTime;

use super::{
    characters,
    condition::{FormCondition, LineCondition, MerchantCondition},
    facts::FormFacts,
    number, slip_number,
};

/// The check of a rule on its items. Lengths count characters unless noted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    Required,
    RequiredWhen(FormCondition),
    ExactLength(usize),
    MaxLength(usize),
    /// Columns: one for a half-width character, two for a full-width one.
    MaxWidth(usize),
    /// Characters, a voiced or semi-voiced mark counting as one more.
    MaxKanaLength(usize),
    Digits,
    DigitsAndHyphen,
    AlphanumericAndHyphen,
    AsciiWithoutCommaAndSpace,
    HalfWidth,
    FullWidth,
    FullWidthKana,
    InCharacterSet,
    /// A signed decimal with no more digits behind the point than the item may have.
    Number,
    OneOf(&'static ListedValues),
    /// A date yyyymmdd that exists and is not after today in Japan.
    DateNotAfterToday,
    /// A month yyyymm whose mm is 01 to 12.
    MonthOfTheYear,
    /// A month yyyymm that is not after this one in Japan.
    MonthNotInFuture,
    ExistingPostalCode,
    /// Ten or eleven characters, hyphens not counted.
    TelephoneLength,
    TwoHyphens,
    NoLegalForm,
    NoLegalFormInKana,
    SlipCheckDigit,
    /// At most twelve characters, or exactly twelve by setting.
    SlipLength,
    /// Compares items of one form.
    Relation(FormCondition),
    /// Compares items of one line.
    LineRelation(LineCondition),
    /// Asks the merchant: books, password.
    Books(MerchantCondition),
    /// Switched on from outside, or if the condition does not hold.
    Fault(Option<MerchantCondition>),
}

impl Check {
    /// Whether it checks the request as a whole rather than an item.
    pub(crate) const fn is_about_the_whole(&self) -> bool {
        matches!(
            self,
            Self::Relation(_) | Self::LineRelation(_) | Self::Books(_) | Self::Fault(_)
        )
    }

    /// Whether a value passes. Only for given values.
    pub(crate) fn passes(&self, item: &Item, value: &str, facts: &FormFacts<'_>) -> bool {
        let rules = &facts.assumptions.rules;
        match *self {
            Self::ExactLength(length) => value.chars().count() == length,
            Self::MaxLength(length) => value.chars().count() <= length,
            Self::MaxWidth(columns) => characters::width(value) <= columns,
            Self::MaxKanaLength(length) => characters::kana_length(value) <= length,
            Self::Digits => value.bytes().all(|byte| byte.is_ascii_digit()),
            Self::DigitsAndHyphen => value
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-'),
            Self::AlphanumericAndHyphen => value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            Self::AsciiWithoutCommaAndSpace => value
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b','),
            Self::HalfWidth => value.chars().all(characters::is_half_width),
            Self::FullWidth => value.chars().all(characters::is_full_width),
            Self::FullWidthKana => {
                let also = &rules.also_kana;
                value
                    .chars()
                    .all(|c| characters::is_full_width_kana(c, also))
            }
            Self::InCharacterSet => value
                .chars()
                .all(|c| characters::is_allowed(c, rules.character_set)),
            Self::Number => number::fraction_digits(value)
                .is_some_and(|digits| digits <= usize::from(item.fraction_digits)),
            Self::OneOf(listed) => listed.contains(value),
            Self::MonthOfTheYear => value
                .get(4..6)
                .is_some_and(|month| ("01"..="12").contains(&month)),
            Self::ExistingPostalCode => postal_codes::exists(value),
            Self::TelephoneLength => {
                (10..=11).contains(&value.chars().filter(|c| *c != '-').count())
            }
            Self::TwoHyphens => value.matches('-').count() == 2,
            Self::NoLegalForm => !legal_forms::any_in(value),
            Self::NoLegalFormInKana => !legal_forms::any_kana_in(value),
            Self::SlipCheckDigit => slip_number::check_digit_is_right(value),
            Self::SlipLength if rules.slip_numbers_have_12_digits => value.len() == 12,
            Self::SlipLength => value.chars().count() <= 12,
            // Checked elsewhere.
            Self::DateNotAfterToday
            | Self::MonthNotInFuture
            | Self::Required
            | Self::RequiredWhen(_)
            | Self::Relation(_)
            | Self::LineRelation(_)
            | Self::Books(_)
            | Self::Fault(_) => true,
        }
    }

    /// Whether it checks the length or the characters of a value.
    pub(crate) const fn looks_at_lengths_or_characters(&self) -> bool {
        matches!(
            self,
            Self::ExactLength(_)
                | Self::MaxLength(_)
                | Self::MaxWidth(_)
                | Self::MaxKanaLength(_)
                | Self::Digits
                | Self::DigitsAndHyphen
                | Self::AlphanumericAndHyphen
                | Self::AsciiWithoutCommaAndSpace
                | Self::HalfWidth
                | Self::FullWidth
                | Self::FullWidthKana
                | Self::InCharacterSet
                | Self::SlipLength
        )
    }

    /// Whether it needs more than the form: the merchant's books, password or time.
    pub(crate) const fn asks_the_merchant(&self) -> bool {
        matches!(
            self,
            Self::Books(_) | Self::Fault(_) | Self::DateNotAfterToday | Self::MonthNotInFuture
        )
    }

    /// Whether a value passes a check that needs the time. Any other check passes.
    pub(crate) fn passes_at(&self, value: &str, now: DateTime) -> bool {
        match self {
            Self::DateNotAfterToday => {
                listed_values::date(value).is_some_and(|date| date <= now.date())
            }
            Self::MonthNotInFuture => {
                let this_month = format!("{:04}{:02}", now.year(), now.month());
                value <= this_month.as_str()
            }
            _ => true,
        }
    }

    /// The items that its condition looks at, besides those of the rule.
    pub(crate) const fn looks_at(&self) -> &'static [Items] {
        match self {
            Self::RequiredWhen(condition) | Self::Relation(condition) => condition.looks_at,
            Self::LineRelation(condition) => condition.looks_at,
            Self::Books(condition) | Self::Fault(Some(condition)) => condition.looks_at,
            _ => &[],
        }
    }

    /// The check in words, the same in every build.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::RequiredWhen(condition) => format!("required when {}", spoken(condition.words)),
            Self::ExactLength(length) => format!("exactly {length} characters"),
            Self::MaxLength(length) => format!("at most {length} characters"),
            Self::MaxWidth(columns) => {
                format!("at most {columns} columns, a full-width character taking two")
            }
            Self::MaxKanaLength(length) => {
                format!(
                    "at most {length} characters, a voiced or semi-voiced mark counting as one more"
                )
            }
            Self::OneOf(listed) => format!("one of {}", listed.words()),
            Self::Relation(condition) => spoken(condition.words),
            Self::Books(condition) => spoken(condition.words),
            Self::LineRelation(condition) => spoken(condition.words),
            Self::Fault(None) => "when switched on as a fault".to_owned(),
            Self::Fault(Some(condition)) => {
                format!("{}; or switched on as a fault", spoken(condition.words))
            }
            plain => plain.plain_words().to_owned(),
        }
    }

    const fn plain_words(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Digits => "digits only",
            Self::DigitsAndHyphen => "digits and hyphens only",
            Self::AlphanumericAndHyphen => "letters, digits and hyphens only",
            Self::AsciiWithoutCommaAndSpace => "ASCII, no comma and no space",
            Self::HalfWidth => "half-width characters only",
            Self::FullWidth => "full-width characters only",
            Self::FullWidthKana => "full-width katakana only",
            Self::InCharacterSet => {
                "characters of JIS X 0201 and JIS X 0208 only; of cp932 by rules.character_set"
            }
            Self::Number => {
                "a signed decimal, at most two digits behind the point where a fraction is allowed"
            }
            Self::DateNotAfterToday => "a date yyyymmdd, not after today",
            Self::MonthOfTheYear => "a month yyyymm, mm from 01 to 12",
            Self::MonthNotInFuture => "a month not in the future",
            Self::ExistingPostalCode => "an existing postal code",
            Self::TelephoneLength => "10 or 11 digits, hyphens not counted",
            Self::TwoHyphens => "exactly two hyphens",
            Self::NoLegalForm => "no legal form in it",
            Self::NoLegalFormInKana => "no legal form in kana in it",
            Self::SlipCheckDigit => "digits, the last one the number before it modulo 7",
            Self::SlipLength => {
                "at most 12 characters; exactly 12 by rules.slip_numbers_have_12_digits"
            }
            _ => "",
        }
    }
}

/// `line_prices_add_up` in plain words.
fn spoken(words: &str) -> String {
    words.replace('_', " ")
}
