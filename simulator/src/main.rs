//! `kakebarai-simulator`: reads the arguments, starts, prints the addresses.

use std::process::ExitCode;

/// Memory that one thread allocates is often freed by another: journal entries, changes of the time line. With the allocator of the C
/// library the two wait for each other. A library leaves the choice to its program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kakebarai_simulator::command::run()
}
