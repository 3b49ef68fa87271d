//! Buyers: the application of a customer, its screening, and who is offered クロネコ掛け払い at the checkout.

pub mod application;
mod buyer_id;
pub mod eligibility;
#[cfg(feature = "postal-codes")]
pub mod postal_codes;
mod screening;
mod test_buyers;
#[cfg(test)]
mod tests;
mod usages;

pub use buyer_id::{BuyerId, MAX_USER};
pub use screening::ScreeningStatus;
pub use test_buyers::test_buyer;
