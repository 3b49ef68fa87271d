//! Scenarios: Japanese features, their plan, their runs against an adapter, and their findings.
//!
//! | module | what is there |
//! |---|---|
//! | `feature_file` | parses a feature file, without ignoring anything silently |
//! | `plan` | reads feature files: every scenario and every row of its examples, with the requirements in its tags |
//! | `table` | sentences and their functions |
//! | `world` | the context of a scenario: a session of the adapter, a merchant of its own |
//! | `stop` | why a scenario ends early: a finding, or something that says nothing about the integration |
//! | `runner` | runs the planned scenarios, as many at once as the adapter accepts |
//! | `steps` | the sentences, a file for each subject |

pub mod feature_file;
pub mod halt;
pub mod plan;
mod runner;
pub mod steps;
pub mod table;
#[cfg(test)]
mod tests;
pub mod world;

pub use runner::{Ended, Progress, RowResult, Run, RunOutcome, run};
