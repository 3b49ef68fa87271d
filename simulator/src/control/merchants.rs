//! Merchants (加盟店): each an account of its own, and so the unit of isolation.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Shared,
    buyers::BuyerView,
    keeping::not_kept,
    problem::{Body, Path, Problem, account},
};
use crate::{
    app::{NoMerchant, World},
    books::values,
    clock::in_japan,
    merchant::{Account, Credentials, sample_data::MadeUp, seed::Founding},
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
    fn of(account: &mut Account) -> Self {
        account.catch_up();
        Self {
            code: account.credentials.code.clone(),
            created_at: in_japan(account.created_at),
            seed: account.seed(),
            buyers: account.books.buyers().len(),
            orders: account.books.payment_count(),
            changes: account.books.change_count(),
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
    made_up: Option<MadeUp>,
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
pub(super) async fn list(State(world): Shared) -> Result<Json<Merchants>, Problem> {
    world.meet_others().await.map_err(not_kept)?;
    let view = |account: &Arc<Mutex<Account>>| MerchantView::of(&mut account.lock());
    Ok(Json(Merchants {
        merchants: world.accounts().iter().map(view).collect(),
    }))
}

/// Makes a merchant.
#[utoipa::path(post, path = "/merchants", tag = "merchants", request_body = NewMerchant, responses(
    (status = 201, body = MadeMerchant),
    (status = 409, description = "The code is taken, or there are too many merchants, or too many made-up buyers and orders in all of them", body = Problem),
    (status = 422, description = "A value is not acceptable", body = Problem),
))]
pub(super) async fn create(
    State(world): Shared,
    Body(new): Body<NewMerchant>,
) -> Result<(StatusCode, Json<MadeMerchant>), Problem> {
    if let Some(made_up) = &new.made_up {
        made_up
            .check()
            .map_err(|remedy| Problem::unacceptable("madeUp", remedy))?;
    }
    let code = new
        .code
        .map(|code| values::merchant_code(&code))
        .transpose();
    let code = code.map_err(|remedy| Problem::unacceptable("code", remedy))?;
    let password = new
        .password
        .map(|password| values::password(&password))
        .transpose();
    let password = password.map_err(|remedy| Problem::unacceptable("password", remedy))?;
    let credentials = world.fresh_credentials(code, password);
    let founding = Founding {
        test_buyers: new.test_buyers.unwrap_or(true),
        made_up: new.made_up,
    };
    let account = found(&world, credentials.clone(), founding).await?;
    let account = account.lock();
    Ok((
        StatusCode::CREATED,
        Json(MadeMerchant {
            code: credentials.code.clone(),
            password: credentials.password().to_owned(),
            buyers: account
                .books
                .buyers()
                .map(|(id, buyer)| BuyerView::of(id, buyer))
                .collect(),
        }),
    ))
}

async fn found(
    world: &World,
    credentials: Credentials,
    founding: Founding,
) -> Result<Arc<Mutex<Account>>, Problem> {
    world
        .add(credentials, founding)
        .await
        .map_err(|no_merchant| {
            let (what, remedy) = no_merchant.text();
            match no_merchant {
                NoMerchant::Taken | NoMerchant::TooMany | NoMerchant::TooMuchMadeUp => {
                    Problem::conflict(what, remedy)
                }
                NoMerchant::NotKept(failed) => not_kept(failed),
            }
        })
}

/// Shows a merchant.
#[utoipa::path(get, path = "/merchants/{code}", tag = "merchants", params(("code" = String, Path, description = "加盟店コード")), responses(
    (status = 200, body = MerchantView),
    (status = 404, description = "There is no such merchant", body = Problem),
))]
pub(super) async fn show(
    State(world): Shared,
    Path(code): Path<String>,
) -> Result<Json<MerchantView>, Problem> {
    Ok(Json(MerchantView::of(&mut account(&world, &code)?.lock())))
}

/// Deletes a merchant with all that it has.
#[utoipa::path(delete, path = "/merchants/{code}", tag = "merchants", params(("code" = String, Path, description = "加盟店コード")), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant", body = Problem),
))]
pub(super) async fn delete(
    State(world): Shared,
    Path(code): Path<String>,
) -> Result<StatusCode, Problem> {
    account(&world, &code)?;
    world.remove(&code).await.map_err(not_kept)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A merchant goes back to its beginning: books, clock, faults, journal, screening.
#[utoipa::path(post, path = "/merchants/{code}/reset", tag = "merchants", params(("code" = String, Path, description = "加盟店コード")), responses(
    (status = 204),
    (status = 404, description = "There is no such merchant", body = Problem),
))]
pub(super) async fn reset(
    State(world): Shared,
    Path(code): Path<String>,
) -> Result<StatusCode, Problem> {
    account(&world, &code)?.lock().reset(&world.settings);
    Ok(StatusCode::NO_CONTENT)
}
