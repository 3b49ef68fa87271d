//! The time line: every alteration of the books, by number.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Shared,
    problem::{Parameters, Problem, account},
};
use crate::{
    books::change::{Cause, Change},
    clock::in_japan,
    ledger::memory::Recorded,
};

/// A stretch of the time line.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changes {
    /// From which number on every change is there.
    complete_from: u64,
    changes: Vec<ChangeView>,
}

/// A change that was made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangeView {
    number: u64,
    at: String,
    /// founding, api, control or clock.
    #[schema(value_type = String)]
    cause: Cause,
    /// `change` says what it is; names and telephone numbers are left out.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    change: Change,
}

impl ChangeView {
    pub(super) fn of(recorded: &Recorded) -> Self {
        Self {
            number: recorded.number,
            at: in_japan(recorded.at),
            cause: recorded.cause,
            change: recorded.change.clone(),
        }
    }
}

/// Which changes to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The first number; left out: 1.
    from: Option<u64>,
    /// At most 1,000; left out: 100.
    limit: Option<usize>,
}

/// Lists the changes.
#[utoipa::path(get, path = "/merchants/{code}/changes", tag = "journal", params(("code" = String, Path, description = "加盟店コード"), Wanted), responses(
    (status = 200, body = Changes),
    (status = 404, description = "There is no such merchant", body = Problem),
))]
pub(super) async fn list(
    State(world): Shared,
    Path(code): Path<String>,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<Json<Changes>, Problem> {
    let account = account(&world, &code)?;
    let mut account = account.lock();
    account.catch_up();
    let changes = account
        .ledger
        .from(wanted.from.unwrap_or(1))
        .map(ChangeView::of);
    let limit = wanted.limit.unwrap_or(100).clamp(1, 1_000);
    Ok(Json(Changes {
        changes: changes.take(limit).collect(),
        complete_from: account.ledger.complete_from(),
    }))
}
