//! The catalogue: the 100 requirements on an integration, a file for each area.
//!
//! | module | what is there |
//! |---|---|
//! | `area`, `kind`, `cause` | the parts of the rows, each with its Japanese words |
//! | `connection` … `changes` | the rows, area by area |
//! | `sets` | frozen sets: the requirements that count, regardless of later ones |
//! | `profiles` | what an integration may lack by design |
//! | `guesses` | the guesses of the simulator behind each requirement |
//! | `nearest` | similar ids for a mistyped one |

mod application;
mod area;
mod cancellation;
mod cause;
mod changes;
mod connection;
mod eligibility;
mod errors;
mod guesses;
mod kind;
mod lines;
mod lost_answers;
mod nearest;
mod product_codes;
mod profiles;
mod screening;
mod secrets;
mod sets;
mod settlement;
mod shipments;
mod slip_numbers;
mod taxes;
mod test_buyers;
#[cfg(test)]
mod tests;
mod user_groups;

use crate::adapter::message::capabilities::Capability::{self, Offer, Order, Ship, Status, Unship};

pub use self::{
    area::Area,
    cause::{Cause, Language},
    kind::{Basis, JudgedBy, Level, Severity},
    nearest::{nearest, normalized},
    profiles::{Profile, UnusableProfile},
    sets::Set,
};

/// A requirement on an integration, and its explanation.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// `TAX-02`: a public name, never given to another requirement.
    pub id: &'static str,
    /// The subject.
    pub area: Area,
    /// Whether it must be met.
    pub severity: Severity,
    /// The sources of evidence.
    pub judged: JudgedBy,
    /// Its level.
    pub level: Level,
    /// The requirement, in a Japanese sentence.
    pub title: &'static str,
    /// The consequences for the business if it is not met, and who loses what.
    pub why: &'static str,
    /// The way of checking it.
    pub check: &'static str,
    /// The evidence.
    pub evidence: &'static str,
    /// Its basis in the provider; empty if it holds for every shop with money and personal data.
    pub basis: &'static [Basis],
    /// Typical causes of a break: in any language first, then language by language.
    pub causes: &'static [Cause],
    /// The change to make.
    pub remedy: &'static str,
    /// The capabilities that an adapter must declare for a full judgement.
    pub needs: &'static [Capability],
    /// Whether a break is about money: a wrong sum, a second one, or an unpaid one.
    pub concerns_money: bool,
}

/// The needs of most requirements.
const TO_ORDER: &[Capability] = &[Order, Status];
const TO_OFFER: &[Capability] = &[Offer];
const TO_SHIP: &[Capability] = &[Order, Status, Ship];
const TO_UNSHIP: &[Capability] = &[Order, Status, Ship, Unship];

static CATALOGUE: [&[Requirement]; Area::ALL.len()] = [
    connection::CONNECTION,
    secrets::SECRETS,
    application::APPLICATION,
    screening::SCREENING,
    eligibility::ELIGIBILITY,
    taxes::TAXES,
    lines::LINES,
    product_codes::PRODUCT_CODES,
    settlement::SETTLEMENT,
    lost_answers::LOST_ANSWERS,
    cancellation::CANCELLATION,
    shipments::SHIPMENTS,
    slip_numbers::SLIP_NUMBERS,
    user_groups::USER_GROUPS,
    test_buyers::TEST_BUYERS,
    errors::ERRORS,
    changes::CHANGES,
];

/// All requirements, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    CATALOGUE.iter().copied().flatten()
}

/// The requirement of an id, exactly as written in the catalogue.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}

impl Requirement {
    /// The typical causes in a language: its own first, then those of any. Without a language, only those of any.
    pub fn causes_for(&self, language: Option<Language>) -> impl Iterator<Item = &'static Cause> {
        let own = self
            .causes
            .iter()
            .filter(move |cause| cause.language.is_some() && cause.language == language);
        own.chain(self.causes.iter().filter(|cause| cause.language.is_none()))
    }

    /// The letters of the basis: `D S`, or `–` without a basis in the provider.
    pub fn basis_letters(&self) -> String {
        if self.basis.is_empty() {
            return Basis::NONE.0.to_owned();
        }
        let letters: Vec<_> = self.basis.iter().map(|basis| basis.letter()).collect();
        letters.join(" ")
    }
}
