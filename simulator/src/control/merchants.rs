//! Merchants (加盟店): each an account of its own, and so the unit of isolation.

use axum::{Json, extract::State as Extracted, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    App,
    buyers::BuyerView,
    merchant::{OfMerchant, no_merchant, not_stored},
    problem::{Body, ControlProblem},
};
use crate::{
    app::NotCreated,
    books::values,
    clock::in_japan,
    merchant::{event::Event, initial_state::InitialState, sample_data::SampleData, state::State},
    storage::StorageError,
};

/// A merchant, without its password.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MerchantView {
    /// 加盟店コード.
    #[schema(example = "900000001")]
    code: String,
    created_at: String,
    /// What its made-up buyers and orders were made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    buyers: usize,
    orders: usize,
    /// How many changes its books have seen.
    changes: u64,
}

impl MerchantView {
    fn of(state: &State) -> Self {
        let books = state.books();
        Self {
            code: state.credentials().code.to_string(),
            created_at: in_japan(state.created_at()),
            seed: state.initial_state().seed(),
            buyers: books.buyers().len(),
            orders: books.payment_count(),
            changes: books.change_count(),
        }
    }
}

/// All merchants.
#[derive(Serialize, ToSchema)]
pub(super) struct Merchants {
    merchants: Vec<MerchantView>,
}

/// A merchant to be made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewMerchant {
    /// 加盟店コード: nine digits. Left out: one that is free.
    code: Option<String>,
    /// パスワード: 1 to 100 printable ASCII characters, no space. Left out: one made for it.
    #[schema(min_length = 1, max_length = 100)]
    password: Option<String>,
    /// Whether the settings' buyers (1111 …) are in it. Left out: yes.
    test_buyers: Option<bool>,
    /// Made-up buyers and orders, the same for the same seed; at most 1,000,000 in all merchants together.
    made_up: Option<SampleData>,
}

/// A merchant that was made: the one time that its password is told.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeMerchant {
    code: String,
    password: String,
    buyers: Vec<BuyerView>,
}

/// Lists the merchants.
#[utoipa::path(get, path = "/merchants", tag = "merchants", responses((status = 200, body = Merchants)))]
pub(super) async fn list(Extracted(app): App) -> Result<Json<Merchants>, ControlProblem> {
    let codes = app.all_codes().await.map_err(|error| not_stored(&error))?;
    let mut merchants = Vec::new();
    for code in codes {
        let caught_up = |state: &mut State| {
            state.catch_up();
            MerchantView::of(state)
        };
        // Leaves out a merchant that was deleted meanwhile or cannot be read; the others can be used.
        match app.transact(&code, caught_up).await {
            Ok(view) => merchants.extend(view),
            Err(StorageError::Unreadable(_)) => {}
            // Shows a merchant that another simulator holds for too long as it was last seen.
            Err(StorageError::Busy) => {
                let known = app.merchant(&code);
                merchants.extend(known.map(|known| MerchantView::of(&known.state())));
            }
            Err(error) => return Err(not_stored(&error)),
        }
    }
    Ok(Json(Merchants { merchants }))
}

/// Makes a merchant.
#[utoipa::path(post, path = "/merchants", tag = "merchants", request_body = NewMerchant, responses(
    (status = 201, body = MadeMerchant),
    (status = 409, description = "The code is taken, or there are too many merchants, or too many made-up buyers and orders in all of them", body = ControlProblem),
    (status = 422, description = "A value is not acceptable", body = ControlProblem),
))]
pub(super) async fn create(
    Extracted(app): App,
    Body(new): Body<NewMerchant>,
) -> Result<(StatusCode, Json<MadeMerchant>), ControlProblem> {
    if let Some(made_up) = &new.made_up {
        made_up
            .check()
            .map_err(|remedy| ControlProblem::unacceptable("madeUp", remedy))?;
    }
    let code = new
        .code
        .map(|code| values::merchant_code(&code))
        .transpose();
    let code = code.map_err(|remedy| ControlProblem::unacceptable("code", remedy))?;
    let password = new
        .password
        .map(|password| values::password(&password))
        .transpose();
    let password = password.map_err(|remedy| ControlProblem::unacceptable("password", remedy))?;
    let credentials = app.fresh_credentials(code.as_deref(), password.as_deref());
    let initial_state = InitialState {
        test_buyers: new.test_buyers.unwrap_or(true),
        made_up: new.made_up,
    };
    let created = app.add(credentials.clone(), initial_state).await;
    let merchant = created.map_err(not_created)?;
    let buyers = BuyerView::all(merchant.state().books());
    Ok((
        StatusCode::CREATED,
        Json(MadeMerchant {
            code: credentials.code.to_string(),
            password: credentials.password().to_string(),
            buyers,
        }),
    ))
}

fn not_created(not_created: NotCreated) -> ControlProblem {
    match not_created {
        NotCreated::Storage(error) => not_stored(&error),
        other => {
            let (what, remedy) = other.text();
            ControlProblem::conflict(what, remedy)
        }
    }
}

/// Shows a merchant.
#[utoipa::path(get, path = "/merchants/{code}", tag = "merchants", responses((status = 200, body = MerchantView)))]
pub(super) async fn show(merchant: OfMerchant) -> Result<Json<MerchantView>, ControlProblem> {
    let shown = merchant.transact(|state| Ok(MerchantView::of(state)));
    Ok(Json(shown.await?))
}

/// Deletes a merchant with all that it has.
#[utoipa::path(delete, path = "/merchants/{code}", tag = "merchants", responses((status = 204)))]
pub(super) async fn delete(merchant: OfMerchant) -> Result<StatusCode, ControlProblem> {
    let OfMerchant { app, code } = merchant;
    match app.find(&code).await {
        Ok(None) => return Err(no_merchant()),
        // An unreadable merchant can be deleted.
        Ok(Some(_)) | Err(StorageError::Unreadable(_)) => {}
        Err(error) => return Err(not_stored(&error)),
    }
    app.remove(&code)
        .await
        .map_err(|error| not_stored(&error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A merchant goes back to its beginning: books, clock, faults, journal, screening.
#[utoipa::path(post, path = "/merchants/{code}/reset", tag = "merchants", responses((status = 204)))]
pub(super) async fn reset(merchant: OfMerchant) -> Result<StatusCode, ControlProblem> {
    // Sample data is made again.
    let reset = merchant.transact_large(|state| Ok(state.record(Event::Reset)));
    reset.await.map(|_| StatusCode::NO_CONTENT)
}
