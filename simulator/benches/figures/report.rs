//! Prints each figure, and records whether all bounds hold.

/// The figures so far.
#[derive(Default)]
pub(super) struct Report {
    missed: bool,
}

impl Report {
    /// Prints a figure.
    pub(super) fn say(&mut self, what: &str, held: bool, figure: impl std::fmt::Display) {
        self.missed |= !held;
        let mark = if held { "ok    " } else { "MISSED" };
        println!("{mark} {what}: {figure}");
    }

    pub(super) const fn all_held(&self) -> bool {
        !self.missed
    }
}

pub(super) fn mebibytes(bytes: u64) -> String {
    format!("{}.{} MiB", bytes >> 20, ((bytes & 0xF_FFFF) * 10) >> 20)
}
