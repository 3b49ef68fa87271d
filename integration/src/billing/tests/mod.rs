//! The rules of billing, against tables made by hand.

mod codes;
mod lines;
mod names;
mod settings;
mod taxes;
