//! The server.

mod requests;
mod vendor;
