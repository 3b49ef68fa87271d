//! `kakebarai-simulator`: reads the arguments, starts, prints the addresses.

use std::process::ExitCode;

fn main() -> ExitCode {
    kakebarai_simulator::command::run()
}
