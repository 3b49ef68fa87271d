//! `--codes`: in parts of two hundred requests, and differences are reported.

use super::Calibrating;
use crate::calibration::{MAX_REQUESTS, Notebook, Options, Parity, calibrate, outputs};

/// Runs repeatedly until all questions are asked.
async fn asked(simulator: &Calibrating, options: Options) -> (Notebook, u32) {
    let mut notebook = Notebook::new(simulator.target(), None);
    for runs in 1..=6 {
        let before = notebook.requests;
        let run = calibrate(simulator.beginning(options.clone(), notebook));
        let run = run.await.unwrap();
        assert!(run.notebook.requests - before <= MAX_REQUESTS);
        notebook = run.notebook;
        match run.ended_early {
            None => return (notebook, runs),
            Some(why) => assert!(why.contains("--resume"), "{why}"),
        }
    }
    panic!("it does not end: {:?}", notebook.stops);
}

#[tokio::test]
async fn each_code_is_met_and_each_pair_in_order() {
    let simulator = Calibrating::of("").await;
    let options = Options {
        codes: true,
        allow_applications: true,
        ..Options::default()
    };
    let (notebook, runs) = asked(&simulator, options).await;
    assert!((2..=4).contains(&runs), "{runs}");
    let wrong: Vec<_> = notebook
        .codes
        .iter()
        .filter(|(_, seen)| !seen.is_same())
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(notebook.stops.is_empty(), "{:?}", notebook.stops);
    // No application except the allowed one.
    assert_eq!(simulator.merchant.buyers().await.unwrap().len(), 5);
    let parity = Parity::of(&notebook);
    assert!(parity.confirmed["A010001"].settings.is_empty());
    let page = outputs::markdown(&parity);
    assert!(page.contains("| A060005 | A060005 | 同じ |"), "{page}");
    assert!(
        page.contains("| A010003<A040001 | A010003 | 同じ |"),
        "{page}"
    );
}

#[tokio::test]
async fn what_differs_is_told_and_what_may_stay_is_not_sent() {
    let simulator = Calibrating::of("rules.sums_apply_without_lines = true").await;
    let options = Options {
        codes: true,
        ..Options::default()
    };
    let (notebook, _) = asked(&simulator, options).await;
    // A negative line does not add up either, which is checked first.
    assert_eq!(notebook.codes["A130004"].answered, "A060005");
    assert!(!notebook.codes["F410005"].asked);
    assert!(notebook.codes["F480004"].is_same());
    assert_eq!(simulator.merchant.buyers().await.unwrap().len(), 4);
    let parity = Parity::of(&notebook);
    assert!(!parity.confirmed.contains_key("A130004"));
    assert!(parity.confirmed.contains_key("A010001"));
}
