//! The form of 取引先登録, against tables made by hand.

mod application;
mod conversion;
mod eligibility;
mod limits;
#[cfg(feature = "postal-codes")]
mod postal_codes;
