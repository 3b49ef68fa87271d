//! Right integrations, by their traffic alone: nothing is held against them, whatever their scenarios provoke.

use std::sync::Arc;

use kakebarai_conformance::{adapter::Place, assessment::Assessment};
use kakebarai_traffic::{Traffic, Verdict, grade};
use naive_client::Faults;

use super::judged::{naive, reference, rows};

/// What is found in the traffic of each scenario, as if it were that of any command; and how many verdicts were met.
async fn graded(place: Arc<dyn Fn() -> Place + Send + Sync>) -> (Vec<String>, usize) {
    let assessment = Assessment::new(place, rows(|_| true));
    let (_, outcome) = assessment.assess(&mut |_| ()).await.unwrap();
    let mut failed = Vec::new();
    let mut passed = 0;
    for row in &outcome.rows {
        for grade in grade(&Traffic::of_command(&row.journal), true) {
            passed += usize::from(grade.verdict == Verdict::Passed);
            if grade.verdict == Verdict::Failed {
                failed.push(format!("{}: {:?}", row.planned.title(), grade.findings));
            }
        }
    }
    (failed, passed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_traffic_of_the_reference_adapter_is_clean() {
    let (failed, passed) = graded(reference()).await;
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(passed > 1_000, "{passed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_traffic_of_the_naive_client_is_clean() {
    let (failed, passed) = graded(naive(Faults::none())).await;
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(passed > 1_000, "{passed}");
}
