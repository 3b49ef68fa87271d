//! One merchant.

mod expectations;
mod faults;
mod journal;
mod marks;
mod masked;
pub(super) mod snapshots;
mod timeline;
