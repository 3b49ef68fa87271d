//! The rules of the add-on: from a shop's order to what Yamato is told, and back.
//!
//! It knows no particular shop. A shop hands it plain types and gets back what to show, what to send, and what became of it.
//!
//! ```no_run
//! # async fn example(client: kakebarai::client::Client, order: kakebarai::addon::order::Order) -> Result<(), Box<dyn std::error::Error>> {
//! use kakebarai::addon::{
//!     clock::Clock, gateway::Gateway, ledger::Ledger, messages::Asked, settings::PaymentMethod,
//! };
//!
//! let ledger = Ledger::open("sqlite://ledger.db?mode=rwc", Clock::system()).await?;
//! let gateway = Gateway::new(client, ledger);
//! // At start: find out what a crash has left open.
//! gateway.recover().await?;
//! let (statement, fate) = gateway.settle(&order, "1111", &PaymentMethod::default()).await?;
//! println!("{}円 {}", statement.total(), fate.shown_to_operator(Asked::Settlement));
//! # Ok(())
//! # }
//! ```

pub mod application;
pub mod clock;
pub mod eligibility;
#[cfg(feature = "ledger")]
pub mod gateway;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod line_items;
pub mod messages;
pub mod order;
pub mod product_code;
#[cfg(feature = "ledger")]
mod recovery;
#[cfg(feature = "ledger")]
pub mod registration;
pub mod settings;
#[cfg(feature = "ledger")]
pub mod settlement;
#[cfg(feature = "ledger")]
pub mod shipping;
pub mod slip_number;
pub mod statement;
mod taxes;
pub mod test_buyers;
pub mod text_fitting;
pub mod user_groups;

#[cfg(test)]
mod tests;
