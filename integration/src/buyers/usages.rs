//! What the provider has said of buyers of late: kept for a while by the clock, and asked for by one at a time.

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

/// How many buyers' answers are kept.
const KEPT: usize = 10_000;

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
    heard: Mutex<Heard>,
}

#[derive(Clone, Default)]
struct Heard {
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

    /// What the provider says of a buyer: as it was heard within the time that answers are kept, or else by asking. Whoever comes while
    /// another is asking waits, and takes that answer, whatever it is; what was no good answer is not kept for those who come later.
    pub(super) async fn get(
        &self,
        buyer_id: &str,
        ask: impl Future<Output = Result<Usage, Error>>,
    ) -> Result<Usage, Error> {
        let buyer = self.buyer(buyer_id);
        let before = locked(&buyer.heard).clone();
        if let Some(usage) = self.kept(&before) {
            return Ok(usage);
        }
        let _asking = buyer.asking.lock().await;
        let now = locked(&buyer.heard).clone();
        if now.answers > before.answers
            && let Some((_, answer)) = now.last
        {
            return answer;
        }
        let answer = ask.await;
        let mut heard = locked(&buyer.heard);
        heard.answers += 1;
        heard.last = Some((self.clock.now(), answer.clone()));
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
    fn kept(&self, heard: &Heard) -> Option<Usage> {
        let (at, answer) = heard.last.as_ref()?;
        let age = Duration::try_from(self.clock.now().duration_since(*at)).ok()?;
        let usage = answer.as_ref().ok()?;
        (age < self.keep).then(|| usage.clone())
    }

    fn buyer(&self, buyer_id: &str) -> Arc<Buyer> {
        let mut buyers = locked(&self.buyers);
        if let Some(buyer) = buyers.get(buyer_id) {
            return buyer.clone();
        }
        if buyers.len() >= KEPT {
            buyers.retain(|_, buyer| {
                Arc::strong_count(buyer) > 1 || self.kept(&locked(&buyer.heard)).is_some()
            });
        }
        // All were heard of a moment ago: to ask once more costs less than to look for the oldest each time.
        if buyers.len() >= KEPT {
            buyers.retain(|_, buyer| Arc::strong_count(buyer) > 1);
        }
        buyers.entry(buyer_id.to_owned()).or_default().clone()
    }
}
