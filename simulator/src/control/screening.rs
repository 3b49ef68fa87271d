//! The screening of new applications: what they get, while the simulator runs.

use axum::{Json, extract::State};

use super::{
    Shared,
    problem::{Body, Path, Problem, account},
};
use crate::settings::ScreeningSettings;

/// Shows what new applications get.
#[utoipa::path(get, path = "/merchants/{code}/screening", tag = "buyers", params(("code" = String, Path, description = "加盟店コード")), responses(
    (status = 200, body = ScreeningSettings),
    (status = 404, description = "There is no such merchant", body = Problem),
))]
pub(super) async fn show(
    State(world): Shared,
    Path(code): Path<String>,
) -> Result<Json<ScreeningSettings>, Problem> {
    let account = account(&world, &code)?;
    let screening = account.lock().screening.clone();
    Ok(Json(screening))
}

/// Says what new applications get from now on. Applications that came before keep what was decided.
#[utoipa::path(put, path = "/merchants/{code}/screening", tag = "buyers", request_body = ScreeningSettings, params(("code" = String, Path, description = "加盟店コード")), responses(
    (status = 200, body = ScreeningSettings),
    (status = 404, description = "There is no such merchant", body = Problem),
    (status = 422, description = "A value is not acceptable", body = Problem),
))]
pub(super) async fn replace(
    State(world): Shared,
    Path(code): Path<String>,
    Body(screening): Body<ScreeningSettings>,
) -> Result<Json<ScreeningSettings>, Problem> {
    screening
        .check()
        .map_err(|(field, remedy)| Problem::unacceptable(field, remedy))?;
    account(&world, &code)?.lock().screening = screening.clone();
    Ok(Json(screening))
}
