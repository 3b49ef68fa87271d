//! Faults: switches them on for one merchant or for all.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    App,
    merchant::OfMerchant,
    problem::{Body, ControlProblem, Path, PathItem},
};
use crate::merchant::{
    event::Event,
    faults::{Fault, Faults},
};

/// A fault that is switched on.
#[derive(Serialize, ToSchema)]
pub(super) struct SwitchedOn {
    id: u64,
    #[serde(flatten)]
    fault: Fault,
}

/// Faults in the order in which they meet requests.
#[derive(Serialize, ToSchema)]
pub(super) struct FaultList {
    faults: Vec<SwitchedOn>,
}

impl FaultList {
    pub(super) fn of(faults: &Faults) -> Self {
        let faults = faults
            .iter()
            .cloned()
            .map(|(id, fault)| SwitchedOn { id, fault });
        Self {
            faults: faults.collect(),
        }
    }
}

fn switched_on(
    id: Option<u64>,
    fault: Fault,
) -> Result<(StatusCode, Json<SwitchedOn>), ControlProblem> {
    let id = id.ok_or_else(|| {
        ControlProblem::conflict(
            "障害の設定が多すぎます。",
            "使い終えたものを DELETE してください。",
        )
    })?;
    Ok((StatusCode::CREATED, Json(SwitchedOn { id, fault })))
}

fn removed(removed: bool) -> Result<StatusCode, ControlProblem> {
    if removed {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ControlProblem::missing(
        "その番号の障害はありません。",
        "回数を使い切ると消えます。GET …/faults で一覧を確認してください。",
    ))
}

/// Lists a merchant's faults.
#[utoipa::path(get, path = "/merchants/{code}/faults", tag = "faults", responses((status = 200, body = FaultList)))]
pub(super) async fn list(merchant: OfMerchant) -> Result<Json<FaultList>, ControlProblem> {
    let listed = merchant.transact(|state| Ok(FaultList::of(state.faults())));
    Ok(Json(listed.await?))
}

/// Switches a fault on for a merchant, which may have 100. The first one that fits a request meets it.
#[utoipa::path(post, path = "/merchants/{code}/faults", tag = "faults", request_body = Fault, responses(
    (status = 201, body = SwitchedOn),
    (status = 409, description = "There are too many", body = ControlProblem),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn add(
    merchant: OfMerchant,
    Body(fault): Body<Fault>,
) -> Result<(StatusCode, Json<SwitchedOn>), ControlProblem> {
    let fault = fault.checked()?;
    let added = merchant.transact(|state| {
        let mut faults = state.faults().clone();
        let added = switched_on(faults.add(fault.clone()), fault)?;
        state.record(Event::FaultsChanged(faults));
        Ok(added)
    });
    added.await
}

/// Switches all faults of a merchant off.
#[utoipa::path(delete, path = "/merchants/{code}/faults", tag = "faults", responses((status = 204)))]
pub(super) async fn clear(merchant: OfMerchant) -> Result<StatusCode, ControlProblem> {
    let cleared = merchant.transact(|state| {
        let mut faults = state.faults().clone();
        faults.clear();
        state.record(Event::FaultsChanged(faults));
        Ok(StatusCode::NO_CONTENT)
    });
    cleared.await
}

/// Switches a fault of a merchant off.
#[utoipa::path(delete, path = "/merchants/{code}/faults/{id}", tag = "faults", params(("id" = u64, Path, description = "障害の番号")), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant or fault", body = ControlProblem),
))]
pub(super) async fn remove(
    merchant: OfMerchant,
    PathItem(id): PathItem<u64>,
) -> Result<StatusCode, ControlProblem> {
    let switched_off = merchant.transact(|state| {
        let mut faults = state.faults().clone();
        let status = removed(faults.remove(id))?;
        state.record(Event::FaultsChanged(faults));
        Ok(status)
    });
    switched_off.await
}

/// Lists the faults for everybody.
#[utoipa::path(get, path = "/faults", tag = "faults", responses((status = 200, body = FaultList)))]
pub(super) async fn list_for_all(State(app): App) -> Json<FaultList> {
    Json(app.with_faults(|faults| FaultList::of(faults)))
}

/// Switches a fault on for everybody; it meets a request before those of the merchant do. There may be 100.
#[utoipa::path(post, path = "/faults", tag = "faults", request_body = Fault, responses(
    (status = 201, body = SwitchedOn),
    (status = 409, description = "There are too many", body = ControlProblem),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn add_for_all(
    State(app): App,
    Body(fault): Body<Fault>,
) -> Result<(StatusCode, Json<SwitchedOn>), ControlProblem> {
    let fault = fault.checked()?;
    let id = app.with_faults(|faults| faults.add(fault.clone()));
    switched_on(id, fault)
}

/// Switches the faults for everybody off.
#[utoipa::path(delete, path = "/faults", tag = "faults", responses((status = 204)))]
pub(super) async fn clear_for_all(State(app): App) -> StatusCode {
    app.with_faults(Faults::clear);
    StatusCode::NO_CONTENT
}

/// Switches a fault for everybody off.
#[utoipa::path(delete, path = "/faults/{id}", tag = "faults", params(("id" = u64, Path, description = "障害の番号")), responses(
    (status = 204),
    (status = 404, description = "There is no such fault", body = ControlProblem),
))]
pub(super) async fn remove_for_all(
    State(app): App,
    Path(id): Path<u64>,
) -> Result<StatusCode, ControlProblem> {
    removed(app.with_faults(|faults| faults.remove(id)))
}
