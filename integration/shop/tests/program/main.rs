//! The program as it is run: its files, its signals. Unix only, where files have rights and signals are sent by a command.
#![cfg(unix)]

#[cfg(test)]
mod files;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod process;
#[cfg(test)]
mod stopping;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod upgrade;
