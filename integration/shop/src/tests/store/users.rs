//! Customers: what belongs together is written together.

use kakebarai::{buyers::application::Profile, clock::Clock};

use crate::store::{NewUser, Store};

#[tokio::test]
async fn a_login_is_changed_as_a_whole_or_not_at_all() {
    let store = Store::open("sqlite::memory:", Clock::system())
        .await
        .unwrap();
    let user = NewUser {
        email: "old@example.jp".to_owned(),
        password_hash: "old".to_owned(),
        profile: Profile::default(),
    };
    let id = store.add_user(&user).await.unwrap().unwrap();
    // The database takes no other password.
    sqlx::query(
        "CREATE TRIGGER no_password BEFORE UPDATE OF password_hash ON shop_users BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .execute(store.pool())
    .await
    .unwrap();
    let changed = store.change_login(id, "new@example.jp", Some("new")).await;
    assert!(changed.is_err());
    let known = store.customer_of(id).await.unwrap().unwrap();
    assert_eq!(known.email, "old@example.jp");
    assert!(
        store
            .change_login(id, "new@example.jp", None)
            .await
            .unwrap()
    );
    let known = store.password_of("new@example.jp").await.unwrap();
    assert_eq!(known, Some((id, "old".to_owned())));
}
