//! The rules of the add-on, against tables made by hand.

mod application;
mod conversion;
mod line_items;
#[cfg(feature = "postal-codes")]
mod postal_codes;
mod product_code;
#[cfg(feature = "ledger")]
mod recovery;
mod settings;
mod slip_number;
mod taxes;
mod text_fitting;
#[cfg(feature = "user-groups")]
mod user_groups;
