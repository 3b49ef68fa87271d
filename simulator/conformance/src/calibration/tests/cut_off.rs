//! A calibration that is cut off at any request continues and leaves nothing.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{Calibrating, Watched, calibrate, everything};
use crate::calibration::{Notebook, Parity, clean_up, outputs};

/// Runs until the answer of a number has arrived and the next request is on its way.
async fn cut_off(simulator: &Calibrating, file: &std::path::Path, at: u32) {
    let cut = Arc::new(Notify::new());
    let notebook = Notebook::new(simulator.target(), Some(file.to_owned()));
    let mut beginning = simulator.beginning(everything(), notebook);
    beginning.surroundings = Box::new(Watched {
        merchant: Some(simulator.merchant.clone()),
        cut_at: Some((at, cut.clone())),
    });
    tokio::select! {
        biased;
        () = cut.notified() => {}
        ended = calibrate(beginning) => panic!("it has ended before: {ended:?}"),
    }
}

/// The results, by the key of the setting.
fn values(notebook: &Notebook) -> Vec<(String, Option<String>)> {
    let settings = Parity::of(notebook).settings.into_iter();
    settings.map(|(key, setting)| (key, setting.seen)).collect()
}

#[tokio::test]
async fn it_goes_on_from_any_request_and_cleans_up() {
    let whole = Calibrating::of("rules.replace_shipments = true").await;
    let whole = whole.calibrated(everything()).await.notebook;
    let expected = values(&whole);
    // Among reading, refusals, settlements with and without shipments, and the application.
    for at in [2, 30, 60, 63, 67, 70, 74, 79, 85, 90, 97, 104, 112] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(outputs::NOTEBOOK);
        let simulator = Calibrating::of("rules.replace_shipments = true").await;
        cut_off(&simulator, &file, at).await;
        let notebook = Notebook::open(&file, simulator.target()).unwrap();
        let resumed = calibrate(simulator.beginning(everything(), notebook));
        let resumed = resumed.await.unwrap();
        assert_eq!(resumed.ended_early, None, "{at}");
        assert_eq!(simulator.standing().await, Vec::<String>::new(), "{at}");
        assert_eq!(values(&resumed.notebook), expected, "{at}");
        assert_eq!(resumed.notebook.applications.len(), 1, "{at}");
    }
}

#[tokio::test]
async fn what_is_left_over_is_removed_later() {
    let mut found = 0;
    for at in [56, 60, 64, 68, 72, 76, 80, 84, 88] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(outputs::NOTEBOOK);
        let simulator = Calibrating::of("").await;
        cut_off(&simulator, &file, at).await;
        let notebook = Notebook::open(&file, simulator.target()).unwrap();
        found += notebook.left.len();
        for left in &notebook.left {
            assert!(left.words().contains(&left.order), "{}", left.words());
        }
        let cleaned = clean_up(simulator.beginning(everything(), notebook));
        assert!(cleaned.await.unwrap().notebook.left.is_empty(), "{at}");
        assert_eq!(simulator.standing().await, Vec::<String>::new(), "{at}");
        let notebook = Notebook::open(&file, simulator.target()).unwrap();
        assert!(notebook.left.is_empty(), "it is written down, too");
    }
    assert!(found > 3, "only {found} were left over");
}

#[tokio::test]
async fn a_notebook_is_of_its_host() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(outputs::NOTEBOOK);
    let simulator = Calibrating::of("").await;
    Notebook::new(simulator.target(), Some(file.clone()))
        .save()
        .unwrap();
    let error = Notebook::open(&file, crate::calibration::Target::test_host()).unwrap_err();
    assert!(error.to_string().contains("同じ相手にだけ"), "{error}");
    std::fs::write(&file, "{}").unwrap();
    assert!(Notebook::open(&file, simulator.target()).is_err());
}
