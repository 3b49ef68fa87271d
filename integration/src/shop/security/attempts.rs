//! How often somebody may try to log in: per account and per address, in bounded memory.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

use super::key::digest;
use crate::addon::clock::Clock;

/// Tries for one account within a window.
const PER_ACCOUNT: u32 = 5;
/// Tries from one address within a window: an office may have one for everybody in it.
const PER_ADDRESS: u32 = 50;
/// How long tries are counted from the first of them.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// How many accounts, and how many addresses, are counted at once.
const COUNTED: usize = 10_000;

/// The tries of late.
#[derive(Debug)]
pub(in crate::shop) struct Attempts {
    clock: Clock,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    accounts: HashMap<String, Count>,
    addresses: HashMap<IpAddr, Count>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Timestamp,
    tries: u32,
}

/// Too many tries: not before so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::shop) struct TooMany {
    /// Always more than 0.
    pub(in crate::shop) wait: SignedDuration,
}

impl Attempts {
    pub(in crate::shop) fn new(clock: Clock) -> Self {
        Self {
            clock,
            counts: Mutex::default(),
        }
    }

    /// Counts a try before the password is looked at, so that many at once are not let through. `account` is whatever the
    /// visitor gave as a name, known or not.
    pub(in crate::shop) fn begin(&self, account: &str, address: IpAddr) -> Result<(), TooMany> {
        let now = self.clock.now();
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = &mut *counts;
        count(&mut counts.addresses, address, PER_ADDRESS, now)?;
        count(&mut counts.accounts, key(account), PER_ACCOUNT, now)
    }

    /// How many accounts and addresses are counted.
    #[cfg(test)]
    pub(in crate::shop) fn counted(&self) -> (usize, usize) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        (counts.accounts.len(), counts.addresses.len())
    }

    /// The password was right.
    pub(in crate::shop) fn succeed(&self, account: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.accounts.remove(&key(account));
    }
}

/// A name as it is counted; its length does not matter for the memory.
fn key(account: &str) -> String {
    digest(&account.trim().to_lowercase())
}

fn count<K: Eq + std::hash::Hash + Clone>(
    counts: &mut HashMap<K, Count>,
    key: K,
    most: u32,
    now: Timestamp,
) -> Result<(), TooMany> {
    let is_over = |count: &Count| now.duration_since(count.since) >= WINDOW;
    if !counts.contains_key(&key) && counts.len() >= COUNTED {
        counts.retain(|_, count| !is_over(count));
        if counts.len() >= COUNTED {
            let oldest = counts.iter().min_by_key(|(_, count)| count.since);
            let oldest = oldest.map(|(key, _)| key.clone());
            oldest.map(|key| counts.remove(&key));
        }
    }
    let count = counts.entry(key).or_insert(Count {
        since: now,
        tries: 0,
    });
    if is_over(count) {
        *count = Count {
            since: now,
            tries: 0,
        };
    }
    if count.tries >= most {
        let wait = WINDOW - now.duration_since(count.since);
        return Err(TooMany { wait });
    }
    count.tries += 1;
    Ok(())
}
