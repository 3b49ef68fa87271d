//! Verdicts, scores, the reach of a suite, the selection.

use super::{judged, mutant};
use crate::{
    mutation::{
        report::{Scores, good_of},
        selection::{NoSuchMutant, Selection, Shard, check_names},
        verdict::{Ending, MutantVerdict::*},
    },
    provider::{Mutant, MutantClass::*},
};

#[test]
fn what_an_ending_means_depends_on_the_class() {
    for (class, ending, verdict) in [
        (Endure, Ending::Exited(0), Endured),
        (Endure, Ending::Exited(1), Fragile),
        (Endure, Ending::TimedOut, TimedOut),
        (Detect, Ending::Exited(0), Missed),
        (Detect, Ending::Exited(137), Noticed),
        (Detect, Ending::TimedOut, TimedOut),
        (Books, Ending::Exited(0), Unseen),
        (Books, Ending::Exited(1), Noticed),
        (Books, Ending::TimedOut, TimedOut),
    ] {
        let said = |struck| crate::mutation::verdict::MutantVerdict::of(class, struck, ending);
        assert_eq!(said(true), verdict, "{class:?} {ending:?}");
        assert_eq!(said(false), Unreached, "{class:?} {ending:?}");
    }
}

#[test]
fn two_scores_are_counted_apart_and_the_books_have_none() {
    let mutants = [
        judged("a", Endure, Endured),
        judged("b", Endure, Endured),
        judged("c", Endure, Fragile),
        judged("d", Endure, Unreached),
        judged("e", Detect, Noticed),
        judged("f", Detect, Missed),
        judged("g", Detect, Missed),
        judged("h", Detect, TimedOut),
        judged("i", Books, Unseen),
        judged("j", Books, Noticed),
    ];
    let scores = Scores::of(&mutants);
    // Of three met ones two were endured; of four one was noticed.
    assert_eq!((scores.endure.passed, scores.endure.of), (2, 3));
    assert_eq!((scores.detect.passed, scores.detect.of), (1, 4));
    let books = good_of(&mutants, Books);
    assert_eq!((books.passed, books.of), (1, 2));
}

fn late((name, late_milliseconds): (&str, u64)) -> Mutant {
    Mutant {
        late_milliseconds,
        ..mutant(name, Detect, &[])
    }
}

fn shards(text: &str) -> Vec<String> {
    let mutants = [
        ("a", 0),
        ("b", 0),
        ("slow-15s", 15_000),
        ("c", 0),
        ("d", 0),
        ("e", 0),
    ]
    .map(late);
    let selection = Selection {
        shard: Some(text.parse().unwrap()),
        ..Selection::default()
    };
    let mine = selection.of(&mutants);
    mine.into_iter().map(|mutant| mutant.name).collect()
}

#[test]
fn shards_are_all_of_it_each_once() {
    assert_eq!(shards("1/2"), ["a", "c", "e"]);
    assert_eq!(shards("2/2"), ["b", "d"]);
    assert_eq!(shards("1/1"), ["a", "b", "c", "d", "e"]);
    for bad in ["", "2", "0/4", "5/4", "a/4", "1/0", "1/-1", "1/2/3"] {
        assert!(bad.parse::<Shard>().is_err(), "{bad}");
    }
    assert_eq!("2/4".parse::<Shard>().unwrap().to_string(), "2/4");
}

#[test]
fn what_takes_long_is_tried_where_it_is_asked_for() {
    let mutants = [("html-200", 0), ("slow-3s", 3_000), ("slow-15s", 15_000)].map(late);
    let names = |selection: Selection| -> Vec<String> {
        let selected = selection.of(&mutants);
        selected.into_iter().map(|mutant| mutant.name).collect()
    };
    assert_eq!(names(Selection::default()), ["html-200", "slow-3s"]);
    let slow = Selection {
        slow: true,
        ..Selection::default()
    };
    assert_eq!(names(slow), ["html-200", "slow-3s", "slow-15s"]);
    let one = Selection {
        only: vec!["slow-15s".to_owned()],
        ..Selection::default()
    };
    assert_eq!(names(one), ["slow-15s"]);
    assert_eq!(mutants[1].lateness().as_secs(), 3);
    assert_eq!(mutants[0].lateness().as_secs(), 0);
}

#[test]
fn a_name_that_is_no_misbehaviour_says_which_one_was_meant() {
    let mutants = ["html-200", "cancel-lies"].map(|name| mutant(name, Detect, &[]));
    assert_eq!(check_names(["cancel-lies"], &mutants), Ok(()));
    let NoSuchMutant { name, nearest } = check_names(["html-20"], &mutants).unwrap_err();
    assert_eq!(
        (name.as_str(), nearest),
        ("html-20", vec!["html-200".to_owned()])
    );
    let strange = check_names(["something-else"], &mutants).unwrap_err();
    assert!(strange.to_string().contains("mutate --list"), "{strange}");
}
