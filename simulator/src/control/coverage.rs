//! Coverage: which codes, APIs, changes of state, outcomes and faults have been exercised.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, merchant::OfMerchant, problem::ControlProblem};
use crate::{
    books::buyers::Judgement,
    every_rule,
    merchant::{
        coverage::{Coverage, STATE_CHANGES},
        faults::FAULT_KINDS,
    },
    settings::Settings,
    vendor::APIS,
};

/// What was exercised, and what was not.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CoverageView {
    /// The 318 codes, in the vendor's order. A code counts when its answer arrived.
    pub(crate) codes: SectionView,
    pub(crate) apis: SectionView,
    /// What the books can be made to do; changes that the settings rule out are left out.
    pub(crate) state_changes: SectionView,
    /// The outcomes of screenings that AN070 told.
    pub(crate) screening_outcomes: SectionView,
    pub(crate) faults: SectionView,
}

/// One kind of thing.
#[derive(Serialize, ToSchema)]
pub(crate) struct SectionView {
    /// How many of them were exercised.
    pub(crate) exercised: usize,
    /// How many there are.
    pub(crate) of: usize,
    pub(crate) items: Vec<ItemView>,
}

/// One thing that can be exercised.
#[derive(Serialize, ToSchema)]
pub(crate) struct ItemView {
    pub(crate) name: &'static str,
    /// What it is, in Japanese.
    pub(crate) label: &'static str,
    /// The API of a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) api: Option<&'static str>,
    /// How often.
    pub(crate) times: u64,
    /// How often an API accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) accepted: Option<u64>,
    /// How often an API refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refused: Option<u64>,
}

impl ItemView {
    const fn new(name: &'static str, label: &'static str, times: u64) -> Self {
        Self {
            name,
            label,
            api: None,
            times,
            accepted: None,
            refused: None,
        }
    }
}

impl SectionView {
    fn of(items: impl Iterator<Item = ItemView>) -> Self {
        let items: Vec<ItemView> = items.collect();
        Self {
            exercised: items.iter().filter(|item| item.times > 0).count(),
            of: items.len(),
            items,
        }
    }
}

impl CoverageView {
    pub(crate) fn of(coverage: &Coverage, settings: &Settings) -> Self {
        let codes = every_rule().map(|rule| {
            let label = rule.message().text;
            ItemView {
                api: Some(rule.api),
                ..ItemView::new(rule.code, label, coverage.code(rule.code))
            }
        });
        let apis = APIS.iter().map(|api| {
            let answered = coverage.api(api.number);
            ItemView {
                accepted: Some(answered.accepted),
                refused: Some(answered.refused),
                ..ItemView::new(api.number, api.name, answered.all())
            }
        });
        let changes = STATE_CHANGES
            .iter()
            .zip(coverage.state_changes())
            .filter(|(change, _)| (change.is_possible)(settings))
            .map(|(change, times)| ItemView::new(change.name, change.label, times));
        let outcomes = Judgement::ALL
            .iter()
            .zip(coverage.screening_outcomes())
            .map(|((_, text), times)| ItemView::new(text, text, times));
        let faults = FAULT_KINDS
            .iter()
            .zip(coverage.faults())
            .map(|((name, label), times)| ItemView::new(name, label, times));
        Self {
            codes: SectionView::of(codes),
            apis: SectionView::of(apis),
            state_changes: SectionView::of(changes),
            screening_outcomes: SectionView::of(outcomes),
            faults: SectionView::of(faults),
        }
    }
}

/// Shows what all merchants have exercised together, deleted ones and requests of no merchant included.
#[utoipa::path(get, path = "/coverage", tag = "coverage", responses((status = 200, body = CoverageView)))]
pub(super) async fn show_for_all(State(app): App) -> Json<CoverageView> {
    Json(CoverageView::of(&app.coverage(), &app.settings))
}

/// Begins to count anew, for every merchant. Nothing else does: a reset of the books leaves the coverage alone.
#[utoipa::path(delete, path = "/coverage", tag = "coverage", responses((status = 204)))]
pub(super) async fn clear_for_all(State(app): App) -> StatusCode {
    app.clear_coverage();
    StatusCode::NO_CONTENT
}

/// Shows what a merchant has exercised.
#[utoipa::path(get, path = "/merchants/{code}/coverage", tag = "coverage", responses((status = 200, body = CoverageView)))]
pub(super) async fn show(merchant: OfMerchant) -> Result<Json<CoverageView>, ControlProblem> {
    let of = merchant.merchant().await?;
    Ok(Json(CoverageView::of(
        of.coverage(),
        &merchant.app.settings,
    )))
}

/// Begins to count anew for a merchant; what all have exercised together shrinks by it.
#[utoipa::path(delete, path = "/merchants/{code}/coverage", tag = "coverage", responses((status = 204)))]
pub(super) async fn clear(merchant: OfMerchant) -> Result<StatusCode, ControlProblem> {
    merchant.merchant().await?.coverage().clear();
    Ok(StatusCode::NO_CONTENT)
}
