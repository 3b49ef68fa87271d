//! Browsers that are known: by this shop's seal, for one account, for a year.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use jiff::{SignedDuration, Timestamp};

use crate::security::{devices::Device, key::Key, sessions::SessionKind};

const OWNER: (SessionKind, &str) = (SessionKind::Customer, "hanako@example.jp");

#[test]
fn a_browser_is_known_by_the_seal_of_this_shop_for_one_account_and_for_a_year() {
    let key = Key::of("a key of at least 32 characters, made up");
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    let device = Device::known_from(now);
    let cookie = device.set_cookie(OWNER, &key, false).unwrap();
    let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, HeaderValue::from_str(cookie).unwrap());
    let year = SignedDuration::from_hours(24 * 365);
    let moments = [
        (now, true),
        (now + year - SignedDuration::from_secs(1), true),
        (now + year, false),
    ];
    for (at, is_known) in moments {
        let read = Device::read(&headers, OWNER, &key, at);
        assert_eq!(read, is_known.then(|| device.clone()), "{at}");
    }
    let differently = (SessionKind::Customer, " Hanako@EXAMPLE.jp");
    assert!(Device::read(&headers, differently, &key, now).is_some());
    let other = Key::of("another key");
    for (of, key) in [
        ((SessionKind::Customer, "taro@example.jp"), &key),
        ((SessionKind::Operator, OWNER.1), &key),
        (OWNER, &other),
    ] {
        assert_eq!(Device::read(&headers, of, key, now), None);
    }
    // Nobody lengthens it.
    let later = cookie.replacen(&(1_800_000_000 + 31_536_000).to_string(), "9900000000", 1);
    assert_ne!(later, cookie);
    headers.insert(COOKIE, HeaderValue::from_str(&later).unwrap());
    assert_eq!(Device::read(&headers, OWNER, &key, now), None);
}
