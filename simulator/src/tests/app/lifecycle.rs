//! Made-up buyers and orders: the limit in all merchants together.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::tests::support::asking::app;
use crate::{
    app::{AppState, NotCreated},
    merchant::{
        initial_state::InitialState,
        sample_data::{MAX_OF_ALL, SampleData},
    },
};

/// Adds a merchant, with at most 20 made-up buyers and orders in all merchants together.
async fn add(app: &AppState, code: &str, buyers: u32, orders: u32) -> Result<(), NotCreated> {
    let made_up = SampleData {
        buyers,
        orders,
        seed: None,
    };
    let initial_state = InitialState {
        test_buyers: true,
        made_up: (buyers > 0).then_some(made_up),
    };
    let credentials = app.fresh_credentials(Some(code), None);
    app.add_within(credentials, initial_state, 20)
        .await
        .map(drop)
}

#[tokio::test]
async fn all_merchants_together_have_so_many_and_no_more() {
    let app = app("");
    assert_eq!(add(&app, "900000002", 2, 10).await, Ok(()));
    let refused = add(&app, "900000003", 1, 8).await;
    assert_eq!(refused, Err(NotCreated::TooMuchMadeUp));
    assert_eq!(add(&app, "900000003", 1, 7).await, Ok(()));
    assert_eq!(
        add(&app, "900000004", 0, 0).await,
        Ok(()),
        "it has none of them"
    );
    app.remove("900000002").await.unwrap();
    assert_eq!(add(&app, "900000005", 2, 10).await, Ok(()));
}

#[tokio::test]
async fn those_that_are_added_at_the_same_time_count() {
    let app = Arc::new(app(""));
    let mut adding = JoinSet::new();
    for number in 0..10 {
        let app = app.clone();
        adding.spawn(async move { add(&app, &format!("90000010{number}"), 1, 9).await });
    }
    let added = adding.join_all().await;
    assert_eq!(added.iter().filter(|added| added.is_ok()).count(), 2);
}

#[test]
fn ten_of_the_largest_are_too_many() {
    let largest = SampleData {
        buyers: 10_000,
        orders: 100_000,
        seed: None,
    };
    assert!(largest.check().is_ok());
    assert!(9 * largest.size() <= MAX_OF_ALL);
    assert!(10 * largest.size() > MAX_OF_ALL);
    let (what, remedy) = NotCreated::TooMuchMadeUp.text();
    assert!(what.contains("1,000,000件"), "{what}");
    assert!(remedy.contains("DELETE"), "{remedy}");
}
