//! One row per code: its provenance, its text for people, and its remedy, in Japanese and in English.
//!
//! The texts are our own words, made from the item and the rule; the vendor's are not copied. They follow the tables
//! of rules, family by family:
//! - missing, length, characters, listed values: the text names the item, the remedy the limit and a value that passes;
//! - comparisons of items: the text names both sides, the remedy where the difference usually comes from;
//! - the books: the text names the finding, the remedy the call or the record to check;
//! - the system's own errors: whether the request took effect is not known, so the remedy explains how to check.
//!
//! Both languages have the same content: the same examples, limits, settings and codes. In English, literal values and the wording of
//! screens stay Japanese, in 「」.
//!
//! The provenance covers the whole row: the code and every case in which the simulator answers it by default. The least sure of them
//! counts. All codes are published; a row is less than [`Provenance::Documented`] because
//! - the extent is an assumption: which characters are allowed, which are kana, how a legal form is read, which slip numbers
//!   are of other services, which short ones pass (`Inferred`);
//! - the moment is an assumption: which of three codes is about the credit limit, what the orders under one slip are
//!   compared with, the answer to a second shipment, whether
//!   signs are judged without lines (`Inferred`);
//! - only a client shows it: the second code of the kind of business compares as a number (`SeenInClient`);
//! - one case of several is ours: the number of a cancelled order, the order of another buyer, a shipped order, a buyer
//!   who is not accepted, the name of the field of the unit, the day the 60 days begin,
//!   an order with returns (`OurDefault`).
//!
//! The remedy then names the setting that changes it, if any.

mod an010;
mod an020;
mod an030;
mod an040;
mod an050;
mod an060_buyer;
mod an060_invoice_address;
mod an060_operating_company;
mod an070;

/// The source of our knowledge of a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Provenance {
    /// The code and its rule are published.
    Documented,
    /// A working client behaves so.
    SeenInClient,
    /// Inferred from the two above.
    Inferred,
    /// Not known at all: a default of our own.
    OurDefault,
}

impl Provenance {
    /// Its letter in the protocol's description: D, S, I or N.
    pub const fn letter(self) -> char {
        match self {
            Self::Documented => 'D',
            Self::SeenInClient => 'S',
            Self::Inferred => 'I',
            Self::OurDefault => 'N',
        }
    }

    /// Its name for people, in Japanese.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Documented => "公表資料による",
            Self::SeenInClient => "実在クライアントの挙動による",
            Self::Inferred => "推定",
            Self::OurDefault => "当シミュレーターの既定",
        }
    }
}

/// The message of one code for people.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Message {
    /// The code in answers: `A010001`, `Z020001`, `G12`.
    pub code: &'static str,
    /// How sure we are that the vendor answers it so.
    pub provenance: Provenance,
    /// The problem, in Japanese.
    pub text: &'static str,
    /// The remedy, in Japanese.
    pub remedy: &'static str,
    /// The problem, in English.
    pub english_text: &'static str,
    /// The remedy, in English.
    pub english_remedy: &'static str,
}

const fn message(
    code: &'static str,
    provenance: Provenance,
    text: &'static str,
    remedy: &'static str,
    english_text: &'static str,
    english_remedy: &'static str,
) -> Message {
    Message {
        code,
        provenance,
        text,
        remedy,
        english_text,
        english_remedy,
    }
}

const TABLES: [&[Message]; 9] = [
    an010::MESSAGES,
    an020::MESSAGES,
    an030::MESSAGES,
    an040::MESSAGES,
    an050::MESSAGES,
    an060_buyer::MESSAGES,
    an060_operating_company::MESSAGES,
    an060_invoice_address::MESSAGES,
    an070::MESSAGES,
];

/// The message of a code. Returns `None` for a code that is not the vendor's.
pub fn find(code: &str) -> Option<&'static Message> {
    all().find(|message| message.code == code)
}

/// Every message, API by API, in the vendor's order.
pub fn all() -> impl Iterator<Item = &'static Message> {
    TABLES.into_iter().flatten()
}
