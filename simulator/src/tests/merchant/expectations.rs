//! Expectations: how much room they take.

use crate::tests::support::asking::{app, morning, with_journal};

#[test]
fn they_take_no_more_than_the_journals_may() {
    let app = app("journal_bytes = 20000");
    for order in 0..500 {
        with_journal(&app, |journal| {
            journal.expect(morning(), &order.to_string(), 1, None);
        });
        app.trim_journals();
        with_journal(&app, |journal| assert!(journal.bytes() <= 20_000));
    }
    with_journal(&app, |journal| {
        let kept: Vec<&str> = journal.expectations().map(|(order, _)| order).collect();
        assert!((1..500).contains(&kept.len()), "{}", kept.len());
        assert_eq!(kept.last(), Some(&"499"));
    });
}
