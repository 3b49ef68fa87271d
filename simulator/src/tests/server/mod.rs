//! The server.

mod connections;
mod requests;
mod vendor;
