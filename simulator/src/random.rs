//! Random bits from the operating system.

/// Sixty-four random bits.
#[expect(
    clippy::expect_used,
    reason = "fails only where an operating system has no source of randomness"
)]
pub(crate) fn random() -> u64 {
    getrandom::u64().expect("the operating system gives random bits")
}
