//! Seals and limits.

mod attempts;
mod key;
