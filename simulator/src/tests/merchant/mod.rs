//! One merchant.

mod faults;
mod journal;
mod masked;
pub(super) mod snapshots;
mod timeline;
