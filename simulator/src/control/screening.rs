//! The screening of new applications: shows and replaces it while the simulator runs.

use axum::Json;

use super::{
    merchant::OfMerchant,
    problem::{Body, ControlProblem},
};
use crate::{merchant::event::Event, settings::ScreeningSettings};

/// Shows what new applications get.
#[utoipa::path(get, path = "/merchants/{code}/screening", tag = "buyers", responses((status = 200, body = ScreeningSettings)))]
pub(super) async fn show(merchant: OfMerchant) -> Result<Json<ScreeningSettings>, ControlProblem> {
    let shown = merchant.transact(|state| Ok(state.screening().clone()));
    Ok(Json(shown.await?))
}

/// Says what new applications get from now on. Applications that came before keep what was decided.
#[utoipa::path(put, path = "/merchants/{code}/screening", tag = "buyers", request_body = ScreeningSettings, responses(
    (status = 200, body = ScreeningSettings),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn replace(
    merchant: OfMerchant,
    Body(screening): Body<ScreeningSettings>,
) -> Result<Json<ScreeningSettings>, ControlProblem> {
    screening.check()?;
    let replaced = merchant.transact(|state| {
        state.record(Event::ScreeningReplaced(screening.clone()));
        Ok(screening)
    });
    Ok(Json(replaced.await?))
}
