//! Integrations that do everything right.

use std::sync::Arc;

use kakebarai_conformance::{adapter::Place, judging::verdict::Verdict};
use naive_client::Faults;

use super::judged::{judged, naive, reference, rows, told, with};

/// What takes long is not tried here, and nothing else is left out.
const SLOW: [&str; 2] = ["CON-05", "ROB-06"];

async fn assert_right(place: Arc<dyn Fn() -> Place + Send + Sync>) {
    let report = judged(place, rows(|_| true)).await;
    let told = told(&report);
    assert_eq!(with(&report, Verdict::Failed), [""; 0], "{told}");
    assert_eq!(with(&report, Verdict::Untested), SLOW, "{told}");
    assert_eq!(with(&report, Verdict::Passed).len(), 98, "{told}");
    assert_eq!(report.level, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_adapter_meets_every_requirement() {
    assert_right(reference()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_naive_client_meets_every_requirement_without_a_switch() {
    assert_right(naive(Faults::none())).await;
}
