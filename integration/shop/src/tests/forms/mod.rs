//! Forms: what is typed, and how long it may take to arrive.

mod notice;
mod timed;
mod typing;
