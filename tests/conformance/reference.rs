//! Integrations that do everything right.

use kakebarai_conformance::judging::verdict::Verdict;
use naive_client::Faults;

use super::judged::{judged, naive, reference, rows, told, with};

/// What takes long is not tried here, and nothing else is left out.
const SLOW: [&str; 2] = ["CON-05", "ROB-06"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_adapter_meets_every_requirement() {
    let report = judged(reference(), rows(|_| true)).await;
    assert_eq!(with(&report, Verdict::Failed), [""; 0], "{}", told(&report));
    assert_eq!(with(&report, Verdict::Untested), SLOW, "{}", told(&report));
    assert_eq!(
        with(&report, Verdict::Passed).len(),
        98,
        "{}",
        told(&report)
    );
    assert_eq!(report.level, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_naive_client_meets_every_requirement_without_a_switch() {
    let report = judged(naive(Faults::none()), rows(|_| true)).await;
    assert_eq!(with(&report, Verdict::Failed), [""; 0], "{}", told(&report));
    assert_eq!(with(&report, Verdict::Untested), SLOW, "{}", told(&report));
    assert_eq!(
        with(&report, Verdict::Passed).len(),
        98,
        "{}",
        told(&report)
    );
    assert_eq!(report.level, 4);
}
