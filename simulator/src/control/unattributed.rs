//! The journal of requests that belong to no merchant or reached none of the seven.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    App,
    journal::{JournalQuery, JournalView, wait_for},
    merchant::no_merchant,
    problem::{ControlProblem, Parameters},
};
use crate::{app::missed::Miss, clock::in_japan};

/// A stretch of the journal, and what was missed.
#[derive(Serialize, ToSchema)]
#[schema(as = StraysView)]
pub(super) struct UnattributedView {
    #[serde(flatten)]
    journal: JournalView,
    /// The last hundred that reached none of the seven, the newest last: connections that were not agreed on, what is no HTTP, wrong
    /// addresses.
    missed: Vec<MissView>,
}

/// Something that reached none of the seven.
#[derive(Serialize, ToSchema)]
pub(super) struct MissView {
    /// Counts them.
    number: u64,
    at: String,
    /// Why, in English.
    reason: Box<str>,
    /// The address, if it is much like one of the seven; without its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<Box<str>>,
}

impl MissView {
    fn of(miss: &Miss) -> Self {
        Self {
            number: miss.number,
            at: in_japan(miss.at),
            reason: miss.reason.clone(),
            path: miss.path.clone(),
        }
    }
}

/// Lists the requests that belong to no merchant: unknown merchant codes, and what is no form.
#[utoipa::path(get, operation_id = "list_strays", path = "/journal", tag = "journal", params(JournalQuery), responses(
    (status = 200, body = UnattributedView),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn list(
    State(app): App,
    Parameters(wanted): Parameters<JournalQuery>,
) -> Result<Json<UnattributedView>, ControlProblem> {
    let (limit, wait) = wanted.checked()?;
    let unit_name = &app.settings.assumptions.wire.unit_name;
    let next = || Some(&app.next_unattributed);
    let list = || Some(wanted.list(limit, &app.unattributed.lock(), unit_name));
    let listed = wait_for(&app, wait, next, list).await;
    let journal = listed.ok_or_else(no_merchant)?;
    let missed = app.missed(|misses| misses.iter().map(MissView::of).collect());
    Ok(Json(UnattributedView { journal, missed }))
}

/// Forgets the requests that belong to no merchant; the numbers go on.
#[utoipa::path(delete, operation_id = "clear_strays", path = "/journal", tag = "journal", responses((status = 204)))]
pub(super) async fn clear(State(app): App) -> StatusCode {
    app.unattributed.lock().clear();
    app.forget_missed();
    StatusCode::NO_CONTENT
}
