//! Buyers, against tables made by hand.

mod application;
mod eligibility;
#[cfg(feature = "postal-codes")]
mod postal_codes;
mod usages;
