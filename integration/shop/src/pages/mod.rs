//! The pages: the storefront's, the administration's, and how they look.

mod admin;
mod amounts;
mod assets;
mod error;
mod icon;
mod layout;
mod logins;
mod storefront;

use axum::{Router, middleware::from_fn, middleware::from_fn_with_state, routing::get};

use super::{Shop, security::headers, visit};

/// All pages of a shop. Pages that are added to [`admin::pages`] are for operators only.
pub(super) fn router(shop: &Shop) -> Router {
    let storefront = storefront::pages().layer(from_fn_with_state(shop.clone(), visit::customer));
    let admin = admin::pages()
        .layer(from_fn(visit::operators_only))
        .merge(admin::public_pages())
        .layer(from_fn_with_state(shop.clone(), visit::operator))
        .layer(from_fn(error::in_the_administration));
    Router::new()
        .merge(storefront)
        .merge(admin)
        .route(assets::STYLESHEET.path(), get(assets::stylesheet))
        .route("/favicon.svg", get(assets::favicon))
        .route("/icons/{digest}", get(icon::show))
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::not_found)
        .layer(from_fn(error::elsewhere))
        .layer(from_fn(headers::secure))
        .with_state(shop.clone())
}
