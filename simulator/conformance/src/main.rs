//! `kakebarai-conformance`: reads the arguments and runs the command.

use std::process::ExitCode;

fn main() -> ExitCode {
    kakebarai_conformance::command::run()
}
