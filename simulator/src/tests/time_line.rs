//! The time line in memory: how much of it there is.

use std::sync::Arc;

use super::asking::morning;
use crate::{
    books::{
        Books,
        buyers::{Decision, NewBuyer},
        change::{Cause, Change, Origin},
    },
    merchant::timeline::{Ledger, Recorded},
};

fn added(number: u64) -> Change {
    let id = number.to_string().into();
    Change::BuyerAdded(Box::new(NewBuyer {
        id,
        name: String::new(),
        telephone: String::new(),
        standing: Decision::pending(),
        used_amount: 0,
        decided_at: None,
    }))
}

fn recorded(number: u64, change: Change) -> Recorded {
    Recorded {
        number,
        at: morning(),
        cause: Cause::Control,
        change,
    }
}

fn restored(number: u64, from: u64, books: &Arc<Books>) -> Recorded {
    let change = Change::Restored {
        from: Origin::Number(from),
        books: books.clone(),
        same_as: None,
    };
    recorded(number, change)
}

/// Books with 50,000 buyers.
fn large() -> Arc<Books> {
    let mut books = Books::default();
    for number in 0..50_000 {
        books.apply(morning(), Cause::Founding, &added(number));
    }
    Arc::new(books)
}

#[test]
fn it_holds_200_000_buyers_and_orders_of_restored_books_and_no_more() {
    let mut ledger = Ledger::new(1_000);
    let books = [(); 5].map(|()| large());
    for (number, books) in (1..).zip(&books[..4]) {
        ledger.keep(restored(number, 7, books));
    }
    assert_eq!(ledger.complete_from(), 1);
    ledger.keep(restored(5, 7, &books[4]));
    assert_eq!(ledger.complete_from(), 2);
    // The same again takes nothing more.
    for number in 6..100 {
        ledger.keep(restored(number, 7, &books[4]));
    }
    assert_eq!(ledger.complete_from(), 2);
    // What fell off is in what the rest begins with.
    let (_, after) = ledger.books_after(50).unwrap();
    assert_eq!((after.buyers().len(), after.change_count()), (50_000, 50));
}

#[test]
fn changes_that_come_together_are_kept_as_if_they_came_one_by_one() {
    let few = Arc::new({
        let mut books = Books::default();
        books.apply(morning(), Cause::Founding, &added(1_000));
        books
    });
    let changes = |number: u64| match number {
        4 | 9 => restored(number, 1, &few),
        _ => recorded(number, added(number)),
    };
    for most in [0, 1, 3, 5, 50] {
        let (mut together, mut one_by_one) = (Ledger::new(most), Ledger::new(most));
        together.keep_all((1..=12).map(changes));
        (1..=12)
            .map(changes)
            .for_each(|change| one_by_one.keep(change));
        assert_eq!(together.complete_from(), one_by_one.complete_from());
        assert_eq!(together.complete_from(), 13 - 12.min(most as u64));
        assert_eq!(together.base(), one_by_one.base());
        for number in together.complete_from()..=12 {
            let (_, books) = together.books_after(number).unwrap();
            assert_eq!(books, one_by_one.books_after(number).unwrap().1);
            let buyers = match number {
                4.. => 1 + (number - 4) % 5,
                before => before,
            };
            assert_eq!(books.buyers().len() as u64, buyers, "after {number}");
        }
        // Nothing more came.
        together.keep_all([]);
        assert_eq!(together.complete_from(), one_by_one.complete_from());
    }
}
