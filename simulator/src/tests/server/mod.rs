//! The server.

mod requests;
