//! Status, and the reset of everything.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use tokio::runtime::Handle;
use utoipa::ToSchema;

use super::{App, blocking::blocking, merchant::not_stored, problem::ControlProblem};
use crate::clock::in_japan;

/// What the simulator is and holds.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Status {
    version: &'static str,
    /// How many error codes have a rule: 318.
    rules: usize,
    merchants: usize,
    #[schema(example = "2026-11-24T10:00:00+09:00")]
    started_at: String,
    /// How many bytes the journals take.
    journal_bytes: usize,
}

/// What the simulator is and holds.
#[utoipa::path(get, path = "/status", tag = "status", responses((status = 200, body = Status)))]
pub(super) async fn status(State(app): App) -> Result<Json<Status>, ControlProblem> {
    app.sync_all().await.map_err(|error| not_stored(&error))?;
    Ok(Json(Status {
        version: crate::VERSION,
        rules: crate::every_rule().count(),
        merchants: app.merchant_count(),
        started_at: in_japan(app.started_at()),
        journal_bytes: app.journal_bytes(),
    }))
}

/// Every merchant goes back to its beginning: books, clock, faults, journal, screening.
#[utoipa::path(post, path = "/reset", tag = "status", responses((status = 204)))]
pub(super) async fn reset(State(app): App) -> Result<StatusCode, ControlProblem> {
    let runtime = Handle::current();
    let reset = blocking(move || {
        let reset = runtime.block_on(app.reset());
        reset.map_err(|error| not_stored(&error))
    });
    reset.await.map(|()| StatusCode::NO_CONTENT)
}
