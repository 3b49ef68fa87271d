//! How often the provider is asked whether the payment method is offered.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};

use jiff::Timestamp;
use kakebarai::{
    Clock,
    buyers::eligibility::{Customer, Eligibility, Offer, Rules},
    client::{Address, Client, Credentials},
};

use crate::support::{self, control::Control};

#[tokio::test]
async fn an_answer_is_kept_for_thirty_seconds_by_the_clock() {
    let simulator = support::simulator();
    let merchant = simulator.merchant();
    let credentials = Credentials::new(merchant.code(), merchant.password());
    let address = Address::custom(simulator.url()).unwrap();
    let client = Client::new(address, credentials).unwrap();
    let seconds = Arc::new(AtomicI64::new(0));
    let now = seconds.clone();
    let clock = Clock::of(move || Timestamp::from_second(now.load(SeqCst)).unwrap());
    let eligibility = Eligibility::new(client, clock, Duration::from_secs(30));
    let control = Control::of(simulator.url(), merchant.code());
    let customer = Customer::new(Some("1111".to_owned()), Vec::new());
    for (at, is_forgotten, asked) in [
        (0, false, 1),
        (29, false, 1),
        (30, false, 2),
        (59, false, 2),
        (59, true, 3),
        (88, false, 3),
    ] {
        seconds.store(at, SeqCst);
        if is_forgotten {
            eligibility.forget("1111");
        }
        let offer = eligibility
            .offer(Some(&customer), &Rules::for_everybody())
            .await;
        assert!(matches!(offer, Offer::Offered(_)), "{offer:?}");
        let journal = control.get("/journal").await;
        let entries = journal["entries"].as_array().unwrap();
        assert_eq!(entries.len(), asked, "at {at} seconds");
    }
}
