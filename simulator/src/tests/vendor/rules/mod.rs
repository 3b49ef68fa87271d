//! The rules.

mod characters;
mod judge;
mod number;
mod slip_number;
