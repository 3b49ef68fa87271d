//! How often somebody may try to log in: per account and address, per address, and per account or known browser, in bounded
//! memory.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

use super::{devices::Device, key::digest};
use kakebarai::clock::Clock;

/// Tries for one account from one address within a window.
const PER_BOTH: u32 = 5;
/// Tries for one account from anywhere, or from one browser that is known: so many that nobody locks somebody else out by hand.
const PER_ACCOUNT: u32 = 100;
/// Tries from one address within a window: an office may have one for everybody in it.
const PER_ADDRESS: u32 = 50;
/// How long tries are counted from the first of them.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// How far the clock may go back before windows are taken for over.
const SKEW: SignedDuration = SignedDuration::from_mins(1);
/// How long an account's owner is known to sit at an address, from the last login there.
const KNOWN: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How many accounts, addresses and both together are counted at once.
const COUNTED: usize = 10_000;

/// The recent tries.
#[derive(Debug)]
pub(crate) struct Attempts {
    clock: Clock,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    both: HashMap<(String, IpAddr), Count>,
    /// By account, and by browsers where its owner has logged in.
    accounts: HashMap<String, Count>,
    addresses: HashMap<IpAddr, Count>,
    /// Where the owners of accounts have logged in, and when last.
    known: HashMap<(String, IpAddr), Timestamp>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Timestamp,
    tries: u32,
}

impl Count {
    /// A window that begins in the future was begun before the clock went back.
    fn is_over(&self, now: Timestamp) -> bool {
        let elapsed = now.duration_since(self.since);
        elapsed >= WINDOW || elapsed < -SKEW
    }
}

/// Too many tries: the next one has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    /// Always more than 0.
    pub(crate) wait: SignedDuration,
}

impl TooMany {
    /// In whole minutes, rounded up.
    pub(crate) fn minutes(self) -> i64 {
        self.seconds().div_euclid(60) + i64::from(self.seconds().rem_euclid(60) > 0)
    }

    /// In whole seconds, rounded up.
    pub(crate) fn seconds(self) -> i64 {
        self.wait.as_secs() + i64::from(self.wait.subsec_nanos() > 0)
    }
}

impl Attempts {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            counts: Mutex::default(),
        }
    }

    /// Counts a try before the password is looked at, so that many at once are not let through. `account` is the name that the visitor
    /// gave, known or not.
    pub(crate) fn begin(&self, account: &str, address: IpAddr) -> Result<(), TooMany> {
        self.begin_on(account, address, None)
    }

    /// The same, from a browser where the owner of the account has logged in before. However many strangers try, they lock
    /// nobody out there.
    pub(crate) fn begin_on(
        &self,
        account: &str,
        address: IpAddr,
        device: Option<&Device>,
    ) -> Result<(), TooMany> {
        let now = self.clock.now();
        let (account, address) = (key(account), network(address));
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = &mut *counts;
        count(&mut counts.addresses, address, PER_ADDRESS, now)?;
        let both = (account.clone(), address);
        count(&mut counts.both, both.clone(), PER_BOTH, now)?;
        // The same holds at an address where the owner has been.
        let seen = counts.known.get(&both);
        if seen.is_some_and(|seen| now.duration_since(*seen) < KNOWN) {
            return Ok(());
        }
        let account = device.map_or(account, Device::counted);
        count(&mut counts.accounts, account, PER_ACCOUNT, now)
    }

    /// Whether logins to an account are locked for now, from some address or from anywhere.
    pub(crate) fn is_locked(&self, account: &str) -> bool {
        let now = self.clock.now();
        let account = key(account);
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |count: &Count, most| count.tries >= most && !count.is_over(now);
        let mut both = counts.both.iter();
        both.any(|((of, _), count)| *of == account && is_full(count, PER_BOTH))
            || counts
                .accounts
                .get(&account)
                .is_some_and(|count| is_full(count, PER_ACCOUNT))
    }

    /// Unlocks an account everywhere, for an operator.
    pub(crate) fn unlock(&self, account: &str) {
        let account = key(account);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.both.retain(|(of, _), _| *of != account);
        counts.accounts.remove(&account);
    }

    /// How many accounts and addresses are counted.
    #[cfg(test)]
    pub(crate) fn counted(&self) -> (usize, usize) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(counts.both.len(), counts.accounts.len());
        (counts.accounts.len(), counts.addresses.len())
    }

    /// Records a right password: the try no longer counts for the address and the account, and both together start from zero.
    pub(crate) fn succeed(&self, account: &str, address: IpAddr) {
        self.succeed_on(account, address, None);
    }

    /// The same, from a browser as it was given to [`begin_on`](Self::begin_on).
    pub(crate) fn succeed_on(&self, account: &str, address: IpAddr, device: Option<&Device>) {
        let (account, address) = (key(account), network(address));
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = &mut *counts;
        give_back(counts.addresses.get_mut(&address));
        let both = (account, address);
        counts.both.remove(&both);
        if counts.known.len() >= COUNTED && !counts.known.contains_key(&both) {
            let oldest = counts.known.iter().min_by_key(|(_, seen)| **seen);
            let oldest = oldest.map(|(both, _)| both.clone());
            oldest.map(|both| counts.known.remove(&both));
        }
        let now = self.clock.now();
        let seen = counts.known.insert(both.clone(), now);
        // As when the try was counted.
        if seen.is_none_or(|seen| now.duration_since(seen) >= KNOWN) {
            let counted = device.map_or(both.0, Device::counted);
            give_back(counts.accounts.get_mut(&counted));
        }
    }
}

impl Attempts {
    /// Counts further tries of something that was tried together, after it has turned out to be wrong.
    pub(crate) fn add_wrong(&self, account: &str, address: IpAddr, tries: u32) {
        for _ in 0..tries {
            if self.begin(account, address).is_err() {
                return;
            }
        }
    }

    /// Takes one try back, and nothing else.
    pub(crate) fn take_back(&self, account: &str, address: IpAddr) {
        let (account, address) = (key(account), network(address));
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = &mut *counts;
        give_back(counts.addresses.get_mut(&address));
        give_back(counts.both.get_mut(&(account.clone(), address)));
        give_back(counts.accounts.get_mut(&account));
    }
}

fn give_back(count: Option<&mut Count>) {
    if let Some(count) = count {
        count.tries = count.tries.saturating_sub(1);
    }
}

/// An address as it is counted: the owner of one IPv6 address has all of its /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
        address @ IpAddr::V4(_) => address,
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
    if !counts.contains_key(&key) && counts.len() >= COUNTED {
        counts.retain(|_, count| !count.is_over(now));
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
    if count.is_over(now) {
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
