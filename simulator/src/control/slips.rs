//! Slip numbers of services that the scheme does not carry (C030005), by their beginnings.

use axum::{Json, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    merchant::OfMerchant,
    problem::{ControlProblem, PathItem},
};
use crate::{
    books::{
        change::{Cause, Change},
        values::{MAX_SLIP_PREFIXES, is_slip_prefix},
    },
    merchant::state::State,
};

/// Beginnings of slip numbers.
#[derive(Serialize, ToSchema)]
pub(super) struct Prefixes {
    #[schema(example = json!(["9999"]))]
    prefixes: Vec<String>,
}

/// Lists the beginnings.
#[utoipa::path(get, path = "/merchants/{code}/unusable-slips", tag = "slips", responses((status = 200, body = Prefixes)))]
pub(super) async fn list(merchant: OfMerchant) -> Result<Json<Prefixes>, ControlProblem> {
    let listed = merchant.transact(|state| {
        let prefixes = state.books().unusable_slips();
        Ok(prefixes.map(Into::into).collect())
    });
    Ok(Json(Prefixes {
        prefixes: listed.await?,
    }))
}

/// Adds a beginning. A whole slip number is one, too. There may be 1,000.
#[utoipa::path(put, path = "/merchants/{code}/unusable-slips/{prefix}", tag = "slips", params(("prefix" = String, Path, description = "送り状番号の先頭、1～12桁")), responses(
    (status = 204),
    (status = 409, description = "There are too many", body = ControlProblem),
    (status = 422, description = "Not a beginning of a slip number", body = ControlProblem),
))]
pub(super) async fn add(
    merchant: OfMerchant,
    PathItem(prefix): PathItem<String>,
) -> Result<StatusCode, ControlProblem> {
    if !is_slip_prefix(&prefix) {
        return Err(ControlProblem::unacceptable(
            "prefix",
            "1～12桁の数字を指定してください",
        ));
    }
    let added = merchant.transact(|state| {
        let now = state.now();
        if is_known(state, &prefix) {
            return Ok(());
        }
        if state.books().unusable_slips().count() >= MAX_SLIP_PREFIXES {
            return Err(ControlProblem::conflict(
                format!("先頭部分は{MAX_SLIP_PREFIXES}件までです。"),
                "使い終えたものを DELETE するか、短い先頭部分にまとめてください。",
            ));
        }
        let prefix = prefix.as_str().into();
        state.change(now, Cause::Control, Change::SlipsMadeUnusable { prefix });
        Ok(())
    });
    added.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a beginning away.
#[utoipa::path(delete, path = "/merchants/{code}/unusable-slips/{prefix}", tag = "slips", params(("prefix" = String, Path, description = "送り状番号の先頭、1～12桁")), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant or beginning", body = ControlProblem),
))]
pub(super) async fn remove(
    merchant: OfMerchant,
    PathItem(prefix): PathItem<String>,
) -> Result<StatusCode, ControlProblem> {
    let removed = merchant.transact(|state| {
        if !is_known(state, &prefix) {
            return Err(ControlProblem::missing(
                "その先頭部分は登録されていません。",
                "GET …/unusable-slips で一覧を確認してください。",
            ));
        }
        let now = state.now();
        let prefix = prefix.as_str().into();
        state.change(now, Cause::Control, Change::SlipsMadeUsable { prefix });
        Ok(())
    });
    removed.await?;
    Ok(StatusCode::NO_CONTENT)
}

fn is_known(state: &State, prefix: &str) -> bool {
    let mut known = state.books().unusable_slips();
    known.any(|known| known == prefix)
}
