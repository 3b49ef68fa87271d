//! Server-sent events: a word whenever something has changed. What has changed, the page asks for itself.
//!
//! Nothing waits for a reader: each stream compares what it told last with what is now, a few times a second, so that a slow reader
//! costs nothing and a request costs nothing more for those who look on.

use std::{
    convert::Infallible,
    future::ready,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::{
    extract::State,
    http::StatusCode,
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::words::{Asked, View};
use crate::{
    app::World,
    clock::Clock,
    merchant::{Account, faults::Faults},
};

/// How often a stream looks.
const LOOK: Duration = Duration::from_millis(300);
/// The most dashboards that may be open at once.
const MOST: usize = 100;

/// One open dashboard.
struct Watcher {
    world: Arc<World>,
    asked: Asked,
    told: Option<u64>,
    interval: Interval,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.world.dashboards.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(super) async fn events(State(world): State<Arc<World>>, asked: Asked) -> Response {
    if world.dashboards.fetch_add(1, Ordering::Relaxed) >= MOST {
        world.dashboards.fetch_sub(1, Ordering::Relaxed);
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let mut interval = interval(LOOK);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let watcher = Watcher {
        world,
        asked,
        told: None,
        interval,
    };
    let events = stream::unfold(watcher, |mut watcher| async {
        let state = watcher.changed().await?;
        let event = Event::default().event("change").data(state.to_string());
        Some((Ok::<_, Infallible>(event), watcher))
    });
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

impl Watcher {
    /// Waits until something has changed; `None` once the simulator stops.
    async fn changed(&mut self) -> Option<u64> {
        loop {
            self.interval.tick().await;
            if self.world.is_stopping() {
                return None;
            }
            let look = || ready(self.state());
            let looked = self.world.visit(self.asked.merchant.as_deref(), look).await;
            // Where nothing can be written down any more, there is nothing new to be told.
            let Ok(state) = looked else { continue };
            if self.told != Some(state) {
                self.told = Some(state);
                return Some(state);
            }
        }
    }

    /// A number that is another one when something else is to be seen.
    fn state(&self) -> u64 {
        let mut state = DefaultHasher::new();
        self.world.account_count().hash(&mut state);
        self.world
            .with_faults(|faults| see_faults(faults, &mut state));
        let code = self.asked.merchant.as_deref();
        let account = code.and_then(|code| self.world.account(code));
        match &account {
            Some(account) => see(&mut account.lock(), &mut state),
            None => self.world.request_count().hash(&mut state),
        }
        match self.asked.view {
            View::Merchants => {
                for account in self.world.accounts() {
                    see_size(&account.lock(), &mut state);
                }
            }
            View::Coverage => match account.filter(|_| self.asked.all.is_none()) {
                Some(account) => account.lock().coverage.hash(&mut state),
                None => self.world.coverage().hash(&mut state),
            },
            _ => {}
        }
        state.finish()
    }
}

fn see(account: &mut Account, state: &mut DefaultHasher) {
    account.catch_up();
    account.journal.last_number().hash(state);
    account.journal.complete_from().hash(state);
    account.books.change_count().hash(state);
    see_faults(&account.faults, state);
    match account.clock {
        Clock::Running { ahead } => ahead.as_secs().hash(state),
        Clock::Frozen { at } => at.hash(state),
    }
    format!("{:?}", account.screening).hash(state);
}

/// What the list of merchants tells of one.
fn see_size(account: &Account, state: &mut DefaultHasher) {
    account.credentials.code.hash(state);
    account.created_at.hash(state);
    account.journal.last_number().hash(state);
    account.books.change_count().hash(state);
}

fn see_faults(faults: &Faults, state: &mut DefaultHasher) {
    for (id, fault) in faults.iter() {
        (id, fault.times).hash(state);
    }
}
