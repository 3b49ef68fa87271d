//! The authorities whose certificates are trusted instead of the system's.

use std::fmt;

use reqwest::Certificate;

use super::SetupError;

/// The authorities that a client trusts for https, and no others: a simulator's own, or a company's.
#[derive(Clone)]
pub struct Authorities(Vec<Certificate>);

impl Authorities {
    /// Reads them from the content of a PEM file.
    ///
    /// # Errors
    /// [`SetupError`] if there is no certificate in it, or one that cannot be read.
    pub fn from_pem(pem: &[u8]) -> Result<Self, SetupError> {
        let found = Certificate::from_pem_bundle(pem).map_err(SetupError::of)?;
        if found.is_empty() {
            return Err(SetupError::without_cause(
                "there is no certificate in the file",
            ));
        }
        Ok(Self(found))
    }

    pub(super) fn certificates(&self) -> impl Iterator<Item = Certificate> {
        self.0.iter().cloned()
    }
}

impl fmt::Debug for Authorities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorities({})", self.0.len())
    }
}
