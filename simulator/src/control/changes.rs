//! The time line: every alteration of the books, by number.

use axum::Json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    merchant::OfMerchant,
    problem::{ControlProblem, Parameters, PathItem, limit},
    snapshots::RestoredView,
};
use crate::{books::change::Cause, clock::in_japan, merchant::timeline::Recorded};

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
    change: Map<String, Value>,
}

impl ChangeView {
    pub(super) fn of(recorded: &Recorded) -> Self {
        Self {
            number: recorded.number,
            at: in_japan(recorded.at),
            cause: recorded.cause,
            change: recorded.change.shown(),
        }
    }
}

/// Which changes to list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ChangesQuery {
    /// The first number; left out: 1.
    from: Option<u64>,
    /// Left out: 100.
    #[param(minimum = 1, maximum = 1_000)]
    limit: Option<usize>,
}

/// Lists the changes.
#[utoipa::path(get, path = "/merchants/{code}/changes", tag = "journal", params(ChangesQuery), responses(
    (status = 200, body = Changes),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn list(
    merchant: OfMerchant,
    Parameters(wanted): Parameters<ChangesQuery>,
) -> Result<Json<Changes>, ControlProblem> {
    let limit = limit(wanted.limit)?;
    let listed = merchant.transact(|state| {
        state.catch_up();
        let changes = state.timeline().from(wanted.from.unwrap_or(1));
        Ok(Changes {
            changes: changes
                .take(limit)
                .map(|recorded| ChangeView::of(recorded))
                .collect(),
            complete_from: state.timeline().complete_from(),
        })
    });
    Ok(Json(listed.await?))
}

/// Goes back to where books and clock were after a change. The time line goes on, so this can be undone in the same way.
#[utoipa::path(post, path = "/merchants/{code}/changes/{number}/restore", tag = "journal", params(("number" = u64, Path, description = "経過の番号")), responses(
    (status = 200, body = RestoredView),
    (status = 404, description = "There is no such merchant, or no such change on the time line", body = ControlProblem),
))]
pub(super) async fn restore(
    merchant: OfMerchant,
    PathItem(number): PathItem<u64>,
) -> Result<Json<RestoredView>, ControlProblem> {
    let restored = merchant.transact_large(move |state| {
        state.catch_up();
        let Some(then) = state.timeline().books_after(number, state.books()) else {
            let (from, to) = (
                state.timeline().complete_from(),
                state.books().change_count(),
            );
            return Err(ControlProblem::missing(
                "その番号の変更は経過に残っていません。",
                format!("戻れるのは {from}～{to} です。残す数は設定 kept_changes で変えられます。"),
            ));
        };
        state.go_back(number, then);
        Ok(RestoredView::of(state))
    });
    Ok(Json(restored.await?))
}
