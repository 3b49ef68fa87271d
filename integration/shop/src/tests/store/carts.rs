//! What an order takes out of a cart, and which carts are forgotten.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering::SeqCst},
};

use jiff::{Timestamp, civil::date};

use kakebarai::clock::Clock;

use crate::{
    catalogue,
    settings::Payment,
    store::{
        BegunOrder, NewOrder, OrderSnapshot, Owner, Recipient, Store, StoredItem, StoredShipping,
    },
};

#[tokio::test]
async fn what_is_put_into_the_cart_while_an_order_is_placed_stays_there() {
    let store = Store::open("sqlite::memory:", Clock::system())
        .await
        .unwrap();
    catalogue::fill(&store).await.unwrap();
    let owner = Owner::User(7);
    for (product, quantity) in [(1, 2), (2, 3), (3, 5)] {
        store.add_to_cart(&owner, product, quantity).await.unwrap();
    }
    let cart = store.cart(&owner).await.unwrap();
    let shipping = store.shipping_methods().await.unwrap();
    let contents = OrderSnapshot {
        date: date(2026, 11, 24),
        recipient: Recipient::default(),
        payment_name: String::new(),
        payment_method: 0,
        items: cart.iter().map(StoredItem::of).collect(),
        shipping: StoredShipping::of(&shipping[0], 0),
        taxes: Vec::new(),
        sums: Vec::new(),
        rates: Vec::new(),
        untaxed: 0,
        reductions: Vec::new(),
        registration_number: String::new(),
    };
    let order = NewOrder {
        user: 7,
        payment: Payment::Kakebarai,
        total: 1,
        token: "token",
        contents: &contents,
    };
    let BegunOrder::Numbered(number) = store.begin_order(&order).await.unwrap() else {
        unreachable!("the token is new");
    };
    // In another window: two more of one, less of another, and something new.
    store.add_to_cart(&owner, 1, 2).await.unwrap();
    store.set_in_cart(&owner, &[(2, 1)]).await.unwrap();
    store.add_to_cart(&owner, 4, 9).await.unwrap();
    for _ in 0..2 {
        store.accept_order(&number, 7).await.unwrap();
        let cart = store.cart(&owner).await.unwrap();
        let mut left: Vec<(u32, u32)> = cart
            .iter()
            .map(|item| (item.product.id, item.quantity))
            .collect();
        left.sort_unstable();
        assert_eq!(left, [(1, 2), (4, 9)]);
    }
}

/// As when ログイン is pressed twice: both have checked the password, and both move the cart.
#[tokio::test]
async fn two_logins_at_once_do_not_double_a_cart() {
    let store = Store::open("sqlite::memory:", Clock::system())
        .await
        .unwrap();
    catalogue::fill(&store).await.unwrap();
    let session = Owner::Session("session".to_owned());
    for (product, quantity) in [(1, 3), (2, 5)] {
        store
            .add_to_cart(&session, product, quantity)
            .await
            .unwrap();
    }
    let one = store.take_over_cart("session", 7);
    let other = store.take_over_cart("session", 7);
    let (one, other) = tokio::join!(one, other);
    one.unwrap();
    other.unwrap();
    assert_eq!(store.count_cart(&Owner::User(7)).await.unwrap(), 8);
    assert_eq!(store.count_cart(&session).await.unwrap(), 0);
}

#[tokio::test]
async fn of_the_carts_of_strangers_the_newest_are_kept() {
    let now = Arc::new(AtomicI64::new(0));
    let ticking = now.clone();
    let clock = Clock::of(move || Timestamp::from_second(ticking.load(SeqCst)).unwrap());
    let store = Store::open("sqlite::memory:", clock).await.unwrap();
    catalogue::fill(&store).await.unwrap();
    let user = Owner::User(7);
    store.add_to_cart(&user, 1, 1).await.unwrap();
    let carts: Vec<Owner> = (0..4)
        .map(|number| Owner::Session(format!("stranger{number}")))
        .collect();
    for cart in &carts {
        now.fetch_add(1, SeqCst);
        store.add_to_cart(cart, 1, 1).await.unwrap();
    }
    // The oldest is used again.
    now.fetch_add(1, SeqCst);
    store.add_to_cart(&carts[0], 2, 3).await.unwrap();
    store.keep_newest_carts(2).await.unwrap();
    let mut pieces = Vec::new();
    for owner in carts.iter().chain([&user]) {
        pieces.push(store.count_cart(owner).await.unwrap());
    }
    assert_eq!(pieces, [4, 0, 0, 1, 1]);
}
