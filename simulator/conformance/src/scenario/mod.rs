//! Scenarios: Japanese features, planned, carried out against an adapter, and what was found.
//!
//! | module | what is there |
//! |---|---|
//! | `feature_file` | a feature file parsed, nothing passed over in silence |
//! | `plan` | feature files read: every scenario and every row of its examples, with the requirements that its tags name |
//! | `table` | sentences and the functions that carry them out |
//! | `world` | what a scenario has at hand: a session of the adapter, a merchant of its own |
//! | `stop` | why a scenario ends early: a finding, or something that says nothing about the integration |
//! | `runner` | carries out what is planned, as much at once as the adapter takes |
//! | `steps` | the sentences, a file for each subject |

pub mod feature_file;
pub mod plan;
mod runner;
pub mod steps;
pub mod stop;
pub mod table;
#[cfg(test)]
mod tests;
pub mod world;

pub use runner::{Ended, Outcome, Progress, RowResult, Run, run};
