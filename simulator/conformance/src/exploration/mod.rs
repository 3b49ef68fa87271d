//! Random business through an adapter, compared with the provider's books; contradictions are shrunk to scenarios.
//!
//! | module | what is there |
//! |---|---|
//! | `action` | the actions of shop, buyer and provider, in the sentences of the features |
//! | `model` | the required content of the books: few rules of its own, none of the simulator's |
//! | `order` | an order in the model |
//! | `draw` | sequences from a seed |
//! | `shrink` | the same contradiction in fewer steps |
//! | `feature` | a sequence as a feature file |
//! | `explorer` | runs sequences |
//!
//! A sequence is a scenario from the beginning, so that the written one fails as it failed here.

mod action;
mod draw;
mod explorer;
mod feature;
mod model;
mod order;
mod shrink;
#[cfg(test)]
mod tests;

pub use self::explorer::{Contradiction, Exploration, ExplorationProgress, Explored, NotExplored};
