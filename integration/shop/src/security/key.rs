//! Random values, digests, and the key that the shop seals its cookies and tokens with.

use std::fmt::{self, Write as _};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// The key of a shop. Nothing prints it.
#[derive(Clone)]
pub(crate) struct Key([u8; 64]);

impl Key {
    /// The key that a secret text makes.
    pub(crate) fn of(secret: &str) -> Self {
        let mut block = [0; 64];
        block[..32].copy_from_slice(&Sha256::digest(secret.as_bytes()));
        Self(block)
    }

    /// The seal of a text for one purpose: 64 hexadecimal digits.
    pub(crate) fn seal(&self, purpose: &str, text: &str) -> String {
        hexadecimal(&self.mac(purpose, text).finalize().into_bytes())
    }

    /// Whether a seal is right, found out in constant time.
    pub(crate) fn is_sealed(&self, purpose: &str, text: &str, seal: &str) -> bool {
        bytes(seal).is_some_and(|seal| self.mac(purpose, text).verify_slice(&seal).is_ok())
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::new(&self.0.into());
        // The length keeps purpose and text apart.
        mac.update(&purpose.len().to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(text.as_bytes());
        mac
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// 256 random bits of the operating system, as 64 hexadecimal digits.
pub(crate) fn fresh() -> String {
    let mut random = [0; 32];
    #[expect(
        clippy::expect_used,
        reason = "fails only where an operating system has no source of randomness"
    )]
    getrandom::fill(&mut random).expect("the operating system gives random bits");
    hexadecimal(&random)
}

/// The digest of a text: 64 hexadecimal digits.
pub(crate) fn digest(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes that hexadecimal digits stand for.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}
