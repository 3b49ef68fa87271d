//! The merchant of an address, for every control address of a merchant.

use std::sync::Arc;

use axum::{
    extract::{FromRef, FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
};
use jiff::civil::DateTime;
use tokio::runtime::Handle;

use super::{blocking::blocking, problem::ControlProblem};
use crate::{
    app::AppState,
    merchant::{Account, state::State},
    storage::StorageError,
};

/// The merchant that an address names. It may not exist.
pub(super) struct OfMerchant {
    pub(super) app: Arc<AppState>,
    /// Decoded.
    pub(super) code: String,
}

impl<S: Send + Sync> FromRequestParts<S> for OfMerchant
where
    Arc<AppState>: FromRef<S>,
{
    type Rejection = ControlProblem;

    #[expect(
        clippy::expect_used,
        reason = "a route whose address has no code cannot work on a merchant"
    )]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ControlProblem> {
        let parameters = RawPathParams::from_request_parts(parts, state).await;
        let parameters = parameters.map_err(|rejection| {
            ControlProblem::new(
                StatusCode::BAD_REQUEST,
                "アドレスの加盟店コードを読み取れません。",
                format!("UTF-8 で指定してください（{}）。", rejection.body_text()),
            )
        })?;
        let code = parameters.iter().find(|(name, _)| *name == "code");
        let (_, code) = code.expect("the address of a merchant has its code");
        Ok(Self {
            app: Arc::from_ref(state),
            code: code.to_owned(),
        })
    }
}

impl OfMerchant {
    /// Runs a function on the merchant's state, and stores its events before it returns.
    pub(super) async fn transact<T>(
        &self,
        act: impl FnOnce(&mut State) -> Result<T, ControlProblem>,
    ) -> Result<T, ControlProblem> {
        let done = self.app.transact(&self.code, act).await;
        done.map_err(|error| not_stored(&error))?
            .ok_or_else(no_merchant)?
    }

    /// Like [`Self::transact`] on a blocking thread: for functions that take long for large books.
    pub(super) async fn transact_large<T: Send + 'static>(
        self,
        act: impl FnOnce(&mut State) -> Result<T, ControlProblem> + Send + 'static,
    ) -> Result<T, ControlProblem> {
        let runtime = Handle::current();
        blocking(move || runtime.block_on(self.transact(act))).await
    }

    /// Returns the merchant itself, for its journal and its coverage, which each simulator has for itself.
    pub(super) async fn merchant(&self) -> Result<Arc<Account>, ControlProblem> {
        Ok(self.merchant_and(|_| ()).await?.0)
    }

    /// The same, and the time on its clock.
    pub(super) async fn merchant_and_time(
        &self,
    ) -> Result<(Arc<Account>, DateTime), ControlProblem> {
        self.merchant_and(State::now).await
    }

    /// What other simulators did is known then, a reset for example.
    async fn merchant_and<T>(
        &self,
        act: impl FnOnce(&mut State) -> T,
    ) -> Result<(Arc<Account>, T), ControlProblem> {
        let done = self.transact(|state| Ok(act(state))).await?;
        let merchant = self.app.merchant(&self.code).ok_or_else(no_merchant)?;
        Ok((merchant, done))
    }
}

/// The answer if events cannot be stored.
pub(crate) fn not_stored(error: &StorageError) -> ControlProblem {
    let (what, remedy) = error.text();
    ControlProblem::new(StatusCode::SERVICE_UNAVAILABLE, what, remedy)
}

pub(super) fn no_merchant() -> ControlProblem {
    ControlProblem::missing(
        "その加盟店コードの加盟店はありません。",
        "GET /_simulator/v1/merchants で一覧を確認するか、POST で作成してください。",
    )
}
