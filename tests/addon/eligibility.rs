//! How often the provider is asked whether the payment method is offered.

use std::time::Duration;

use kakebarai::{
    buyers::eligibility::{Customer, Eligibility, Offer, Rules},
    client::{Address, Client, Credentials},
};

use crate::support::{self, control::Control};

#[tokio::test]
async fn an_answer_is_kept_as_long_as_it_is_said_and_no_longer() {
    let simulator = support::simulator();
    for (keep, asked) in [
        (Duration::ZERO, [1, 2, 3]),
        (Duration::from_hours(1), [1, 1, 2]),
    ] {
        let merchant = simulator.merchant();
        let credentials = Credentials::new(merchant.code(), merchant.password());
        let address = Address::custom(simulator.url()).unwrap();
        let eligibility = Eligibility::new(Client::new(address, credentials).unwrap(), keep);
        let control = Control::of(simulator.url(), merchant.code());
        let customer = Customer {
            buyer_id: Some("1111".to_owned()),
            groups: Vec::new(),
        };
        let mut found = Vec::new();
        for time in 0..3 {
            if time == 2 {
                eligibility.forget("1111").await;
            }
            let offer = eligibility
                .offer(Some(&customer), &Rules::for_everybody())
                .await;
            assert!(matches!(offer, Offer::Offered(_)), "{offer:?}");
            let journal = control.get("/journal").await;
            found.push(journal["entries"].as_array().unwrap().len());
        }
        assert_eq!(found, asked, "{keep:?}");
    }
}
