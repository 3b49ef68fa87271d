//! The binary in processes: exit codes and signals. Unix only, where a command can send signals.
#![cfg(unix)]

#[cfg(test)]
#[cfg(target_os = "linux")]
mod disk;
#[cfg(test)]
mod exec;
#[cfg(test)]
mod explained;
#[cfg(test)]
mod http;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod names;
#[cfg(test)]
mod process;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod settings;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod terminal;
