//! The adapter: what stands between the harness and an integration in any language.
//!
//! | module | what is there |
//! |---|---|
//! | `message` | the protocol: every message and answer, the form of `apply`, how answers are read |
//! | `connected` | [`Adapter`]: an adapter that has introduced itself, however it is reached |
//! | `stdio` | over stdin and stdout: started, started again, stopped; `process`, `group`, `conversation` below it |
//! | `http` | the same objects over HTTP |
//! | `trouble` | what can go wrong between the two, each with what a developer can do; `remarks` for the rest |
//! | `log` | what an adapter writes besides its answers |
//! | `schema` | the protocol as `OpenAPI` |
//! | `check` | looks at an adapter alone |
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
