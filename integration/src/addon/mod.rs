//! The rules of the add-on: from a shop's order to what Yamato is told, and back.
//!
//! It knows no particular shop. A shop hands it plain types and gets back what to show, what to send, and what became of it.

pub mod application;
pub mod clock;
pub mod eligibility;
pub mod gateway;
pub mod ledger;
pub mod line_items;
pub mod messages;
pub mod order;
pub mod product_code;
pub mod registration;
pub mod settings;
pub mod settlement;
pub mod shipping;
pub mod slip_number;
pub mod statement;
mod taxes;
pub mod test_buyers;
pub mod text_fitting;
pub mod user_groups;

#[cfg(test)]
mod tests;
