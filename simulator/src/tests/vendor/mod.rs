//! The seven APIs.

mod messages;
mod rules;
mod wire;
