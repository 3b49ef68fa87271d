//! The time line: its limits, and the undo of every change on it.

use std::sync::Arc;

use crate::tests::support::asking::morning;
use crate::{
    books::{
        Books,
        buyers::{BuyerStatus, NewBuyer},
        change::{Cause, Change, Origin},
    },
    merchant::timeline::{Recorded, Timeline},
};

fn added(number: u64) -> Change {
    let id = number.to_string().into();
    Change::BuyerAdded(Box::new(NewBuyer {
        id,
        name: String::new(),
        telephone: String::new(),
        standing: BuyerStatus::pending(),
        used_amount: 0,
        decided_at: None,
    }))
}

fn restored(books: &Arc<Books>) -> Change {
    Change::Restored {
        from: Origin::Snapshot("a".to_owned()),
        books: books.clone(),
        same_as: None,
    }
}

/// Books, and the time line of their changes.
struct Line {
    books: Books,
    timeline: Timeline,
}

impl Line {
    fn new(most: usize) -> Self {
        Self {
            books: Books::default(),
            timeline: Timeline::new(most, 0),
        }
    }

    /// Makes a change as a merchant's state does.
    fn make(&mut self, change: Change) {
        let mut undo = self.books.apply(morning(), Cause::Control, &change);
        if let (Some(before), Some(_)) = (self.timeline.just_restored(), change.restored()) {
            undo.share(before);
        }
        let recorded = Recorded {
            number: self.books.change_count(),
            at: morning(),
            cause: Cause::Control,
            change,
        };
        self.timeline.push(Arc::new(recorded), undo);
    }

    fn after(&self, number: u64) -> Option<Arc<Books>> {
        let found = self.timeline.books_after(number, &self.books);
        found.map(|(_, books)| books)
    }
}

/// Books with 50,000 buyers.
fn large() -> Arc<Books> {
    let mut books = Books::default();
    for number in 0..50_000 {
        books.apply(morning(), Cause::Initial, &added(number));
    }
    Arc::new(books)
}

#[test]
fn it_holds_200_000_buyers_and_orders_of_restored_books_and_no_more() {
    let mut line = Line::new(1_000);
    let books = [(); 5].map(|()| large());
    // The books before each restore are those restored before it.
    for books in &books[..4] {
        line.make(restored(books));
    }
    assert_eq!(line.timeline.complete_from(), 1);
    line.make(restored(&books[4]));
    assert_eq!(line.timeline.complete_from(), 3);
    // Restoring the same again takes no more memory.
    for _ in 6..100 {
        line.make(restored(&books[4]));
    }
    assert_eq!(line.timeline.complete_from(), 3);
    let after = line.after(50).unwrap();
    assert_eq!((after.buyers().len(), after.change_count()), (50_000, 50));
}

#[test]
fn each_of_the_last_changes_is_gone_back_to() {
    let few = Arc::new({
        let mut books = Books::default();
        books.apply(morning(), Cause::Initial, &added(1_000));
        books
    });
    for most in [0, 1, 3, 5, 50] {
        let mut line = Line::new(most);
        for number in 1..=12 {
            line.make(match number {
                4 | 9 => restored(&few),
                _ => added(number),
            });
        }
        assert_eq!(line.timeline.complete_from(), 13 - 12.min(most as u64));
        assert!(line.after(line.timeline.complete_from() - 1).is_none());
        assert!(line.after(13).is_none());
        for number in line.timeline.complete_from()..=12 {
            let books = line.after(number).unwrap();
            let buyers = match number {
                4.. => 1 + (number - 4) % 5,
                before => before,
            };
            assert_eq!(books.buyers().len() as u64, buyers, "after {number}");
            assert_eq!(books.change_count(), number);
        }
        // And to the books before all of them.
        let before = line.timeline.way_back().walk(line.books.clone());
        assert_eq!(before.change_count(), line.timeline.complete_from() - 1);
    }
}
