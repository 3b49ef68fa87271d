//! The test buyers 1111, 2222, 3333 and 4444 of the test environment.

use crate::client::Address;

/// The shop users that are test buyers (documented).
const TEST_USERS: [(&str, &str); 4] = [
    ("1111@cs-cart.jp", "1111"),
    ("2222@cs-cart.jp", "2222"),
    ("3333@cs-cart.jp", "3333"),
    ("4444@cs-cart.jp", "4444"),
];

/// The buyer id of a test user, by e-mail address, ignoring case.
///
/// In the test environment only. In production users with such an address are ordinary users: otherwise anybody who registers with the
/// shop under one would buy on another's account. The CS-Cart add-on makes no such difference (documented).
pub fn test_buyer(email: &str, address: &Address) -> Option<&'static str> {
    let email = email.trim();
    TEST_USERS
        .iter()
        .find(|(known, _)| address.is_test() && known.eq_ignore_ascii_case(email))
        .map(|(_, buyer)| *buyer)
}
