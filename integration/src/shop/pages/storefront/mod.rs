//! The storefront: what a customer sees.

mod account;
mod cart;
mod products;

use axum::{
    Router,
    routing::{get, post},
};

use crate::shop::Shop;

pub(super) use account::too_many;

/// All its pages.
pub(super) fn pages() -> Router<Shop> {
    Router::new()
        .route("/", get(products::list))
        .route("/products/{id}", get(products::show))
        .route("/cart", get(cart::show).post(cart::put))
        .route("/cart/quantities", post(cart::change))
        .route("/login", get(account::login).post(account::log_in))
        .route(
            "/register",
            get(account::registration).post(account::register),
        )
        .route("/logout", post(account::log_out))
}
