//! The storefront: what a customer sees.

mod account;
mod addresses;
mod application;
mod cart;
mod checkout;
mod member;
mod orders;
mod products;
mod profile;
mod registration;

use axum::{
    Router,
    routing::{get, post},
};

use crate::Shop;

pub(super) use account::{Next, too_many};
pub(super) use profile::{card, check_email, check_profile, looks_up, read};

/// All its pages.
pub(super) fn pages() -> Router<Shop> {
    Router::new()
        .route("/", get(products::list))
        .route("/products/{id}", get(products::show))
        .route("/cart", get(cart::show).post(cart::put))
        .route("/cart/quantities", post(cart::change))
        .route(
            "/checkout",
            get(checkout::choosing::show).post(checkout::choosing::choose),
        )
        .route(
            "/checkout/confirm",
            get(checkout::confirming::show).post(checkout::placing::place),
        )
        .route("/orders", get(orders::list))
        .route("/orders/{number}", get(orders::show))
        .route("/orders/{number}/complete", get(orders::complete))
        .route(
            "/kakebarai",
            get(application::show).post(application::apply),
        )
        .route("/login", get(account::login).post(account::log_in))
        .route(
            "/register",
            get(registration::show).post(registration::register),
        )
        .route("/logout", post(account::log_out))
        .route("/account", get(member::show).post(member::save))
        .route("/account/login", post(member::save_login))
}
