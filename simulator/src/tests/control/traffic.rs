//! The entries behind diagnoses: shared with the journal, and read without its lock.

use crate::{
    control::traffic::newest,
    tests::support::asking::{CREDENTIALS, MERCHANT, app, send, with_journal},
    vendor::InquireUsage,
};

#[test]
fn the_newest_requests_are_shared_in_their_order() {
    let app = app("");
    for _ in 0..600 {
        send::<InquireUsage>(&app, &format!("{CREDENTIALS}&buyerId=1111"));
    }
    let merchant = app.merchant(MERCHANT).unwrap();
    let numbers = |most| -> Vec<u64> {
        let traffic = newest(&merchant, "tani", most);
        let entries = traffic.entries.iter();
        entries.map(|entry| entry.number).collect()
    };
    assert_eq!(numbers(5_000), (1..=600).collect::<Vec<_>>());
    assert_eq!(numbers(300), (301..=600).collect::<Vec<_>>());
    assert_eq!(numbers(0), Vec::<u64>::new());
    assert_eq!(newest(&merchant, "tani", 300).complete_from, 301);
    assert_eq!(newest(&merchant, "tani", 5_000).complete_from, 1);
    // Shared entries stay, whatever happens to the journal, which is not locked meanwhile.
    let shared = merchant.journal().shared_before(u64::MAX, 250);
    with_journal(&app, |journal| {
        journal.clear();
        assert_eq!(journal.entries().count(), 0);
    });
    assert_eq!(shared.len(), 250);
    assert_eq!((shared[0].number, shared[249].number), (600, 351));
}
