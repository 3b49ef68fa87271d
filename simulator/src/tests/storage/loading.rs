//! Restored books, too large to be read at once: they exist after a restart, and a missing change is named.

use sqlx::Connection as _;

use crate::tests::{
    storage::sqlite::File,
    support::asking::{finished, payment, send},
};
use crate::{
    Merchant, Simulator,
    books::change::Origin,
    merchant::{initial_state::InitialState, sample_data::SampleData, state::State},
    storage::{StorageError, tables::PAGE_BYTES},
    vendor::RegisterPayment,
};

/// No checkpoint precedes the changes.
const KEPT: &str = "kept_changes = 1000000";

/// A merchant with a number of made-up orders.
fn merchant(simulator: &Simulator, orders: u32) -> Merchant {
    let made_up = SampleData {
        buyers: 3,
        orders,
        seed: Some(1),
    };
    let initial_state = InitialState {
        test_buyers: true,
        made_up: Some(made_up),
    };
    simulator.create(initial_state).unwrap()
}

fn with<T>(simulator: &Simulator, code: &str, act: impl FnOnce(&mut State) -> T) -> T {
    finished(simulator.app().transact(code, act))
        .unwrap()
        .unwrap()
}

/// Restores different books repeatedly, and in the end the first ones again. Returns the numbers of the changes.
fn restore(simulator: &Simulator, merchant: &Merchant, times: u32) -> Vec<u64> {
    let (code, password) = (merchant.code(), merchant.password());
    let mut numbers = Vec::new();
    let mut restore = |snapshot| {
        with(simulator, code, |state| {
            state.restore(snapshot, Origin::Snapshot("a".to_owned()));
            numbers.push(state.books().change_count());
        });
    };
    let first = with(simulator, code, State::snapshot);
    for number in 0..times {
        let order = payment(&format!("R-{number}"), "1111", 100, 10);
        let order = format!("traderCode={code}&passWord={password}&{order}");
        assert_eq!(send::<RegisterPayment>(simulator.app(), &order).code(), "0");
        restore(with(simulator, code, State::snapshot));
    }
    restore(first.clone());
    restore(first);
    numbers
}

/// The length of a merchant's longest change, and of all changes that restored books.
async fn sizes(file: &File, code: &str) -> (i64, i64) {
    let mut connection = file.open().await;
    let query = sqlx::query_as(
        "SELECT MAX(OCTET_LENGTH(change)), SUM(OCTET_LENGTH(change)) FROM changes
         WHERE merchant = $1 AND change LIKE '%\"restored\"%'",
    );
    let sizes = query.bind(code).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    sizes
}

fn document(simulator: &Simulator, code: &str) -> (String, u64) {
    with(simulator, code, |state| {
        (state.snapshot().to_json(), state.books().change_count())
    })
}

#[test]
fn they_are_read_page_by_page() {
    let file = File::new("restored");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (orders, times) in [(20, 12), (400, 3)] {
        let simulator = Simulator::start(file.settings(KEPT)).unwrap();
        let merchant = merchant(&simulator, orders);
        let numbers = restore(&simulator, &merchant, times);
        let before = document(&simulator, merchant.code());
        drop(simulator);

        let (longest, together) = runtime.block_on(sizes(&file, merchant.code()));
        assert!(together > PAGE_BYTES, "{together}");
        assert_eq!(longest > PAGE_BYTES, orders == 400, "{longest}");
        for _ in 0..2 {
            let simulator = Simulator::start(file.settings(KEPT)).unwrap();
            assert!(document(&simulator, merchant.code()) == before);
            // Every restored state can be restored again.
            with(&simulator, merchant.code(), |state| {
                for number in &numbers {
                    let books = state.timeline().books_after(*number, state.books());
                    assert!(books.is_some(), "{number}");
                }
            });
        }
    }
}

/// Even if the change after the gap is longer than a page.
#[test]
fn one_that_is_missing_is_named() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for missing in 0..4 {
        let file = File::new(&format!("restored-gap-{missing}"));
        let simulator = Simulator::start(file.settings(KEPT)).unwrap();
        let merchant = merchant(&simulator, 400);
        let code = merchant.code();
        let first = with(&simulator, code, State::snapshot);
        let numbers: Vec<u64> = (0..5)
            .map(|number| {
                with(&simulator, code, |state| {
                    // Different books in memory each time: each is written whole.
                    let mut snapshot = first.clone();
                    snapshot.books = std::sync::Arc::new((*snapshot.books).clone());
                    state.restore(snapshot, Origin::Snapshot(number.to_string()));
                    state.books().change_count()
                })
            })
            .collect();
        drop(simulator);
        runtime.block_on(async {
            let mut connection = file.open().await;
            sqlx::query("DELETE FROM changes WHERE merchant = $1 AND number = $2")
                .bind(code.to_string())
                .bind(i64::try_from(numbers[missing]).unwrap())
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        });
        let simulator = Simulator::start(file.settings(KEPT)).unwrap();
        let Err(StorageError::Unreadable(reason)) = finished(simulator.app().find(code)) else {
            panic!("change {} is missing, and nobody says so", numbers[missing]);
        };
        assert!(reason.contains("changes after"), "{reason}");
    }
}
