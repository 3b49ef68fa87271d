//! The form of 取引先登録, against tables made by hand.

mod application;
mod conversion;
#[cfg(feature = "postal-codes")]
mod postal_codes;
