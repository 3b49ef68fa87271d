//! `kakebarai-simulator`: reads the arguments, starts, prints the addresses.

use std::process::ExitCode;

/// What one thread allocates is often freed by another: an entry of the journal, a change of the time line. The allocator of the C
/// library makes the two wait for each other. A library leaves the choice to its program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    kakebarai_simulator::command::run()
}
