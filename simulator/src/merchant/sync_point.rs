//! How far the state of a merchant agrees with storage.

/// How far a state agrees with storage. Each number counts up.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct SyncPoint {
    /// Tells apart the merchants that had this code one after the other.
    pub(crate) incarnation: i64,
    /// Counts all writes.
    pub(crate) version: i64,
    pub(crate) resets: i64,
    /// Counts writes of snapshots.
    pub(crate) snapshots: i64,
}

impl SyncPoint {
    /// Marks the state as different from storage: all of it has to be read again.
    pub(crate) const fn forget(&mut self) {
        self.version = -1;
        self.resets = -1;
        self.snapshots = -1;
    }
}
