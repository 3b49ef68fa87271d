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
//! # The house
//!
//! Layers, each of which imports from those below it alone; a test holds that:
//!
//! | folder | what is there |
//! |---|---|
//! | `command` | the command line |
//! | `running` | any command against a simulator: environment, signals, exit status, what is left of the run |
//! | `simulator` | a simulator in somebody's process |
//! | `server` | connections, routes, the path of a request, what injected faults do to an answer, https, probes |
//! | `dashboard` | the pages for people |
//! | `control` | the control addresses, a file for each noun |
//! | `app` | all mutable state: merchants, where they are stored, faults for everybody |
//! | `storage` | memory, a file of SQLite, PostgreSQL: what of a merchant is written, and how it is read again |
//! | `merchant` | one merchant's state and the events that alter it, time line, snapshots, journal, coverage |
//! | `mutants` | misbehaviours of the provider, a row each, at three seams: what is done, what is answered, how it is written |
//! | `settings` | what can be set; `reading`: settings files and the environment |
//! | `vendor` | the seven APIs: items, rules, wire format, messages. Pure |
//! | `books` | buyers, payments, shipments, what is due and when; undo; documents. Pure |
//!
//! A request: `server::requests::take` → `vendor::wire::form` → `vendor::rules::judge::check_form` → `app::AppState::transact` →
//! `storage::Storage::transact` → `check_merchant` and the `Endpoint` of the API → `merchant::state::State::record` → the journal →
//! `vendor::wire::reply`, or `mutants::bytes` → `server::wire_faults`. A rule stands in the `rules.rs` of its API; what is stored of it, in
//! `storage::codec`; a page, in the file of its name in `dashboard`.

mod app;
mod books;
mod clock;
mod control;
mod dashboard;
mod encoding;
pub(crate) mod log;
mod merchant;
mod metrics;
mod mutants;
mod random;
mod server;
mod storage;
mod vendor;
mod version;

pub mod command;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
pub mod running;
pub mod settings;
mod simulator;
#[cfg(test)]
mod tests;

pub use books::{
    calendar::{Delay, DelayError},
    screening::{MAGIC_NUMBERS, MagicNumber},
};
pub use log::LogFormat;
pub use merchant::history::{HistoryError, PastChange, PastEvent};
pub use server::{StartError, tls::TlsError};
pub use settings::Settings;
pub use simulator::{Merchant, Simulator};
pub use storage::data_error::DataError;
pub use vendor::{ListedRule, every_rule, messages, rules::rule::Rule};
pub use version::VERSION;
