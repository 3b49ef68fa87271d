//! The rules of billing, against tables made by hand.

mod amounts;
mod codes;
mod lines;
mod names;
mod part_payments;
mod tax_names;
mod taxes;
mod terms;
mod totals;
