//! Slip numbers of services that the scheme does not carry (C030005), by their beginnings.

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Shared,
    problem::{Path, Problem, account},
};
use crate::books::{
    change::{Cause, Change},
    values::{MAX_SLIP_PREFIXES, is_slip_prefix},
};

/// Beginnings of slip numbers.
#[derive(Serialize, ToSchema)]
pub(super) struct Prefixes {
    #[schema(example = json!(["9999"]))]
    prefixes: Vec<String>,
}

/// Lists the beginnings.
#[utoipa::path(get, path = "/merchants/{code}/unusable-slips", tag = "slips", params(("code" = String, Path, description = "加盟店コード")), responses(
    (status = 200, body = Prefixes),
    (status = 404, description = "There is no such merchant", body = Problem),
))]
pub(super) async fn list(
    State(world): Shared,
    Path(code): Path<String>,
) -> Result<Json<Prefixes>, Problem> {
    let account = account(&world, &code)?;
    let prefixes = account
        .lock()
        .books
        .unusable_slips()
        .map(Into::into)
        .collect();
    Ok(Json(Prefixes { prefixes }))
}

/// Adds a beginning. A whole slip number is one, too. There may be 1,000.
#[utoipa::path(put, path = "/merchants/{code}/unusable-slips/{prefix}", tag = "slips", params(("code" = String, Path, description = "加盟店コード"), ("prefix" = String, Path, description = "送り状番号の先頭、1～12桁")), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant", body = Problem),
    (status = 409, description = "There are too many", body = Problem),
    (status = 422, description = "Not a beginning of a slip number", body = Problem),
))]
pub(super) async fn add(
    State(world): Shared,
    Path((code, prefix)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    if !is_slip_prefix(&prefix) {
        return Err(Problem::unacceptable(
            "prefix",
            "1～12桁の数字を指定してください",
        ));
    }
    let account = account(&world, &code)?;
    let mut account = account.lock();
    let now = account.now();
    let mut known = account.books.unusable_slips();
    if known.any(|known| known == prefix) {
        return Ok(StatusCode::NO_CONTENT);
    }
    drop(known);
    if account.books.unusable_slips().count() >= MAX_SLIP_PREFIXES {
        return Err(Problem::conflict(
            format!("先頭部分は{MAX_SLIP_PREFIXES}件までです。"),
            "使い終えたものを DELETE するか、短い先頭部分にまとめてください。",
        ));
    }
    let change = Change::SlipsMadeUnusable {
        prefix: prefix.as_str().into(),
    };
    account.record(now, Cause::Control, change);
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a beginning away.
#[utoipa::path(delete, path = "/merchants/{code}/unusable-slips/{prefix}", tag = "slips", params(("code" = String, Path, description = "加盟店コード"), ("prefix" = String, Path, description = "送り状番号の先頭、1～12桁")), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant or beginning", body = Problem),
))]
pub(super) async fn remove(
    State(world): Shared,
    Path((code, prefix)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let account = account(&world, &code)?;
    let mut account = account.lock();
    if !account.books.unusable_slips().any(|known| known == prefix) {
        return Err(Problem::missing(
            "その先頭部分は登録されていません。",
            "GET …/unusable-slips で一覧を確認してください。",
        ));
    }
    let now = account.now();
    let change = Change::SlipsMadeUsable {
        prefix: prefix.as_str().into(),
    };
    account.record(now, Cause::Control, change);
    Ok(StatusCode::NO_CONTENT)
}
