//! Random business through integrations: right ones contradict no books, wrong ones do, and what is found is a scenario that fails.

use std::{fs, sync::Arc};

use kakebarai_conformance::{
    adapter::{Patience, Place},
    exploration::{Exploration, Explored},
    judging::verdict::Verdict,
    scenario::plan,
};
use kakebarai_simulator::Settings;
use naive_client::{Fault, Faults};

use super::judged::{judged, naive, reference, told, with};

async fn explored(
    place: Arc<dyn Fn() -> Place + Send + Sync>,
    seed: u64,
    sequences: u64,
) -> Explored {
    let exploration = Exploration {
        place,
        patience: Patience::default(),
        settings: Settings::default(),
        seed,
        sequences,
        steps: 12,
        concurrency: None,
    };
    exploration.explore(&mut |_| ()).await.unwrap()
}

/// Enough to meet every action many times.
const CLEAN: u64 = 40;
/// Enough to meet a mistake that every lost answer shows.
const WRONG: u64 = 12;

async fn assert_clean(place: Arc<dyn Fn() -> Place + Send + Sync>) {
    let explored = explored(place, 1, CLEAN).await;
    assert_eq!(explored.unclear, [""; 0]);
    let found: Vec<_> = explored
        .contradictions
        .iter()
        .map(|one| format!("{}\n{}", one.text, one.finding.actual))
        .collect();
    assert_eq!(found, [""; 0]);
    assert_eq!((explored.sequences, explored.contradicting), (40, 0));
    // Sequences of one or two steps would find nothing.
    assert!(explored.steps > 40 * 6, "{}", explored.steps);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reference_adapter_contradicts_no_books() {
    assert_clean(reference()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_naive_client_contradicts_no_books_without_a_switch() {
    assert_clean(naive(Faults::none())).await;
}

/// Explores a wrong client, and carries out what was written of it as `run --features` does.
async fn assert_found(fault: Fault, requirement: &str, most_steps: usize, sentence: &str) {
    let found = explored(naive(Faults::one(fault)), 1, WRONG).await;
    let first = found.contradictions.first().unwrap();
    assert!(first.steps <= most_steps, "{}", first.text);
    assert!(first.at.contains(sentence), "{}\n{}", first.at, first.text);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(&first.file), &first.text).unwrap();
    let rows = plan::of_folder(folder.path()).unwrap();
    assert_eq!(rows.len(), 1);
    let report = judged(naive(Faults::one(fault)), rows.clone()).await;
    let told = told(&report);
    // What follows from it may be broken, too.
    let broken = with(&report, Verdict::Failed);
    assert!(broken.contains(&requirement), "{told}");
    assert!(told.contains(&first.finding.actual), "{told}");
    let right = judged(naive(Faults::none()), rows).await;
    assert_eq!(with(&right, Verdict::Failed), [""; 0]);
    // Once more, the same is found.
    let again = explored(naive(Faults::one(fault)), 1, WRONG).await;
    assert_eq!(again.contradictions.first().unwrap().text, first.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_orders_again_after_a_lost_answer_is_found_in_a_few_steps() {
    // The order whose answer is lost, the same cart again, and asking for what is not known.
    assert_found(Fault::F75, "LST-03", 3, "ヤマトの決済は1件までである").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_forgets_a_lost_cancellation_is_found_in_a_few_steps() {
    // The order, its cancellation whose answer is lost, and asking for what is not known.
    assert_found(Fault::F80, "LST-08", 3, "結果は分からない").await;
}
