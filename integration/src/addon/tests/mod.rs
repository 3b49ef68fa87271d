//! The rules of the add-on, against tables made by hand.

mod line_items;
mod product_code;
mod taxes;
mod text_fitting;
