//! The program as it is run: its files, its signals. Unix only, where files have rights and signals are sent by a command.
#![cfg(unix)]

mod files;
mod process;
mod stopping;
mod upgrade;
