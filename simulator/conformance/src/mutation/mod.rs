//! Judges a team's own tests while the provider misbehaves: which misbehaviours they endure, notice, or miss. Pure.
//!
//! | module | what is there |
//! |---|---|
//! | `traffic` | the requests of the tests, with their marks, and those that met a misbehaviour |
//! | `reach` | whether a suite can meet a misbehaviour |
//! | `verdict` | the words, and the meaning of an ending for each class |
//! | `selection` | the selection by name and by shard |
//! | `carried` | verdicts of earlier reports that still hold |
//! | `advice` | the advice on a survivor |
//! | `report` | all results of a run, for `mutants.json` |
//! | `survivors` | known and accepted survivors, and the exit status |

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
