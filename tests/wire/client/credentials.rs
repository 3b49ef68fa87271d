//! Wrong credentials: asked with three times within a minute, and then no more.

use kakebarai::client::{Address, BuyerQuery, Client, Credentials, Error};

use crate::support::{self, control::Control};

#[tokio::test]
async fn wrong_credentials_are_sent_three_times_and_right_ones_at_once() {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let client = |password: &str| {
        let credentials = Credentials::new(merchant.code(), password);
        Client::new(Address::custom(simulator.url()).unwrap(), credentials).unwrap()
    };
    let buyer = BuyerQuery::by_id("1111");
    let wrong = client("not-the-password");
    let code = |error: Error| error.code().unwrap().to_string();
    for _ in 0..2 {
        let refused = wrong.inquire_usage(&buyer).await.unwrap_err();
        assert_eq!(code(refused), "E050002");
    }
    for _ in 0..3 {
        // The third is asked; what follows is told what it was told.
        let refused = wrong.inquire_screening(&buyer).await.unwrap_err();
        assert_eq!(code(refused), "G060001");
    }
    let refused = wrong.clone().inquire_usage(&buyer).await.unwrap_err();
    assert_eq!(code(refused), "G060001");
    let control = Control::of(simulator.url(), merchant.code());
    let journal = control.get("/journal").await;
    assert_eq!(journal["entries"].as_array().unwrap().len(), 3);

    // As where a shop's settings are put right.
    let right = client(merchant.password());
    assert_eq!(right.inquire_usage(&buyer).await.unwrap().used_amount, 0);
}
