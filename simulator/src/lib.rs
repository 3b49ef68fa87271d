//! The test environment of クロネコ掛け払い on your own machine: seven APIs, 318 error codes, real books behind them.
//!
//! ```
//! use kakebarai_simulator::{Settings, Simulator};
//!
//! let simulator = Simulator::start(Settings::default())?;
//! let merchant = simulator.merchant();
//! println!("{} {}", simulator.url(), merchant.code());
//! # Ok::<(), kakebarai_simulator::StartError>(())
//! ```
//!
//! The straight way of a request: `server` → `vendor::answer` → `vendor::wire::form` → `merchant::faults` → the rules of the API by
//! `vendor::rules` → `Change` → `books` and `merchant::timeline` → `vendor::wire::reply`.

mod app;
mod books;
mod clock;
mod control;
mod dashboard;
pub(crate) mod log;
mod merchant;
mod metrics;
mod random;
mod server;
mod storage;
mod vendor;

pub mod command;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod settings;
mod simulator;
#[cfg(test)]
mod tests;

pub use books::{
    calendar::{Delay, DelayError},
    screening::{MAGIC_NUMBERS, MagicNumber},
};
pub use log::LogFormat;
pub use server::tls::TlsError;
pub use settings::Settings;
pub use simulator::{Merchant, Simulator, StartError};
pub use storage::tables::DataError;
pub use vendor::{messages, rules::rule::Rule};

/// The version and the commit that it was built from.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    " (",
    env!("KAKEBARAI_SIMULATOR_COMMIT"),
    ")"
);

/// A rule together with the API that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct ListedRule {
    /// `AN010` … `AN070`.
    pub api: &'static str,
    /// The Japanese name of the API.
    pub api_name: &'static str,
    /// The error code.
    pub code: &'static str,
    rule: &'static Rule,
}

impl std::ops::Deref for ListedRule {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        self.rule
    }
}

/// Every rule of the seven APIs, each API's in the order in which they are checked.
pub fn every_rule() -> impl Iterator<Item = ListedRule> {
    vendor::APIS.iter().flat_map(|api| {
        api.rules.iter().map(|rule| ListedRule {
            api: api.number,
            api_name: api.name,
            code: rule.code,
            rule,
        })
    })
}
