//! The connections.

mod slots;
