//! Running a command, as other programs do it.

#[cfg(unix)]
mod bundle;
#[cfg(unix)]
mod command_run;
