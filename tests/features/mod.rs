//! The features: scenarios in Japanese against a simulator over HTTP, one test for each feature file.

#![expect(
    clippy::needless_pass_by_value,
    reason = "cucumber gives away what a step matched"
)]

mod addon;
mod reading;
mod running;
mod shop;
mod simulator;
mod wording;
