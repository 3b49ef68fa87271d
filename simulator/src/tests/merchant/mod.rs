//! One merchant.

mod journal;
mod masked;
pub(super) mod snapshots;
mod timeline;
