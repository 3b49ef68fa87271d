//! The wire, literally: each side alone.

pub(crate) mod client;
mod simulator;
