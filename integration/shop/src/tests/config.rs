//! How a shop is set up where nobody says otherwise.

use std::time::Duration;

use crate::Config;

#[test]
fn pages_do_not_wait_long_and_what_a_buyer_may_use_is_not_old() {
    let config = Config::new("sqlite::memory:");
    // A page that takes longer is reloaded; a limit is used up by other orders meanwhile.
    assert!(config.checkout_patience <= Duration::from_secs(5));
    assert!(config.checkout_memory <= Duration::from_mins(1));
    assert!(config.patience.head <= Duration::from_mins(1));
    assert!(config.patience.body <= Duration::from_mins(1));
    // A container is killed ten seconds after it was told to stop.
    assert!(config.patience.end < Duration::from_secs(10));
}
