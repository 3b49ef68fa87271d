//! What was heard of a buyer: for how long, by whom, of how many.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
    time::Duration,
};

use jiff::Timestamp;

use crate::{
    buyers::usages::Usages,
    client::{Error, Usability, Usage},
    clock::Clock,
};

fn usage(used_amount: i64) -> Usage {
    Usage {
        returned_at: None,
        buyer_id: "1111".to_owned(),
        buyer_name: String::new(),
        usability: Usability::Usable,
        credit_limit: 600_000,
        used_amount,
    }
}

/// Answers that are kept for 30 seconds, and the seconds that have passed.
fn usages() -> (Usages, Arc<AtomicI64>) {
    let seconds = Arc::new(AtomicI64::new(1_000));
    let now = seconds.clone();
    let clock = Clock::of(move || Timestamp::from_second(now.load(SeqCst)).unwrap());
    (Usages::new(clock, Duration::from_secs(30)), seconds)
}

async fn used(usages: &Usages, answer: i64) -> i64 {
    let usage = usages.get("1111", async { Ok(usage(answer)) }).await;
    usage.unwrap().used_amount
}

#[tokio::test]
async fn an_answer_is_as_good_as_new_for_so_long_by_the_clock() {
    let (usages, seconds) = usages();
    for (at, answer, expected) in [
        (1_000, 1, 1),
        (1_029, 2, 1),
        (1_030, 3, 3),
        (1_059, 4, 3),
        (1_060, 5, 5),
    ] {
        seconds.store(at, SeqCst);
        assert_eq!(used(&usages, answer).await, expected, "{at}");
    }
    // A clock that is put back makes nothing newer.
    seconds.store(900, SeqCst);
    assert_eq!(used(&usages, 6).await, 6);
    usages.forget("1111");
    assert_eq!(used(&usages, 7).await, 7);
}

#[tokio::test]
async fn who_comes_meanwhile_takes_the_answer_good_or_not_and_who_comes_later_asks() {
    let (usages, _) = usages();
    for answer in [Err(Error::UnexpectedStatus(503)), Ok(usage(1))] {
        let asked = Cell::new(0);
        let ask = || async {
            asked.set(asked.get() + 1);
            tokio::task::yield_now().await;
            answer.clone()
        };
        let (first, second, third) = tokio::join!(
            usages.get("1111", ask()),
            usages.get("1111", ask()),
            usages.get("2222", ask()),
        );
        assert_eq!((&first, &second, &third), (&answer, &answer, &answer));
        assert_eq!(asked.get(), 2);
    }
    // The good one is kept, the other was not.
    assert_eq!(used(&usages, 2).await, 1);
}

#[tokio::test]
async fn who_gives_up_leaves_the_asking_to_the_next() {
    let (usages, _) = usages();
    let never = usages.get("1111", std::future::pending());
    let given_up = tokio::time::timeout(Duration::from_millis(1), never).await;
    assert!(given_up.is_err());
    assert_eq!(used(&usages, 3).await, 3);
}

#[tokio::test]
async fn what_was_asked_for_before_it_was_forgotten_is_not_kept() {
    let (usages, _) = usages();
    let late = usages.get("1111", async {
        usages.forget("1111");
        Ok(usage(1))
    });
    assert_eq!(late.await.unwrap().used_amount, 1);
    assert_eq!(used(&usages, 2).await, 2);
}

#[tokio::test]
async fn no_more_than_ten_thousand_are_kept() {
    let (usages, seconds) = usages();
    let hear = async |buyer: &str| {
        let heard = usages.get(buyer, async { Ok(usage(0)) }).await;
        heard.unwrap();
    };
    for number in 0..10_000 {
        hear(&format!("b{number}")).await;
    }
    assert_eq!(used(&usages, 1).await, 1);
    // All of them are newer than 30 seconds, and still the next one has found room.
    assert_eq!(usages.len(), 1);
    seconds.store(1_020, SeqCst);
    for number in 0..9_999 {
        hear(&format!("b{number}")).await;
    }
    // 1111 has gone stale; it alone makes room.
    seconds.store(1_040, SeqCst);
    hear("2222").await;
    assert_eq!(usages.len(), 10_000);
}
