//! What the add-on does for a shop, against the simulator over HTTP.

mod checkout;
mod lines;
mod orders;
mod pasted;
mod registration;
mod user_groups;
mod world;

use super::running::features;

features! {
    world::Shop, "addon",
    application = "application.feature",
    cancellation = "cancellation.feature",
    eligibility = "eligibility.feature",
    fee = "fee.feature",
    lines_of_an_order = "lines.feature",
    product_codes = "product-codes.feature",
    screening = "screening.feature",
    settlement = "settlement.feature",
    shipments = "shipments.feature",
    taxes = "taxes.feature",
    test_buyers = "test-buyers.feature",
    user_groups_by_csv = "user-groups.feature",
}
