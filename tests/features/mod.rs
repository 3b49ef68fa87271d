//! The features: scenarios in Japanese against a simulator over HTTP, one test for each feature file.

mod running;
mod simulator;
mod wording;
