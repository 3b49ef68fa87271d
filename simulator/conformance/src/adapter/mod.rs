//! The adapter: the link between the harness and an integration in any language.
//!
//! | module | what is there |
//! |---|---|
//! | `message` | the protocol: every message and answer, the form of `apply`, the reading of answers |
//! | `connected` | [`Adapter`]: an adapter that has introduced itself, by any transport |
//! | `stdio` | over stdin and stdout: started, started again, stopped; `process`, `group`, `conversation` below it |
//! | `http` | the same objects over HTTP |
//! | `trouble` | troubles between the two, each with a remedy for a developer; `remarks` for the rest |
//! | `log` | the output of an adapter besides its answers |
//! | `schema` | the protocol as `OpenAPI` |
//! | `check` | checks an adapter alone |
//! | `skeletons` | adapters to begin with |

mod connected;
mod conversation;
mod group;
mod http;
mod log;
mod patience;
mod process;
mod remarks;
mod stdio;
#[cfg(test)]
mod tests;
mod trouble;

pub mod check;
pub mod message;
pub mod schema;
pub mod skeletons;

pub use connected::{Adapter, NotConnected, Place};
pub use http::TOKEN_VARIABLE;
pub use log::{AdapterLog, LogLine, LogSource};
pub use message::{reading::Reply, verb::Verb};
pub use patience::Patience;
pub use process::DATA_VARIABLE;
pub use remarks::Remark;
pub use stdio::Connect;
pub use trouble::Trouble;
