//! The control addresses.

mod blocking;
