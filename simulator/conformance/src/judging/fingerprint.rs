//! Fingerprints: of the criteria, and of all that a verdict depends on.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::{requirements, scenario::plan::FEATURES};

/// The embedded features and the catalogue, in hexadecimal digits.
pub(crate) fn of_catalogue() -> String {
    let mut hash = Sha256::new();
    for (file, text) in FEATURES {
        hash.update(file);
        hash.update(text);
    }
    for requirement in requirements::all() {
        hash.update(format!("{requirement:?}"));
    }
    digits(hash)
}

/// Parts in their order, in hexadecimal digits. Each includes its length, so that no two lists are alike.
pub(crate) fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    digits(hash)
}

fn digits(hash: Sha256) -> String {
    let mut digits = String::new();
    for byte in hash.finalize() {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}
