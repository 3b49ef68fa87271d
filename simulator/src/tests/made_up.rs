//! Made-up buyers and orders: how many there may be in all merchants together.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::asking::world;
use crate::{
    app::{NoMerchant, World},
    merchant::{
        sample_data::{MOST_OF_ALL, MadeUp},
        seed::Founding,
    },
};

/// Adds a merchant where all may have 20 made-up buyers and orders together.
async fn add(world: &World, code: &str, buyers: u32, orders: u32) -> Result<(), NoMerchant> {
    let made_up = MadeUp {
        buyers,
        orders,
        seed: None,
    };
    let founding = Founding {
        test_buyers: true,
        made_up: (buyers > 0).then_some(made_up),
    };
    let credentials = world.fresh_credentials(Some(code.to_owned()), None);
    world.add_within(credentials, founding, 20).await.map(drop)
}

#[tokio::test]
async fn all_merchants_together_have_so_many_and_no_more() {
    let world = world("");
    assert_eq!(add(&world, "900000002", 2, 10).await, Ok(()));
    let refused = add(&world, "900000003", 1, 8).await;
    assert_eq!(refused, Err(NoMerchant::TooMuchMadeUp));
    assert_eq!(add(&world, "900000003", 1, 7).await, Ok(()));
    assert_eq!(
        add(&world, "900000004", 0, 0).await,
        Ok(()),
        "it has none of them"
    );
    world.remove("900000002").await.unwrap();
    assert_eq!(add(&world, "900000005", 2, 10).await, Ok(()));
}

#[tokio::test]
async fn those_that_are_added_at_the_same_time_count() {
    let world = Arc::new(world(""));
    let mut adding = JoinSet::new();
    for number in 0..10 {
        let world = world.clone();
        adding.spawn(async move { add(&world, &format!("90000010{number}"), 1, 9).await });
    }
    let added = adding.join_all().await;
    assert_eq!(added.iter().filter(|added| added.is_ok()).count(), 2);
}

#[test]
fn ten_of_the_largest_are_too_many() {
    let largest = MadeUp {
        buyers: 10_000,
        orders: 100_000,
        seed: None,
    };
    assert!(largest.check().is_ok());
    assert!(9 * largest.size() <= MOST_OF_ALL);
    assert!(10 * largest.size() > MOST_OF_ALL);
    let (what, remedy) = NoMerchant::TooMuchMadeUp.text();
    assert!(what.contains("1,000,000件"), "{what}");
    assert!(remedy.contains("DELETE"), "{remedy}");
}
