//! The rules of the add-on, against tables made by hand.

mod application;
mod conversion;
mod line_items;
mod postal_codes;
mod product_code;
mod recovery;
mod settings;
mod slip_number;
mod taxes;
mod text_fitting;
mod user_groups;
