//! Random business through an adapter, held against the provider's books; what contradicts them is shrunk to a scenario.
//!
//! | module | what is there |
//! |---|---|
//! | `action` | what shop, buyer and provider do, in the sentences of the features |
//! | `model` | what has to be in the books by then: few rules of its own, none of the simulator's |
//! | `order` | an order of it |
//! | `draw` | sequences by a seed |
//! | `shrink` | the same contradiction in fewer steps |
//! | `feature` | a sequence as a feature file |
//! | `explorer` | carries sequences out |
//!
//! A sequence is a scenario from the beginning, so that what is written down fails as it failed here.

mod action;
mod draw;
mod explorer;
mod feature;
mod model;
mod order;
mod shrink;
#[cfg(test)]
mod tests;

pub use self::explorer::{Contradiction, Exploration, Explored, NotExplored, Told};
