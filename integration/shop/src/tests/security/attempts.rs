//! The limit on logins: exact, and in bounded memory.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering::SeqCst},
    },
};

use jiff::{SignedDuration, Timestamp};

use kakebarai::clock::Clock;

use crate::security::{
    attempts::{Attempts, TooMany},
    devices::Device,
};

fn attempts() -> (Attempts, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(1_800_000_000));
    let clock = now.clone();
    let clock = Clock::of(move || Timestamp::from_second(clock.load(SeqCst)).unwrap());
    (Attempts::new(clock), now)
}

fn address(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from_bits(number))
}

#[test]
fn a_success_begins_the_count_of_an_account_anew() {
    let (attempts, _) = attempts();
    for round in 0..3 {
        for _ in 0..4 {
            assert_eq!(attempts.begin("a@example.jp", address(round)), Ok(()));
        }
        attempts.succeed("A@example.jp ", address(round));
    }
}

#[test]
fn the_window_begins_with_the_first_try() {
    let (attempts, now) = attempts();
    for _ in 0..5 {
        assert_eq!(attempts.begin("a@example.jp", address(1)), Ok(()));
        now.fetch_add(60, SeqCst);
    }
    // The first was five minutes ago.
    let wait = SignedDuration::from_mins(10);
    assert_eq!(
        attempts.begin("a@example.jp", address(1)),
        Err(TooMany { wait })
    );
    now.fetch_add(10 * 60, SeqCst);
    assert_eq!(attempts.begin("a@example.jp", address(1)), Ok(()));
}

#[test]
fn a_window_that_begins_in_the_future_is_over() {
    let (attempts, now) = attempts();
    for _ in 0..5 {
        assert_eq!(attempts.begin("a@example.jp", address(1)), Ok(()));
    }
    // A few seconds say nothing.
    now.fetch_sub(30, SeqCst);
    assert!(attempts.begin("a@example.jp", address(1)).is_err());
    // The clock was nine hours ahead.
    now.fetch_sub(9 * 60 * 60, SeqCst);
    assert_eq!(attempts.begin("a@example.jp", address(1)), Ok(()));
}

#[test]
fn a_try_that_is_taken_back_leaves_the_others() {
    let (attempts, _) = attempts();
    for _ in 0..4 {
        assert_eq!(attempts.begin("codes of 7", address(1)), Ok(()));
    }
    for _ in 0..60 {
        assert_eq!(attempts.begin("codes of 7", address(1)), Ok(()));
        attempts.take_back("codes of 7", address(1));
    }
    attempts.add_wrong("codes of 7", address(1), 3);
    assert!(attempts.begin("codes of 7", address(1)).is_err());
}

#[test]
fn a_flood_of_names_and_addresses_takes_no_more_memory_and_forgets_the_oldest_first() {
    let (attempts, now) = attempts();
    for _ in 0..5 {
        assert_eq!(attempts.begin("late@example.jp", address(0)), Ok(()));
    }
    now.fetch_add(1, SeqCst);
    for number in 1..10_000 {
        let name = format!("{number}@example.jp");
        assert_eq!(attempts.begin(&name, address(number)), Ok(()));
    }
    assert!(attempts.begin("late@example.jp", address(0)).is_err());
    assert_eq!(attempts.counted(), (10_000, 10_000));
    for number in 10_000..10_010 {
        let name = format!("{number}@example.jp");
        assert_eq!(attempts.begin(&name, address(number)), Ok(()));
    }
    assert_eq!(attempts.counted(), (10_000, 10_000));
    assert_eq!(attempts.begin("late@example.jp", address(0)), Ok(()));
}

#[test]
fn nobody_locks_somebody_else_out_by_hand() {
    let (attempts, _) = attempts();
    for _ in 0..6 {
        let _ = attempts.begin("operator admin", address(1));
    }
    assert!(attempts.begin("operator admin", address(1)).is_err());
    assert_eq!(attempts.begin("operator admin", address(2)), Ok(()));
    // A stranger with many addresses is stopped, too.
    let tried =
        (3..200).filter(|number| attempts.begin("operator admin", address(*number)).is_ok());
    assert_eq!(tried.count(), 100 - 5 - 1);
}

#[test]
fn good_logins_use_nothing_up() {
    let (attempts, _) = attempts();
    for number in 0..300 {
        let name = format!("{number}@example.jp");
        assert_eq!(attempts.begin(&name, address(1)), Ok(()), "{number}");
        attempts.succeed(&name, address(1));
    }
}

#[test]
fn an_address_of_the_sixth_version_is_a_whole_network() {
    let (attempts, _) = attempts();
    let address =
        |last: u128| IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8_0000_0001_u128 << 64 | last));
    for last in 0..5 {
        assert_eq!(attempts.begin("a@example.jp", address(last)), Ok(()));
    }
    assert!(attempts.begin("a@example.jp", address(99)).is_err());
    let other = IpAddr::V6(Ipv6Addr::from_bits(0x2001_0db8_0000_0002_u128 << 64));
    assert_eq!(attempts.begin("a@example.jp", other), Ok(()));
}

#[test]
fn a_wait_is_rounded_up() {
    for (seconds, minutes) in [(900, 15), (899, 15), (61, 2), (60, 1), (1, 1)] {
        let wait = SignedDuration::from_secs(seconds);
        assert_eq!(TooMany { wait }.minutes(), minutes);
    }
    let wait = SignedDuration::from_millis(60_001);
    assert_eq!(
        (TooMany { wait }.seconds(), TooMany { wait }.minutes()),
        (61, 2)
    );
}

#[test]
fn strangers_lock_nobody_out_where_the_owner_has_been() {
    let (attempts, now) = attempts();
    let (home, elsewhere) = (address(1), address(2));
    assert_eq!(attempts.begin("operator admin", home), Ok(()));
    attempts.succeed("operator admin", home);
    for stranger in 100..120 {
        for _ in 0..5 {
            assert_eq!(attempts.begin("operator admin", address(stranger)), Ok(()));
        }
    }
    assert!(attempts.begin("operator admin", elsewhere).is_err());
    assert_eq!(attempts.begin("operator admin", home), Ok(()));
    // There, too, the number of guesses is limited.
    for _ in 0..4 {
        assert_eq!(attempts.begin("operator admin", home), Ok(()));
    }
    assert!(attempts.begin("operator admin", home).is_err());
    // After a month it is an address like any other.
    now.fetch_add(31 * 24 * 3_600, SeqCst);
    for stranger in 100..120 {
        for _ in 0..5 {
            assert_eq!(attempts.begin("operator admin", address(stranger)), Ok(()));
        }
    }
    assert!(attempts.begin("operator admin", home).is_err());
}

#[test]
fn a_right_password_does_not_count_where_the_owner_was_long_ago_either() {
    let (attempts, now) = attempts();
    for _ in 0..2 {
        assert_eq!(attempts.begin("operator admin", address(1)), Ok(()));
        attempts.succeed("operator admin", address(1));
        now.fetch_add(31 * 24 * 3_600, SeqCst);
    }
    // A hundred from anywhere, of which none is the owner's.
    assert_eq!(attempts.begin("operator admin", address(1)), Ok(()));
    attempts.succeed("operator admin", address(1));
    let tried = (100..300).filter(|place| {
        let begun = attempts.begin("operator admin", address(*place));
        begun.is_ok()
    });
    assert_eq!(tried.count(), 100);
}

#[test]
fn strangers_lock_nobody_out_of_a_browser_that_is_known_and_there_nobody_guesses_without_end() {
    let (attempts, now) = attempts();
    for stranger in 0..20 {
        for _ in 0..5 {
            assert_eq!(attempts.begin("operator admin", address(stranger)), Ok(()));
        }
    }
    let device = Device::known_from(Timestamp::from_second(now.load(SeqCst)).unwrap());
    let at = |place: u32| attempts.begin_on("operator admin", address(place), Some(&device));
    assert!(attempts.begin("operator admin", address(500)).is_err());
    // A login gives its try back to the browser.
    assert_eq!(at(501), Ok(()));
    attempts.succeed_on("operator admin", address(501), Some(&device));
    let tried = (1_000..1_200).filter(|place| at(*place).is_ok()).count();
    assert_eq!(tried, 100);
    // Another one is counted by itself.
    let other = Device::known_from(Timestamp::from_second(now.load(SeqCst)).unwrap());
    let begun = attempts.begin_on("operator admin", address(2_000), Some(&other));
    assert_eq!(begun, Ok(()));
}
