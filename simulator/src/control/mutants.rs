//! The misbehaviours that a fault of the kind `mutant` can name.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mutants::{
    Class, MUTANTS, Mutant,
    conduct::mishaps::Mishap,
    strikes::{Often, When},
};

/// A misbehaviour of the provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MutantView {
    name: &'static str,
    /// What a suite of tests ought to do about it: `endure`, stay green; `detect`, go red or see the shop react; `books`, go red only
    /// if it looks at the provider's books.
    class: Class,
    /// The APIs that it strikes; empty for all.
    apis: &'static [&'static str],
    strikes: StrikesView,
    /// What is different.
    what: &'static str,
    /// Whether its fault needs a `location`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    needs_location: bool,
    /// By how many milliseconds it makes an answer late.
    #[serde(skip_serializing_if = "Option::is_none")]
    late_milliseconds: Option<u64>,
    /// The requirement that it puts to the test, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    requirement: Option<&'static str>,
}

/// Which requests to these APIs it strikes, by what is answered without it. The journal of a run without it therefore says whether a
/// suite of tests meets it.
#[derive(Serialize, ToSchema)]
struct StrikesView {
    when: When,
    /// The codes of the refusals; left out where the code does not matter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    codes: Vec<&'static str>,
    /// How often, where the fault has no `times`.
    often: Often,
}

/// All misbehaviours.
#[derive(Serialize, ToSchema)]
pub(super) struct MutantList {
    mutants: Vec<MutantView>,
}

impl MutantView {
    fn of(mutant: &Mutant) -> Self {
        Self {
            name: mutant.name,
            class: mutant.class,
            apis: mutant.apis,
            strikes: StrikesView {
                when: mutant.strikes.when,
                codes: mutant.strikes.codes(),
                often: mutant.strikes.often,
            },
            what: mutant.what,
            needs_location: mutant.needs_location(),
            late_milliseconds: match mutant.mishap() {
                Some(Mishap::Late(milliseconds)) => Some(milliseconds),
                _ => None,
            },
            requirement: mutant.requirement,
        }
    }
}

/// Lists the misbehaviours. One strikes as a fault: `{"kind": "mutant", "mutant": "html-200", "times": 1}`. Without `times` it is there until
/// it is deleted, and strikes as its row says.
#[utoipa::path(get, path = "/mutants", tag = "faults", responses((status = 200, body = MutantList)))]
pub(super) async fn list() -> Json<MutantList> {
    let mutants = MUTANTS.iter().map(MutantView::of).collect();
    Json(MutantList { mutants })
}
