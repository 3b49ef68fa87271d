//! The reference shop: the screens of the manual, on the add-on's rules.
//!
//! [`Shop::open`] opens its database, [`Shop::router`] has its pages, [`Shop::run_jobs`] runs the background jobs. Visitors see
//! Japanese; the pages need no script, and nothing from another host.

mod billing;
mod catalogue;
mod config;
mod demo;
mod error;
mod extract;
mod format;
mod forms;
mod icons;
mod pages;
mod payments;
mod redirection;
mod registration_number;
#[cfg(feature = "demo")]
mod sample_data;
mod security;
mod serving;
mod settings;
mod shop;
mod store;
#[cfg(test)]
mod tests;
mod visit;
mod workbench;

pub use config::{Config, Patience, ProviderClock};
pub use demo::DemoSetup;
pub use payments::NotConnected;
#[cfg(feature = "demo")]
pub use sample_data::{SampleChange, SampleData, SampleEvent};
pub use security::passwords::{Hashing, NotHashed};
pub use shop::{OPERATOR, OpenError, Shop};
pub use store::StoreError;
