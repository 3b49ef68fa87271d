//! What stands at the root, against tables made by hand.

mod order;
mod slip_number;
