//! The rules of billing, against tables made by hand.

mod codes;
mod fees;
mod lines;
mod names;
mod prices;
mod tax_names;
mod taxes;
mod terms;
