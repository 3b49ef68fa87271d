//! All routes in one list, with their guards.

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, routing::any};

use super::{probes, vendor::serve};
use crate::{app::AppState, control, dashboard, vendor};

pub(crate) fn router(app: Arc<AppState>, address: SocketAddr) -> Router {
    let vendor = Router::new()
        .route(
            "/kuroneko-anshin/AN010APIAction.action",
            any(serve::<vendor::RegisterPayment>),
        )
        .route(
            "/kuroneko-anshin/AN020APIAction.action",
            any(serve::<vendor::CancelPayment>),
        )
        .route(
            "/kuroneko-anshin/AN030APIAction.action",
            any(serve::<vendor::RegisterShipment>),
        )
        .route(
            "/kuroneko-anshin/AN040APIAction.action",
            any(serve::<vendor::CancelShipment>),
        )
        .route(
            "/kuroneko-anshin/AN050APIAction.action",
            any(serve::<vendor::InquireUsage>),
        )
        .route(
            "/kuroneko-anshin/AN060APIAction.action",
            any(serve::<vendor::RegisterBuyer>),
        )
        .route(
            "/kuroneko-anshin/AN070APIAction.action",
            any(serve::<vendor::InquireScreening>),
        );
    let guarded = Router::new()
        .merge(control::routes())
        .merge(dashboard::guarded_routes(address))
        .method_not_allowed_fallback(control::method_not_allowed)
        .fallback(control::not_found)
        .merge(dashboard::open_routes());
    Router::new()
        .merge(vendor)
        .merge(control::guard(guarded, &app))
        // Probes arrive under any host name, so they are outside the guard.
        .merge(probes::router())
        .with_state(app)
}
