//! `kakebarai-conformance`: reads the arguments and does what they say.

use std::process::ExitCode;

fn main() -> ExitCode {
    kakebarai_conformance::command::run()
}
