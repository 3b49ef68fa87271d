//! A small honest shop, written from the wire protocol alone, with a switch for each way in which clients are wrong.
//!
//! It shares no code with the simulator, the integration or the harness: what the harness says of it is said of a stranger.
//! Without a switch it meets every requirement; with one it is wrong in that one way.

mod after_sale;
mod amount;
mod answer;
mod application_form;
mod basket;
mod buyers;
mod changes;
mod codes;
mod faults;
mod filled_form;
mod groups;
mod lines;
mod message;
mod orders;
mod outcome;
mod recovery;
mod refusals;
mod screening;
mod serve;
mod session;
mod slip;
mod statement;
mod store;
mod taxes;
#[cfg(test)]
mod tests;
mod text;
mod wire;

pub use faults::{FAULTS, Fault, FaultRow, Faults, UnknownFault};
pub use serve::serve;
