//! One row per code: how sure we are, what it says to people, and how to mend it, in Japanese and in English.
//!
//! The texts are our own words, made from the item and the rule; the vendor's are not copied. They follow the tables
//! of rules, family by family:
//! - missing, length, characters, listed values: the text names the item, the remedy the limit and a value that passes;
//! - comparisons of items: the text names both sides, the remedy where the difference usually comes from;
//! - the books: the text says what was found, the remedy which call or which record to look at;
//! - the system's own errors: whether the request took effect is not known, so the remedy says how to find out.
//!
//! Both languages say the same: the same examples, limits, settings and codes. In English what is literally a value, or
//! a screen's wording, stays Japanese, in 「」.
//!
//! How sure we are is said of the whole row: of the code and of every case in which the simulator answers it by
//! default. The least sure of them counts. All codes are published; a row is less than [`Provenance::Documented`]
//! because
//! - the extent is an assumption: which characters are allowed, which are kana, how a legal form is read, which slip numbers
//!   are of other services, which short ones pass (`Inferred`);
//! - the moment is an assumption: which of three codes speaks of the credit limit, what the orders under one slip are
//!   compared with, what a second shipment is answered, whether
//!   signs are judged without lines (`Inferred`);
//! - only a client shows it: the second code of the kind of business compares as a number (`SeenInClient`);
//! - one case of several is ours: the number of a cancelled order, the order of another buyer, a shipped order, a buyer
//!   who is not accepted, the name of the field of the unit, the day the 60 days begin,
//!   an order of which something came back (`OurDefault`).
//!
//! The remedy then names the setting that changes it, where there is one.

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
    /// The code and its rule stand in published text.
    Documented,
    /// A working client behaves so.
    SeenInClient,
    /// Inferred from the two above.
    Inferred,
    /// Not known at all: a default of our own.
    OurDefault,
}

impl Provenance {
    /// As the protocol's description marks it: D, S, I or N.
    pub const fn letter(self) -> char {
        match self {
            Self::Documented => 'D',
            Self::SeenInClient => 'S',
            Self::Inferred => 'I',
            Self::OurDefault => 'N',
        }
    }

    /// In Japanese, for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Documented => "公表資料による",
            Self::SeenInClient => "実在クライアントの挙動による",
            Self::Inferred => "推定",
            Self::OurDefault => "当シミュレーターの既定",
        }
    }
}

/// What one code says to people.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Message {
    /// As it is answered: `A010001`, `Z020001`, `G12`.
    pub code: &'static str,
    /// How sure we are that the vendor answers it so.
    pub provenance: Provenance,
    /// What is wrong, in Japanese.
    pub text: &'static str,
    /// How to mend it, in Japanese.
    pub remedy: &'static str,
    /// What is wrong, in English.
    pub english_text: &'static str,
    /// How to mend it, in English.
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
