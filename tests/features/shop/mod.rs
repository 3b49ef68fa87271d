//! The whole walk through the reference shop's pages, as a browser would take it: cookies, forms found by their labels.

mod customers;
mod discounts;
mod files;
mod operators;
mod provider;
mod screens;
mod workbench;
mod world;

use super::running::features;

features! {
    world::Walk, "shop",
    becoming_a_buyer = "becoming-a-buyer.feature",
    cancellation = "cancellation.feature",
    discounts = "discounts.feature",
    installation = "installation.feature",
    ordering = "ordering.feature",
    payment_methods = "payment-methods.feature",
    product_codes = "product-codes.feature",
    products = "products.feature",
    shipments = "shipments.feature",
    taxes = "taxes.feature",
    test_buyers = "test-buyers.feature",
    user_groups_by_csv = "user-groups.feature",
    in_a_browser = "walk.feature",
    warnings = "warnings.feature",
    workbench = "workbench.feature",
}
