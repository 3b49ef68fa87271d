//! The listed values of coded fields (区分値), and the calendar.

use jiff::civil::Date;

pub(crate) mod legal_forms;
pub(crate) mod postal_codes;

/// The values that a coded field may have.
#[derive(Debug)]
pub(crate) struct ListedValues {
    values: &'static [&'static str],
    /// Compares as numbers: `07`, `7` and `007` are the same. Real clients show this for 事業内容2.
    // Unknown: whether 法人格 and 事業内容1 are compared so, too. There is no setting.
    as_numbers: bool,
}

pub(crate) const ENTITY_KINDS: ListedValues = texts(&["1", "2"]);
pub(crate) const LEGAL_FORM_POSITIONS: ListedValues = texts(&["0", "1"]);
pub(crate) const HAS_OPERATING_COMPANY: ListedValues = texts(&["0", "1"]);
pub(crate) const INVOICE_RECIPIENTS: ListedValues = texts(&["1", "2", "9"]);
pub(crate) const PAYMENT_METHODS: ListedValues = texts(&["2", "8", "9"]);
pub(crate) const HAS_LINES: ListedValues = texts(&["1", "2"]);
pub(crate) const LEGAL_FORMS: ListedValues = numbers(&[
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
    "18", "19", "20",
]);
pub(crate) const BUSINESS_GROUPS: ListedValues = numbers(&[
    "07", "15", "50", "57", "58", "59", "60", "76", "83", "85", "92",
]);
pub(crate) const BUSINESS_KINDS: ListedValues = numbers(&[
    "11", "21", "29", "31", "32", "33", "41", "49", "51", "61", "63", "64", "71", "82", "91", "93",
    "96", "99",
]);

/// 事業内容1 and 事業内容2 that go together.
#[rustfmt::skip]
const BUSINESS_PAIRS: &[(u16, &[u16])] = &[
    (7,  &[82, 99]),
    (15, &[91, 99]),
    (50, &[11, 99]),
    (57, &[99]),
    (58, &[31, 63, 99]),
    (59, &[31, 99]),
    (60, &[31, 32, 33, 64, 71, 93, 96, 99]),
    (76, &[11, 29, 31, 41, 51, 61, 71, 99]),
    (83, &[11, 21, 31, 61, 99]),
    (85, &[49, 99]),
    (92, &[21, 99]),
];

const fn texts(values: &'static [&'static str]) -> ListedValues {
    ListedValues {
        values,
        as_numbers: false,
    }
}

const fn numbers(values: &'static [&'static str]) -> ListedValues {
    ListedValues {
        values,
        as_numbers: true,
    }
}

impl ListedValues {
    pub(crate) fn contains(&self, value: &str) -> bool {
        if self.as_numbers {
            let value = number(value);
            value.is_some() && self.values.iter().any(|listed| number(listed) == value)
        } else {
            self.values.contains(&value)
        }
    }

    pub(crate) fn words(&self) -> String {
        self.values.join(" ")
    }
}

/// Whether the two kinds of business form a listed pair; `None` if either is not a number.
pub(crate) fn business_kinds_go_together(group: &str, kind: &str) -> Option<bool> {
    let (group, kind) = (number(group)?, number(kind)?);
    Some(
        BUSINESS_PAIRS
            .iter()
            .any(|(listed, kinds)| *listed == group && kinds.contains(&kind)),
    )
}

/// A number of digits only.
fn number(text: &str) -> Option<u16> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

/// A date yyyymmdd that exists.
pub(crate) fn date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Date::new(
        text[..4].parse().ok()?,
        text[4..6].parse().ok()?,
        text[6..].parse().ok()?,
    )
    .ok()
}
