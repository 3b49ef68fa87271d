//! From findings to a verdict on each requirement, a level, and changes.
//!
//! | module | what is there |
//! |---|---|
//! | `verdict` | the words, and how the rows of a requirement add up |
//! | `report` | all results of a run, for `conformance.json` |
//! | `requests` | requests in a report |
//! | `rows` | the result of a scenario for a requirement |
//! | `judge` | makes a report of the results of a run |
//! | `passive` | makes a report of traffic alone |
//! | `baseline` | known and accepted failures: stale entries fail, too |
//! | `compare` | two reports |
//! | `status` | the exit status |
//! | `fingerprint` | the criteria, in a few digits |

pub mod baseline;
pub mod compare;
pub(crate) mod fingerprint;
pub mod judge;
pub mod passive;
pub mod report;
pub mod requests;
mod rows;
pub mod status;
pub mod verdict;

#[cfg(test)]
mod tests;
