//! The wire, literally: each side alone.

mod client;
mod simulator;
