//! What stands at the root, against tables made by hand.

mod slip_number;
