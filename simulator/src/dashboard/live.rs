//! Server-sent events: a message whenever something has changed. The page then fetches the change itself.
//!
//! Nothing waits for a reader: each stream compares its last message with the present state a few times a second, so that a slow reader
//! costs nothing and a request costs no more while dashboards are open.

use std::{
    convert::Infallible,
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

use super::query::{PageQuery, View};
use crate::{
    app::AppState,
    merchant::{Account, faults::Faults},
};

/// How often a stream compares.
const LOOK: Duration = Duration::from_millis(300);
/// The most dashboards that may be open at once.
const MOST: usize = 100;

/// One open dashboard.
struct Watcher {
    app: Arc<AppState>,
    query: PageQuery,
    told: Option<u64>,
    interval: Interval,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.app.dashboards.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(super) async fn events(State(app): State<Arc<AppState>>, query: PageQuery) -> Response {
    if app.dashboards.fetch_add(1, Ordering::Relaxed) >= MOST {
        app.dashboards.fetch_sub(1, Ordering::Relaxed);
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let mut interval = interval(LOOK);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let watcher = Watcher {
        app,
        query,
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
    /// Waits until something has changed. Returns `None` once the simulator stops.
    async fn changed(&mut self) -> Option<u64> {
        loop {
            self.interval.tick().await;
            if self.app.is_stopping() {
                return None;
            }
            if let Some(code) = &self.query.merchant {
                // While nothing can be stored, nothing changes.
                if self.app.catch_up(code).await.is_err() {
                    continue;
                }
            }
            let state = self.state();
            if self.told != Some(state) {
                self.told = Some(state);
                return Some(state);
            }
        }
    }

    /// A hash of what the view shows.
    fn state(&self) -> u64 {
        let mut state = DefaultHasher::new();
        self.app.merchant_count().hash(&mut state);
        self.app
            .with_faults(|faults| see_faults(faults, &mut state));
        let code = self.query.merchant.as_deref();
        let merchant = code.and_then(|code| self.app.merchant(code));
        match &merchant {
            Some(merchant) => see(merchant, &mut state),
            None => self.app.request_count().hash(&mut state),
        }
        match self.query.view {
            View::Merchants => {
                for merchant in self.app.merchants() {
                    see(&merchant, &mut state);
                }
            }
            View::Coverage => match merchant.filter(|_| self.query.all.is_none()) {
                Some(merchant) => merchant.coverage().changes().hash(&mut state),
                None => self.app.coverage_changes().hash(&mut state),
            },
            _ => {}
        }
        state.finish()
    }
}

fn see(merchant: &Account, state: &mut DefaultHasher) {
    merchant.code().hash(state);
    merchant.created_at().hash(state);
    merchant.journal_changes().hash(state);
    merchant.state().events().hash(state);
}

fn see_faults(faults: &Faults, state: &mut DefaultHasher) {
    for (id, fault) in faults.iter() {
        (id, fault.times).hash(state);
    }
}
