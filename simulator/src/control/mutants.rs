//! The misbehaviours that a fault of the kind `mutant` can name.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mutants::{Class, MUTANTS, Mutant};

/// A misbehaviour of the provider.
#[derive(Serialize, ToSchema)]
pub(super) struct MutantView {
    name: &'static str,
    /// What a suite of tests ought to do about it: `endure`, stay green; `detect`, go red or see the shop react; `books`, go red only
    /// if it looks at the provider's books.
    class: Class,
    /// The APIs that it strikes; empty for all.
    apis: &'static [&'static str],
    /// What is different.
    what: &'static str,
    /// The requirement that it puts to the test.
    requirement: &'static str,
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
            what: mutant.what,
            requirement: mutant.requirement,
        }
    }
}

/// Lists the misbehaviours. One strikes as a fault: `{"kind": "mutant", "mutant": "html-200", "times": 1}`.
#[utoipa::path(get, path = "/mutants", tag = "faults", responses((status = 200, body = MutantList)))]
pub(super) async fn list() -> Json<MutantList> {
    let mutants = MUTANTS.iter().map(MutantView::of).collect();
    Json(MutantList { mutants })
}
