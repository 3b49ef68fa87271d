//! The server.

mod hints;
mod missed;
mod requests;
