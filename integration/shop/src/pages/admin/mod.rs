//! The administration: what an operator sees.

mod addons;
mod customers;
mod detached;
mod exchange;
mod home;
mod listing;
mod login;
mod orders;
mod payment_method;
mod sent;
mod settlements;
mod shipments;
mod simulator;
mod spreadsheet;
mod taxes;
mod workbench;

use axum::{
    Router,
    routing::{get, post},
};

use crate::Shop;

/// The pages for operators. Their names in the menu are in the layout.
pub(super) fn pages() -> Router<Shop> {
    Router::new()
        .route("/admin", get(home::show))
        .route("/admin/addons", get(addons::list))
        .route("/admin/addons/install", post(addons::install))
        .route(
            "/admin/addons/uninstall",
            get(addons::ask_to_uninstall).post(addons::uninstall),
        )
        .route(
            "/admin/addons/kakebarai",
            get(addons::settings).post(addons::save),
        )
        .route("/admin/addons/kakebarai/check", post(addons::check))
        .route("/admin/payment-methods", get(payment_method::list))
        .route(
            "/admin/payment-methods/kakebarai",
            get(payment_method::show).post(payment_method::save),
        )
        .route(
            "/admin/payment-methods/transfer",
            get(payment_method::show_transfer).post(payment_method::save_transfer),
        )
        .route("/admin/taxes", get(taxes::show).post(taxes::save))
        .route("/admin/customers", get(customers::list))
        .route("/admin/customers/{id}", get(customers::show))
        .route(
            "/admin/customers/{id}/groups",
            get(customers::show_groups).post(customers::save_groups),
        )
        .route("/admin/customers/{id}/cart", get(sent::cart_page))
        .route("/admin/customers/{id}/cart.csv", get(sent::cart_file))
        .route("/admin/buyers/{id}", get(simulator::customer))
        .route("/admin/orders", get(orders::list))
        .route("/admin/orders/{number}", get(orders::show))
        .route("/admin/orders/{number}/paid", post(orders::pay))
        .route(
            "/admin/orders/{number}/cancel",
            get(orders::ask_to_cancel).post(orders::cancel),
        )
        .route("/admin/orders/{number}/sent", get(sent::order_page))
        .route("/admin/orders/{number}/sent.csv", get(sent::order_file))
        .route(
            "/admin/orders/{number}/shipment",
            get(shipments::show_form).post(shipments::add),
        )
        .route("/admin/kakebarai", get(settlements::show))
        .route(
            "/admin/kakebarai/cancel",
            get(settlements::ask_to_cancel).post(settlements::cancel),
        )
        .route("/admin/kakebarai/check", post(settlements::check))
        .route(
            "/admin/kakebarai/decide",
            get(settlements::ask_to_decide).post(settlements::decide),
        )
        .route("/admin/shipments", get(shipments::show))
        .route("/admin/shipments/delete", post(shipments::remove))
        .route("/admin/shipments/delete-here", post(shipments::remove_here))
        .route("/admin/export", get(exchange::export::show))
        .route("/admin/export/users.csv", get(exchange::export::file))
        .route(
            "/admin/import",
            get(exchange::import::show).post(exchange::import::import),
        )
        .route("/admin/workbench", get(workbench::index))
        .route(
            "/admin/workbench/codes",
            get(workbench::codes::show).post(workbench::codes::submit),
        )
        .route(
            "/admin/workbench/taxes",
            get(workbench::taxes::show).post(workbench::taxes::submit),
        )
        .route("/admin/logout", post(login::log_out))
}

/// The pages for who is not logged in yet.
pub(super) fn public_pages() -> Router<Shop> {
    Router::new().route("/admin/login", get(login::show).post(login::log_in))
}
