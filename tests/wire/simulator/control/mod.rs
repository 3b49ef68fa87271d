//! The control addresses, as a test suite in any language would use them.

mod access;
mod buyers;
mod coverage;
mod journal;
mod merchants;
mod orders;
mod requests;
mod slips;
mod snapshots;

use kakebarai_simulator::Simulator;
use serde_json::Value;

use crate::support::control::Control;

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

async fn at(simulator: &Simulator, method: &str, path: &str, body: Value) -> (u16, Value) {
    // Above the merchant's addresses.
    let control = Control::of(simulator.url(), "900000001");
    control.send_above(method, path, body).await
}
