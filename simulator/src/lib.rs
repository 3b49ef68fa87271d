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
//! # Layers
//!
//! Each layer imports only from those below it; a test checks that:
//!
//! | folder | what is there |
//! |---|---|
//! | `command` | the command line |
//! | `running` | any command against a simulator: environment, signals, exit status, files of the run |
//! | `simulator` | a simulator in your own process |
//! | `server` | connections, routes, the path of a request, injected faults, https, probes |
//! | `dashboard` | the pages for people |
//! | `control` | the control addresses, a file for each noun |
//! | `app` | all mutable state: merchants, their storage, global faults |
//! | `storage` | memory, a file of SQLite, PostgreSQL: writes merchants and reads them again |
//! | `merchant` | one merchant's state and the events that alter it, time line, snapshots, journal, coverage |
//! | `mutants` | misbehaviours of the provider, a row each, at three seams: the processing, the answer, its bytes |
//! | `settings` | the settings; `reading`: settings files and the environment |
//! | `vendor` | the seven APIs: items, rules, wire format, messages. Pure |
//! | `books` | buyers, payments, shipments, what is due and when; undo; documents. Pure |
//!
//! A request: `server::requests::take` → `vendor::wire::form` → `vendor::rules::judge::check_form` → `app::AppState::transact` →
//! `storage::Storage::transact` → `check_merchant` and the `Endpoint` of the API → `merchant::state::State::record` → the journal →
//! `vendor::wire::reply`, or `mutants::bytes` → `server::wire_faults`. A rule is in the `rules.rs` of its API, its stored form in
//! `storage::codec`, a page in the file of its name in `dashboard`.

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
