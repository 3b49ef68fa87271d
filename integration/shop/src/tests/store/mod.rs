//! What the shop keeps: carts, payment methods, users.

mod carts;
mod payment_methods;
mod users;

use std::error::Error as _;

use crate::StoreError;

#[test]
fn an_error_of_the_database_keeps_what_caused_it() {
    for error in [
        StoreError::from(sqlx::Error::RowNotFound),
        StoreError::Unreachable(sqlx::Error::PoolTimedOut),
    ] {
        let cause = error.source().expect("a cause");
        assert!(cause.is::<sqlx::Error>(), "{cause}");
        assert!(error.to_string().contains(&cause.to_string()), "{error}");
    }
}
