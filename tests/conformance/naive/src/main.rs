//! The shop as an adapter over stdin and stdout.

use std::{env, path::PathBuf, process::ExitCode};

use naive_client::{Faults, serve};

/// The switch that is on: `F79`, several parted by commas, or none.
const FAULT: &str = "KAKEBARAI_NAIVE_FAULT";
/// The folder for what survives the process.
const DATA: &str = "KAKEBARAI_ADAPTER_DATA";

#[tokio::main]
async fn main() -> ExitCode {
    let faults: Faults = match env::var(FAULT).unwrap_or_default().parse() {
        Ok(faults) => faults,
        Err(error) => {
            complain(&format!("{FAULT}: {error}"));
            return ExitCode::from(2);
        }
    };
    let data = env::var_os(DATA).map(PathBuf::from);
    let served = serve(
        tokio::io::stdin(),
        tokio::io::stdout(),
        data.as_deref(),
        faults,
    )
    .await;
    // The input is read on a thread of its own, which nothing wakes: the process ends without it.
    let code = match served {
        Ok(()) => 0,
        Err(error) => {
            complain(&error.to_string());
            1
        }
    };
    std::process::exit(code)
}

#[expect(clippy::print_stderr, reason = "stderr is the log of an adapter")]
fn complain(what: &str) {
    eprintln!("naive-client: {what}");
}
