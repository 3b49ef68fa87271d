//! Snapshots: save a merchant under a name and restore it; as a file, also elsewhere.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    blocking::blocking,
    merchant::{OfMerchant, no_merchant, not_stored},
    problem::{Body, ControlProblem, PathItem},
};
use crate::{
    app::AppState,
    books::change::Origin,
    clock::in_japan,
    merchant::{
        event::Event,
        snapshots::{MAX_SNAPSHOTS, Snapshot},
        state::State,
    },
};

/// The largest document that can be uploaded.
pub(super) const MAX_BYTES: usize = 256 << 20;

/// The routes; documents may be larger than other bodies.
pub(super) fn routes() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(routes!(list, save))
        .routes(routes!(download, upload, delete))
        .layer(DefaultBodyLimit::max(MAX_BYTES))
        .routes(routes!(restore))
}

/// A snapshot.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SnapshotView {
    #[schema(example = "before-shipping")]
    name: String,
    /// By the merchant's clock, which goes back to it.
    saved_at: String,
    clock_frozen: bool,
    buyers: usize,
    orders: usize,
}

impl SnapshotView {
    fn of(name: &str, snapshot: &Snapshot) -> Self {
        Self {
            name: name.to_owned(),
            saved_at: in_japan(snapshot.saved_at),
            clock_frozen: snapshot.frozen,
            buyers: snapshot.books.buyers().len(),
            orders: snapshot.books.payment_count(),
        }
    }
}

/// The snapshots of a merchant.
#[derive(Serialize, ToSchema)]
pub(super) struct SnapshotList {
    snapshots: Vec<SnapshotView>,
}

/// What to call a snapshot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSnapshot {
    /// 1 to 64 characters, no slash, not `.` or `..`. One that there is already is replaced.
    #[schema(example = "before-shipping")]
    name: String,
}

/// A merchant that was brought back.
#[derive(Serialize, ToSchema)]
#[schema(as = Restored)]
pub(super) struct RestoredView {
    /// The number of the change that it made on the time line.
    change: u64,
    /// What the clock shows.
    #[schema(example = "2026-11-24T10:00:00+09:00")]
    now: String,
    frozen: bool,
}

impl RestoredView {
    pub(super) fn of(state: &State) -> Self {
        Self {
            change: state.books().change_count(),
            now: in_japan(state.clock().now()),
            frozen: state.clock().is_frozen(),
        }
    }
}

fn checked(name: &str) -> Result<(), ControlProblem> {
    let strange = |c: char| c.is_control() || c == '/' || c == '\\';
    // Clients resolve a URL that ends in one to another address.
    let is_folder = name == "." || name == "..";
    if (1..=64).contains(&name.chars().count())
        && !name.chars().any(strange)
        && name.trim() == name
        && !is_folder
    {
        return Ok(());
    }
    Err(ControlProblem::unacceptable(
        "name",
        "1～64文字で、/ を含まず、「.」でも「..」でもない名前を指定してください",
    ))
}

fn missing() -> ControlProblem {
    ControlProblem::missing(
        "その名前のスナップショットはありません。",
        "GET …/snapshots で一覧を確認してください。",
    )
}

/// Saves a snapshot and replaces the one of the same name, if any. `document` is its stored form.
fn record_snapshot(
    state: &mut State,
    name: &str,
    snapshot: Snapshot,
    document: Option<String>,
) -> Result<SnapshotView, ControlProblem> {
    if !state.snapshots().may_have(name) {
        return Err(ControlProblem::conflict(
            format!("スナップショットは{MAX_SNAPSHOTS}個までです。"),
            "使い終えたものを DELETE してください。",
        ));
    }
    let view = SnapshotView::of(name, &snapshot);
    let saved = Event::SnapshotSaved {
        name: name.to_owned(),
        snapshot,
        document,
    };
    if !state.record(saved) {
        return Err(ControlProblem::conflict(
            "全加盟店のスナップショットが大きすぎます。",
            "使い終えたものを DELETE するか、設定 snapshot_bytes を増やしてください。",
        ));
    }
    Ok(view)
}

/// Saves a snapshot. Its document is made before the merchant is locked.
async fn save_as(
    merchant: OfMerchant,
    name: String,
    make: impl FnOnce() -> Result<Snapshot, ControlProblem> + Send + 'static,
) -> Result<(StatusCode, Json<SnapshotView>), ControlProblem> {
    let is_stored = merchant.app.storage().is_somewhere();
    let (snapshot, document) = blocking(move || {
        let snapshot = make()?;
        let document = is_stored.then(|| snapshot.to_json());
        Ok((snapshot, document))
    })
    .await?;
    let saved = merchant.transact(|state| record_snapshot(state, &name, snapshot, document));
    Ok((StatusCode::CREATED, Json(saved.await?)))
}

/// Lists the snapshots.
#[utoipa::path(get, path = "/merchants/{code}/snapshots", tag = "snapshots", responses((status = 200, body = SnapshotList)))]
pub(super) async fn list(merchant: OfMerchant) -> Result<Json<SnapshotList>, ControlProblem> {
    let listed = merchant.transact(|state| {
        let snapshots = state.snapshots().iter();
        let views = snapshots.map(|(name, snapshot)| SnapshotView::of(name, snapshot));
        Ok(views.collect())
    });
    Ok(Json(SnapshotList {
        snapshots: listed.await?,
    }))
}

/// Saves the merchant as it is: books, clock, screening, faults. The journal is no part of it. A merchant may have 100 snapshots.
#[utoipa::path(post, path = "/merchants/{code}/snapshots", tag = "snapshots", request_body = NewSnapshot, responses(
    (status = 201, body = SnapshotView),
    (status = 409, description = "There are too many, or together they are too large", body = ControlProblem),
    (status = 422, description = "The name is not acceptable", body = ControlProblem),
))]
pub(super) async fn save(
    merchant: OfMerchant,
    Body(NewSnapshot { name }): Body<NewSnapshot>,
) -> Result<(StatusCode, Json<SnapshotView>), ControlProblem> {
    checked(&name)?;
    let (app, code) = (merchant.app.clone(), merchant.code.clone());
    let of_now = OfMerchant { app, code };
    let snapshot = of_now.transact_large(|state| Ok(state.snapshot()));
    let snapshot = snapshot.await?;
    save_as(merchant, name, move || Ok(snapshot)).await
}

/// Downloads a snapshot as JSON. It holds the names and telephone numbers of the buyers, and no password.
#[utoipa::path(get, path = "/merchants/{code}/snapshots/{name}", tag = "snapshots", params(("name" = String, Path)), responses(
    (status = 200, description = "The document: format, version, and what was saved", body = serde_json::Value, content_type = "application/json"),
    (status = 404, description = "There is no such merchant or snapshot", body = ControlProblem),
))]
pub(super) async fn download(
    merchant: OfMerchant,
    PathItem(name): PathItem<String>,
) -> Result<Response, ControlProblem> {
    let code = merchant.code.clone();
    let found = merchant.transact_large(move |state| {
        let snapshot = state.snapshots().get(&name).cloned();
        snapshot.ok_or_else(missing)
    });
    let snapshot = found.await?;
    let json = blocking(move || Ok(snapshot.to_json())).await?;
    let file = format!("attachment; filename=\"snapshot-{code}.json\"");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, json).into_response())
}

/// Uploads a snapshot that was downloaded here or elsewhere. Nothing of the merchant changes until it is restored.
#[utoipa::path(put, path = "/merchants/{code}/snapshots/{name}", tag = "snapshots", request_body(content = serde_json::Value, description = "At most 256 MiB"), params(("name" = String, Path)), responses(
    (status = 201, body = SnapshotView),
    (status = 409, description = "There are too many, or together they are too large", body = ControlProblem),
    (status = 413, description = "Too large", body = ControlProblem),
    (status = 422, description = "Not a snapshot, or one that does not fit together", body = ControlProblem),
))]
pub(super) async fn upload(
    merchant: OfMerchant,
    PathItem(name): PathItem<String>,
    json: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<SnapshotView>), ControlProblem> {
    checked(&name)?;
    let json = json.map_err(|rejection| {
        ControlProblem::new(
            rejection.status(),
            "リクエストの本文を読み取れません。",
            "256 MiB 以内のスナップショットを送ってください。",
        )
    })?;
    // A large document is not read for a merchant that does not exist.
    let found = merchant.app.find(&merchant.code).await;
    found
        .map_err(|error| not_stored(&error))?
        .ok_or_else(no_merchant)?;
    save_as(merchant, name, move || {
        Snapshot::from_json(&json).map_err(|problem| {
            ControlProblem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "スナップショットとして読めません。",
                format!(
                    "{problem}。ダウンロードした JSON をそのまま送るか、その箇所を直してください。"
                ),
            )
        })
    })
    .await
}

/// Deletes a snapshot.
#[utoipa::path(delete, path = "/merchants/{code}/snapshots/{name}", tag = "snapshots", params(("name" = String, Path)), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant or snapshot", body = ControlProblem),
))]
pub(super) async fn delete(
    merchant: OfMerchant,
    PathItem(name): PathItem<String>,
) -> Result<StatusCode, ControlProblem> {
    let deleted = merchant.transact(|state| {
        state.snapshots().get(&name).ok_or_else(missing)?;
        state.record(Event::SnapshotDeleted { name });
        Ok(StatusCode::NO_CONTENT)
    });
    deleted.await
}

/// Brings the merchant back to a snapshot: books, clock, screening, faults, all at once.
#[utoipa::path(post, path = "/merchants/{code}/snapshots/{name}/restore", tag = "snapshots", params(("name" = String, Path)), responses(
    (status = 200, body = RestoredView),
    (status = 404, description = "There is no such merchant or snapshot", body = ControlProblem),
))]
pub(super) async fn restore(
    merchant: OfMerchant,
    PathItem(name): PathItem<String>,
) -> Result<Json<RestoredView>, ControlProblem> {
    let restored = merchant.transact_large(|state| {
        let snapshot = state.snapshots().get(&name).cloned();
        state.restore(snapshot.ok_or_else(missing)?, Origin::Snapshot(name));
        Ok(RestoredView::of(state))
    });
    Ok(Json(restored.await?))
}
