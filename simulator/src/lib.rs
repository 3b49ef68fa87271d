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
//! The straight way of a request: `server` → `api::answer` → `wire::form` → `faults` → the rules of the API by `checking`
//! → `Change` → `books` and `ledger` → `wire::reply`.

mod accepting;
mod account;
mod api;
mod books;
mod business_days;
mod checking;
mod clock;
mod connection;
mod control;
mod coverage;
mod dashboard;
mod faults;
mod founding;
mod journal;
mod ledger;
mod listed_values;
pub(crate) mod log;
mod made_up;
mod screening;
mod server;
mod snapshots;
mod tls;
mod wire;
mod world;

pub mod command;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod messages;
pub mod settings;
mod simulator;
#[cfg(test)]
mod tests;

pub use business_days::Delay;
pub use checking::rule::Rule;
pub use ledger::tables::DataError;
pub use log::LogFormat;
pub use screening::{MAGIC_NUMBERS, MagicNumber};
pub use settings::Settings;
pub use simulator::{Merchant, Simulator, StartError};
pub use tls::TlsError;

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
    api::APIS.iter().flat_map(|api| {
        api.rules.iter().map(|rule| ListedRule {
            api: api.number,
            api_name: api.name,
            code: rule.code,
            rule,
        })
    })
}
