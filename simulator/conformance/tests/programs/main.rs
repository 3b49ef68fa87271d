//! Tests that need the program of this package. Unix only, where a shell can be an adapter.
#![cfg(unix)]

#[cfg(test)]
mod calibrate;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod grade;
#[cfg(test)]
mod mutating;
#[cfg(test)]
mod running;
#[cfg(test)]
mod shell;
