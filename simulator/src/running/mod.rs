//! Runs any command against a simulator: its environment, its signals, its exit status, and the bundle of the run.
//!
//! `kakebarai-simulator exec` is built on it, and other programs can be:
//!
//! ```no_run
//! use std::ffi::OsString;
//!
//! use kakebarai_simulator::{Settings, Simulator, running::CommandRun};
//!
//! let simulator = Simulator::start(Settings::default())?;
//! let merchant = simulator.merchant();
//! let ended = CommandRun::new(&[OsString::from("npm"), "test".into()], &simulator, &merchant).run()?;
//! println!("{}", ended.code());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bound;
mod bundle;
mod codes;
mod command_run;
mod flags;
mod signals;

use std::io::{self, Write as _};

pub(crate) use self::flags::data;
pub use self::{
    bound::become_command_if_told,
    bundle::{
        AFTER_FILE, BEFORE_FILE, Bundle, BundleError, COVERAGE_FILE, Ending, JOURNAL_FILE,
        RUN_FILE, WrittenBundle,
    },
    codes::known_code,
    command_run::{
        CommandRun, Ended, PASSWORD_VARIABLE, TRADER_CODE_VARIABLE, URL_VARIABLE, exit_code,
    },
    flags::{CommandFlags, Prepared},
};

/// Prints to the standard error, even to a closed one, without a panic.
pub(crate) fn warn(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
