//! The provider misbehaves, and a team's own tests are watched: which of its misbehaviours they endure, notice, or miss. Pure.
//!
//! | module | what is there |
//! |---|---|
//! | `traffic` | what the tests sent, with their marks, and what of it a misbehaviour met |
//! | `reach` | whether a suite can meet one |
//! | `verdict` | the words, and what an ending means for each class |
//! | `selection` | which ones are tried: by name, by shard |
//! | `carried` | which verdicts of an earlier report still hold |
//! | `advice` | what to do about a survivor |
//! | `report` | all that a run found, as `mutants.json` holds it |
//! | `survivors` | what is known and accepted, and the exit status |

pub mod advice;
pub mod carried;
pub mod reach;
pub mod report;
pub mod selection;
pub mod survivors;
#[cfg(test)]
mod tests;
pub mod traffic;
pub mod verdict;
