//! The administration: what an operator sees.

mod home;
mod login;

use axum::{
    Router,
    routing::{get, post},
};

use crate::shop::Shop;

/// The pages for operators. Their names in the menu are in the layout.
pub(super) fn pages() -> Router<Shop> {
    Router::new()
        .route("/admin", get(home::show))
        .route("/admin/logout", post(login::log_out))
}

/// The pages for who is not logged in yet.
pub(super) fn doors() -> Router<Shop> {
    Router::new().route("/admin/login", get(login::show).post(login::log_in))
}
