//! Seals and limits.

mod attempts;
mod devices;
mod key;
