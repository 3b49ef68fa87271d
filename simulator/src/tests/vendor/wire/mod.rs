//! The wire format.

mod form;
mod reply;
