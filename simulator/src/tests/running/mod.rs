//! Running a command, as other programs do.

#[cfg(unix)]
mod bundle;
#[cfg(unix)]
mod command_run;
