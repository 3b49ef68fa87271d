//! The catalogue: the 100 requirements of an integration, a file for each area.
//!
//! | module | what is there |
//! |---|---|
//! | `area`, `kind`, `cause` | what the rows are made of, each with its Japanese words |
//! | `connection` … `changes` | the rows, area by area |
//! | `sets` | frozen sets: which requirements count, whatever is added later |
//! | `profiles` | what an integration may lack by design |
//! | `guesses` | which guesses of the simulator a requirement rests on |
//! | `nearest` | what a mistyped id may have meant |

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

/// What an integration has to do, and what is told of it.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// `TAX-02`: a public name, never given to another requirement.
    pub id: &'static str,
    /// The subject.
    pub area: Area,
    /// Whether it must be met.
    pub severity: Severity,
    /// Where its evidence comes from.
    pub judged: JudgedBy,
    /// The level that it belongs to.
    pub level: Level,
    /// The requirement, in a Japanese sentence.
    pub title: &'static str,
    /// What goes wrong in business where it is not met, and who loses what.
    pub why: &'static str,
    /// How it is checked.
    pub check: &'static str,
    /// What shows it.
    pub evidence: &'static str,
    /// What of the provider it rests on; empty where it holds for every shop that handles money and personal data.
    pub basis: &'static [Basis],
    /// What typically causes a break: in any language first, then language by language.
    pub causes: &'static [Cause],
    /// What to change.
    pub remedy: &'static str,
    /// What an adapter has to declare for it to be judged in full.
    pub needs: &'static [Capability],
    /// Whether a break is about money: a wrong sum, a second one, one that nobody pays.
    pub concerns_money: bool,
}

/// What most requirements need.
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

/// The requirement of an id, exactly as it is written in the catalogue.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}

impl Requirement {
    /// The typical causes for somebody who writes in a language: its own first, then those of any. Without a language, those of
    /// any alone.
    pub fn causes_for(&self, language: Option<Language>) -> impl Iterator<Item = &'static Cause> {
        let own = self
            .causes
            .iter()
            .filter(move |cause| cause.language.is_some() && cause.language == language);
        own.chain(self.causes.iter().filter(|cause| cause.language.is_none()))
    }

    /// The letters of the basis: `D S`, or `–` where it rests on nothing of the provider.
    pub fn basis_letters(&self) -> String {
        if self.basis.is_empty() {
            return Basis::NONE.0.to_owned();
        }
        let letters: Vec<_> = self.basis.iter().map(|basis| basis.letter()).collect();
        letters.join(" ")
    }
}
