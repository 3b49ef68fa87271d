//! The adapter: what stands between the harness and an integration in any language.
//!
//! | module | what is there |
//! |---|---|
//! | `message` | the protocol: every message and answer, the form of `apply`, how answers are read |
//! | `schema` | the protocol as `OpenAPI` |

pub mod message;
pub mod schema;

pub use message::{reading::Reply, verb::Verb};
