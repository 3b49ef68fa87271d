//! A cache of 利用金額照会: one request for each buyer at a time, and good answers are kept for a while by the clock.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use crate::{
    client::{Error, Usage},
    clock::Clock,
};

/// The most buyers whose answers are kept.
const MAX_ENTRIES: usize = 10_000;

/// The answers by 取引先ID.
pub(super) struct Usages {
    clock: Clock,
    keep: Duration,
    buyers: Mutex<HashMap<String, Arc<Buyer>>>,
}

/// What is known of one buyer.
#[derive(Default)]
struct Buyer {
    /// Held by whoever asks the provider.
    asking: tokio::sync::Mutex<()>,
    cached: Mutex<CachedAnswer>,
}

#[derive(Clone, Default)]
struct CachedAnswer {
    /// How many answers have come.
    answers: u64,
    last: Option<(Timestamp, Result<Usage, Error>)>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Usages {
    pub(super) fn new(clock: Clock, keep: Duration) -> Self {
        Self {
            clock,
            keep,
            buyers: Mutex::default(),
        }
    }

    /// Returns the usage of a buyer: the cached answer if it is fresh, or else by asking the provider. Callers that come while another one is
    /// asking wait, and take that answer, whatever it is. Only a good answer is kept for later callers.
    pub(super) async fn get(
        &self,
        buyer_id: &str,
        ask: impl Future<Output = Result<Usage, Error>>,
    ) -> Result<Usage, Error> {
        let buyer = self.buyer(buyer_id);
        let before = locked(&buyer.cached).clone();
        if let Some(usage) = self.fresh(&before) {
            return Ok(usage);
        }
        let _asking = buyer.asking.lock().await;
        let now = locked(&buyer.cached).clone();
        if now.answers > before.answers
            && let Some((_, answer)) = now.last
        {
            return answer;
        }
        let answer = ask.await;
        let mut cached = locked(&buyer.cached);
        cached.answers += 1;
        cached.last = Some((self.clock.now(), answer.clone()));
        answer
    }

    /// Forgets a buyer. What is being asked at this moment is not kept either.
    pub(super) fn forget(&self, buyer_id: &str) {
        locked(&self.buyers).remove(buyer_id);
    }

    /// How many are kept.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        locked(&self.buyers).len()
    }

    /// A good answer that is not too old.
    fn fresh(&self, cached: &CachedAnswer) -> Option<Usage> {
        let (at, answer) = cached.last.as_ref()?;
        let age = Duration::try_from(self.clock.now().duration_since(*at)).ok()?;
        let usage = answer.as_ref().ok()?;
        (age < self.keep).then(|| usage.clone())
    }

    fn buyer(&self, buyer_id: &str) -> Arc<Buyer> {
        let mut buyers = locked(&self.buyers);
        if let Some(buyer) = buyers.get(buyer_id) {
            return buyer.clone();
        }
        if buyers.len() >= MAX_ENTRIES {
            buyers.retain(|_, buyer| {
                Arc::strong_count(buyer) > 1 || self.fresh(&locked(&buyer.cached)).is_some()
            });
        }
        // All were heard of a moment ago: to ask once more costs less than to look for the oldest each time.
        if buyers.len() >= MAX_ENTRIES {
            buyers.retain(|_, buyer| Arc::strong_count(buyer) > 1);
        }
        buyers.entry(buyer_id.to_owned()).or_default().clone()
    }
}
