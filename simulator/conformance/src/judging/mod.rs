//! From what was found to a verdict on each requirement, a level, and what has changed.
//!
//! | module | what is there |
//! |---|---|
//! | `verdict` | the words, and how the rows of a requirement add up |
//! | `report` | all that a run found, as `conformance.json` holds it |
//! | `requests` | requests as a report shows them |
//! | `rows` | what a scenario says of a requirement |
//! | `judge` | makes a report of what came out of a run |
//! | `passive` | makes a report of what traffic alone says |
//! | `baseline` | what is known and accepted: stale entries fail, too |
//! | `compare` | two reports |
//! | `status` | the exit status |
//! | `fingerprint` | what was judged by, in a few digits |

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
