//! The harness that judges any integration.

mod protocol;
mod skeletons;
