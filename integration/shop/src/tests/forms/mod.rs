//! Forms: what is typed.

mod typing;
