//! Forms: what is typed, and how long it may take to arrive.

mod timed;
mod typing;
