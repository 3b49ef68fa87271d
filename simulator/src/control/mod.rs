//! The control addresses: JSON routes for tests, never for a shop. The description (`OpenAPI`) is made from this code.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    middleware,
    response::{IntoResponse as _, Response},
    routing::get,
};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use self::fallback::{method_not_allowed, not_found};
use crate::app::AppState;

mod access;
mod blocking;
pub(crate) mod buyers;
mod changes;
mod clock;
pub(crate) mod coverage;
mod description;
mod expectations;
mod fallback;
mod faults;
pub(crate) mod journal;
mod marks;
pub(crate) mod merchant;
mod merchants;
mod mutants;
pub(crate) mod orders;
pub(crate) mod problem;
pub(crate) mod requests;
mod screening;
mod slips;
mod snapshots;
pub(crate) mod state;
mod status;
pub(crate) mod traffic;
mod transport;
mod unattributed;

/// The state of every control address.
pub(crate) type App = State<Arc<AppState>>;

#[derive(OpenApi)]
#[openapi(info(
    title = "kakebarai-simulator",
    description = "クロネコ掛け払いシミュレーターの制御アドレス。加盟店ごとに独立した帳簿・時計・障害・記録を持ちます。",
    license(name = "MIT OR Apache-2.0")
))]
struct Described;

/// All routes in one list; the `OpenAPI` document is made from it too.
fn described() -> (Router<Arc<AppState>>, utoipa::openapi::OpenApi) {
    let v1 = OpenApiRouter::new()
        .routes(routes!(status::status))
        .routes(routes!(status::reset))
        .routes(routes!(merchants::list, merchants::create))
        .routes(routes!(merchants::show, merchants::delete))
        .routes(routes!(merchants::reset))
        .routes(routes!(buyers::list, buyers::add))
        .routes(routes!(buyers::show, buyers::alter))
        .routes(routes!(screening::show, screening::replace))
        .routes(routes!(orders::list))
        .routes(routes!(orders::show))
        .routes(routes!(orders::confirm))
        .routes(routes!(orders::book_return))
        .routes(routes!(slips::list))
        .routes(routes!(slips::add, slips::remove))
        .routes(routes!(faults::list, faults::add, faults::clear))
        .routes(routes!(faults::remove))
        .routes(routes!(
            faults::list_for_all,
            faults::add_for_all,
            faults::clear_for_all
        ))
        .routes(routes!(faults::remove_for_all))
        .routes(routes!(mutants::list))
        .routes(routes!(clock::show))
        .routes(routes!(clock::freeze))
        .routes(routes!(clock::run))
        .routes(routes!(clock::set))
        .routes(routes!(clock::advance))
        .routes(routes!(journal::list, journal::clear))
        .routes(routes!(marks::list, marks::add))
        .routes(routes!(expectations::list, expectations::add))
        .routes(routes!(unattributed::list, unattributed::clear))
        .routes(routes!(requests::show))
        .routes(routes!(coverage::show, coverage::clear))
        .routes(routes!(coverage::show_for_all, coverage::clear_for_all))
        .routes(routes!(changes::list))
        .routes(routes!(changes::restore))
        .merge(snapshots::routes());
    let (routes, mut document) = OpenApiRouter::with_openapi(Described::openapi())
        .nest("/_simulator/v1", v1)
        .split_for_parts();
    description::complete(&mut document);
    (routes, document)
}

/// The control addresses.
pub(crate) fn routes() -> Router<Arc<AppState>> {
    let (routes, _) = described();
    routes.route("/_simulator/openapi.json", get(openapi))
}

/// Requires the token, and refuses requests from other sites.
pub(crate) fn guard(routes: Router<Arc<AppState>>, app: &Arc<AppState>) -> Router<Arc<AppState>> {
    routes
        .layer(middleware::from_fn_with_state(app.clone(), access::token))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            access::same_site,
        ))
}

/// The description of the control addresses, made on request.
async fn openapi() -> Response {
    Json(described().1).into_response()
}
