//! The administration: what an operator sees.

mod addons;
mod customers;
mod detached;
mod discounts;
mod entry;
mod exchange;
mod home;
mod listing;
mod login;
mod orders;
mod payment_methods;
mod products;
mod question;
mod sent;
mod settlements;
mod shipments;
mod shipping_methods;
mod simulator;
mod spreadsheet;
mod taxes;
mod version;
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
        .route("/admin/payment-methods", get(payment_methods::list))
        .route(
            "/admin/payment-methods/new",
            get(payment_methods::show_new).post(payment_methods::add),
        )
        .route(
            "/admin/payment-methods/{id}",
            get(payment_methods::show).post(payment_methods::save),
        )
        .route(
            "/admin/payment-methods/{id}/delete",
            get(payment_methods::ask_to_delete).post(payment_methods::delete),
        )
        .route("/admin/customers/{id}/cart", get(sent::cart_page))
        .route("/admin/customers/{id}/cart.csv", get(sent::cart_file))
        .route("/admin/buyers/{id}", get(simulator::customer))
        .route("/admin/orders", get(orders::list))
        .route(
            "/admin/order-numbers",
            get(orders::show_numbers).post(orders::save_numbers),
        )
        .route("/admin/orders/{number}", get(orders::show))
        .route(
            "/admin/orders/{number}/paid",
            get(orders::ask_to_pay).post(orders::pay),
        )
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
        .route(
            "/admin/shipments/delete",
            get(shipments::ask_to_remove).post(shipments::remove),
        )
        .route(
            "/admin/shipments/delete-here",
            get(shipments::ask_to_remove_here).post(shipments::remove_here),
        )
        .route("/admin/export", get(exchange::export::show))
        .route("/admin/export/users.csv", get(exchange::export::file))
        .route("/admin/export/records", get(exchange::records::show))
        .route("/admin/export/records.csv", get(exchange::records::file))
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
        .merge(goods())
        .merge(people())
}

/// What is sold, and for how much.
fn goods() -> Router<Shop> {
    Router::new()
        .route("/admin/taxes", get(taxes::show).post(taxes::save))
        .route("/admin/taxes/new", get(taxes::begin).post(taxes::create))
        .route(
            "/admin/taxes/{id}/delete",
            get(taxes::ask).post(taxes::remove),
        )
        .route("/admin/shipping-methods", get(shipping_methods::list))
        .route(
            "/admin/shipping-methods/new",
            get(shipping_methods::begin).post(shipping_methods::create),
        )
        .route(
            "/admin/shipping-methods/{id}",
            get(shipping_methods::show).post(shipping_methods::save),
        )
        .route(
            "/admin/shipping-methods/{id}/delete",
            get(shipping_methods::ask).post(shipping_methods::remove),
        )
        .route("/admin/discounts", get(discounts::list))
        .route(
            "/admin/discounts/new",
            get(discounts::begin).post(discounts::create),
        )
        .route(
            "/admin/discounts/{id}",
            get(discounts::show).post(discounts::save),
        )
        .route(
            "/admin/discounts/{id}/delete",
            get(discounts::ask).post(discounts::remove),
        )
        .route("/admin/gift-certificates", get(discounts::list_gifts))
        .route(
            "/admin/gift-certificates/new",
            get(discounts::begin_gift).post(discounts::create_gift),
        )
        .route(
            "/admin/gift-certificates/{id}/delete",
            get(discounts::ask_for_gift).post(discounts::remove_gift),
        )
        .route("/admin/products", get(products::list))
        .route(
            "/admin/products/new",
            get(products::begin).post(products::create),
        )
        .route(
            "/admin/products/{id}",
            get(products::show).post(products::save),
        )
        .route(
            "/admin/products/{id}/delete",
            get(products::ask).post(products::remove),
        )
}

/// The customers and their groups.
fn people() -> Router<Shop> {
    Router::new()
        .route(
            "/admin/user-groups",
            get(customers::list_groups).post(customers::create_group),
        )
        .route(
            "/admin/user-groups/{id}",
            get(customers::show_group).post(customers::rename_group),
        )
        .route(
            "/admin/user-groups/{id}/delete",
            get(customers::ask_to_delete_group).post(customers::delete_group),
        )
        .route("/admin/customers", get(customers::list))
        .route(
            "/admin/customers/{id}/edit",
            get(customers::show_form).post(customers::save),
        )
        .route("/admin/customers/{id}/access", get(customers::show_access))
        .route(
            "/admin/customers/{id}/password",
            get(customers::to_access).post(customers::reset_password),
        )
        .route(
            "/admin/customers/{id}/unlock",
            get(customers::to_access).post(customers::unlock),
        )
        .route(
            "/admin/customers/{id}/points",
            get(customers::to_access).post(customers::add_points),
        )
        .route("/admin/customers/{id}", get(customers::show))
        .route(
            "/admin/customers/{id}/groups",
            get(customers::show_groups).post(customers::save_groups),
        )
}

/// The pages for visitors who are not logged in yet.
pub(super) fn public_pages() -> Router<Shop> {
    Router::new().route("/admin/login", get(login::show).post(login::log_in))
}
