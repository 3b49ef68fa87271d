//! Status, and going back to the beginning.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Shared, keeping::not_kept, problem::Problem};
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
pub(super) async fn status(State(world): Shared) -> Result<Json<Status>, Problem> {
    world.meet_others().await.map_err(not_kept)?;
    Ok(Json(Status {
        version: crate::VERSION,
        rules: crate::every_rule().count(),
        merchants: world.account_count(),
        started_at: in_japan(world.started_at()),
        journal_bytes: world.journal_bytes(),
    }))
}

/// Every merchant goes back to its beginning: books, clock, faults, journal, screening.
#[utoipa::path(post, path = "/reset", tag = "status", responses((status = 204)))]
pub(super) async fn reset(State(world): Shared) -> Result<StatusCode, Problem> {
    world.reset().await.map_err(not_kept)?;
    Ok(StatusCode::NO_CONTENT)
}
