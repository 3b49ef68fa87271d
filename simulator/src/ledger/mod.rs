//! Where changes are kept.

pub(crate) mod memory;
