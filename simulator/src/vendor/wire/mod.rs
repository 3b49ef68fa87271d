//! The wire: bytes in, bytes out, without their meaning.

pub(crate) mod fields;
pub(crate) mod form;
pub(crate) mod hints;
pub(crate) mod item;
pub(crate) mod reply;
