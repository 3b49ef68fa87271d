//! Tests that need the inside of the simulator, each under the path of what it tests.

mod app;
mod books;
mod clock;
mod control;
mod fuzzing;
mod merchant;
mod mutants;
mod running;
mod server;
mod settings;
mod storage;
mod support;
mod vendor;
