//! The pages for people: they show what happens, with buttons to make it happen.
//!
//! The page itself holds no data. A small script fetches fragments behind the guard of the control addresses, acts through
//! those addresses, and fetches again whenever something has changed.

mod buyers;
mod clock;
mod content;
mod coverage;
mod curl;
mod diagnoses;
mod diagnosis;
mod faults;
mod filter;
mod format;
mod fragment;
mod history;
mod language;
mod live;
mod merchants;
mod orders;
mod page;
mod query;
mod raw;
mod request;
mod requests;
mod sample_values;
mod screening;
mod terms;
mod timeline;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::task::spawn_blocking;

use self::{
    diagnoses::Diagnoses,
    query::{PageQuery, View},
};
use crate::{
    app::AppState,
    control::{App, merchant::not_stored},
    storage::StorageError,
};

/// The page, its style and its script: open to everybody who can connect, because they hold no data.
pub(crate) fn open_routes() -> Router<Arc<AppState>> {
    Router::new()
        .route("/", get(page::show))
        .route("/assets/dashboard.css", get(style))
        .route("/assets/dashboard.js", get(script))
        .route("/assets/icon.svg", get(icon))
}

/// The fragments, which hold data.
pub(crate) fn guarded_routes(address: SocketAddr) -> Router<Arc<AppState>> {
    let diagnoses = Arc::<Diagnoses>::default();
    Router::new()
        .route(
            "/_simulator/dashboard/part",
            get(move |State(app): App, query: PageQuery| {
                fragment(app, query, diagnoses.clone(), address)
            }),
        )
        .route("/_simulator/dashboard/events", get(live::events))
}

/// Returns the fragment that the page requests, after everything due has happened.
async fn fragment(
    app: Arc<AppState>,
    query: PageQuery,
    diagnoses: Arc<Diagnoses>,
    address: SocketAddr,
) -> Response {
    let first = || app.codes().first().map(ToString::to_string);
    let merchant = query.merchant.clone().or_else(first);
    if let Err(error) = catch_up(&app, query.view, merchant.as_deref()).await {
        return not_stored(&error).into_response();
    }
    // May look at thousands of requests or orders: the threads that serve requests stay free.
    let shown = spawn_blocking(move || content::show(&app, &query, &diagnoses, address)).await;
    shown.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// Lets everything due happen, and reads what other simulators did.
async fn catch_up(app: &AppState, view: View, merchant: Option<&str>) -> Result<(), StorageError> {
    if view == View::Merchants {
        app.sync_all().await?;
    }
    if let Some(code) = merchant {
        app.transact(code, |state| drop(state.catch_up())).await?;
    }
    Ok(())
}

/// Allows only our own style and script, and no framing.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers that confine a browser.
fn guarded(content: impl IntoResponse) -> Response {
    let mut response = content.into_response();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    guarded((kind, include_str!("dashboard.css")))
}

/// The mark of the pages, the same as the reference shop's.
async fn icon() -> Response {
    let kind = [(header::CONTENT_TYPE, "image/svg+xml")];
    guarded((kind, include_str!("mark.svg")))
}

async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    guarded((kind, include_str!("dashboard.js")))
}
