//! The reference adapter: `kakebarai` behind a shop of the smallest kind, judged by the conformance harness,
//! `kakebarai-conformance run -- target/debug/examples/adapter`.

mod serve;

use std::{env, error::Error, path::PathBuf};

/// Where the harness says what outlives the process.
const DATA: &str = "KAKEBARAI_ADAPTER_DATA";

fn main() -> Result<(), Box<dyn Error>> {
    // Only the harness sets it: anywhere else an adapter would be a back door.
    let data = env::var_os(DATA)
        .ok_or_else(|| format!("{DATA} is not set: the conformance harness starts adapters"))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let data = PathBuf::from(data);
    let served = runtime.block_on(serve::serve(tokio::io::stdin(), tokio::io::stdout(), &data));
    // Standard input is read by a thread that cannot be stopped.
    runtime.shutdown_background();
    Ok(served?)
}
