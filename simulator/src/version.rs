//! The version of this program.

/// The version and the commit that it was built from.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("KAKEBARAI_SIMULATOR_COMMIT"),
    ")"
);
