//! Marks: how many there may be.

use crate::{
    merchant::marks::MAX_MARKS,
    tests::support::asking::{app, morning, with_journal},
};

#[test]
fn the_newest_of_those_without_requests_are_there() {
    let app = app("");
    for number in 0..MAX_MARKS + 5 {
        with_journal(&app, |journal| {
            journal.mark(morning(), &number.to_string(), Box::default());
        });
        app.trim_journals();
    }
    with_journal(&app, |journal| {
        let kept: Vec<_> = journal.marks().collect();
        assert_eq!(kept.len(), MAX_MARKS);
        assert_eq!((&*kept[0].test, kept[0].number), ("5", 6));
    });
}
