//! Runs the planned scenarios, as many at once as the adapter accepts.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use kakebarai_traffic::{Judged, open_losses};
use tokio::sync::mpsc;

use super::{
    halt::{Finding, Halt, LeftOut},
    plan::{Planned, RESTARTS, SLOW},
    steps,
    table::StepTable,
    world::{Beginning, World},
};
use crate::{
    adapter::{Adapter, NotConnected, Patience, Place, Trouble},
    provider::{Entry, Journal, OrderSeen, Provider},
};

/// The file whose scenarios come first and alone, so that a complete failure shows early.
const FIRST: &str = "walk.feature";

/// The input of a run.
pub struct Run {
    /// The place of the adapter; called once for each process.
    pub place: Arc<dyn Fn() -> Place + Send + Sync>,
    /// The time-outs for it.
    pub patience: Patience,
    /// The provider.
    pub provider: Provider,
    /// The scenarios, in order.
    pub rows: Vec<Planned>,
    /// The most scenarios at once; the adapter may declare less.
    pub concurrency: Option<usize>,
    /// The command that restarts an adapter over HTTP.
    pub restart: Option<Arc<str>>,
}

/// How a scenario ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// Every sentence holds.
    Passed,
    /// A sentence does not hold.
    Broken(Box<Finding>),
    /// The adapter cannot do or express it.
    LeftOut(LeftOut),
    /// Adapter, harness or feature failed: this says nothing about the integration.
    Failed(String),
}

/// The result of a scenario.
#[derive(Clone, Debug)]
pub struct RowResult {
    /// The scenario.
    pub planned: Planned,
    /// How it ended.
    pub ended: Ended,
    /// The sentence that did not hold, if any.
    pub at: Option<String>,
    /// The verdicts on its traffic, whatever its subject.
    pub judged: Vec<Judged>,
    /// The requests at the provider.
    pub journal: Journal,
    /// The settlements in the provider's books before the last action; `None` without actions.
    pub before: Option<Vec<OrderSeen>>,
    /// The settlements in the provider's books at the end.
    pub orders: Vec<OrderSeen>,
    /// The adapter's last answer before a sentence did not hold, as written.
    pub answer: Option<String>,
    /// 加盟店コード.
    pub merchant: String,
    /// The name of the session in the adapter's log.
    pub session: String,
    /// Its duration.
    pub took: Duration,
}

/// The progress of a run.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// The adapter has introduced itself.
    Connected(&'a Adapter),
    /// A scenario has ended.
    Row {
        /// The number of ended scenarios.
        done: usize,
        /// The number of all.
        of: usize,
        /// The result.
        row: &'a RowResult,
    },
}

/// The result of a run.
pub struct RunOutcome {
    /// The adapter, which got `stop`.
    pub adapter: Arc<Adapter>,
    /// The result of each scenario, in the order of the plan.
    pub rows: Vec<RowResult>,
    /// Why the run ended early.
    pub lost: Option<String>,
}

struct SharedState {
    run: Run,
    adapter: Arc<Adapter>,
    table: StepTable,
    queue: Mutex<VecDeque<usize>>,
    lost: Mutex<Option<Trouble>>,
}

/// Runs all scenarios.
///
/// # Errors
/// The adapter cannot be reached, or does not introduce itself.
pub async fn run(
    run: Run,
    tell: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<RunOutcome, NotConnected> {
    let adapter = Arc::new(Adapter::connect((run.place)(), run.patience.clone()).await?);
    tell(Progress::Connected(&adapter));
    let declared = usize::try_from(adapter.introduction().sessions).unwrap_or(1);
    let workers = run
        .concurrency
        .map_or(declared, |wanted| wanted.min(declared))
        .max(1);
    let of = run.rows.len();
    let (first, rest): (Vec<_>, Vec<_>) = (0..of).partition(|&place| run.rows[place].file == FIRST);
    // An adapter that is not a process of ours is one for all sessions: nobody else is at work while it is restarted.
    let is_shared = !adapter.has_process() && run.restart.is_some();
    let (restarting, rest): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|&place| is_shared && run.rows[place].has(RESTARTS));
    let shared = Arc::new(SharedState {
        run,
        adapter: adapter.clone(),
        table: steps::table(),
        queue: Mutex::default(),
        lost: Mutex::default(),
    });
    let mut results: Vec<Option<RowResult>> = vec![None; of];
    let mut done = 0;
    for (places, workers) in [(first, 1), (rest, workers), (restarting, 1)] {
        *shared.queue() = places.into();
        let (sender, mut receiver) = mpsc::channel(workers);
        for _ in 0..workers {
            let (shared, sender) = (shared.clone(), sender.clone());
            tokio::spawn(async move {
                while let Some(place) = shared.next() {
                    let row = shared.carry_out(place).await;
                    if sender.send((place, row)).await.is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        while let Some((place, row)) = receiver.recv().await {
            done += 1;
            tell(Progress::Row {
                done,
                of,
                row: &row,
            });
            results[place] = Some(row);
        }
    }
    let lost = shared.lost().clone();
    if lost.is_none() {
        // `check` judges its reaction to `stop`.
        let _ = adapter.stop().await;
    }
    Ok(RunOutcome {
        adapter,
        rows: results.into_iter().flatten().collect(),
        lost: lost.map(|trouble| trouble.to_string()),
    })
}

impl SharedState {
    fn queue(&self) -> MutexGuard<'_, VecDeque<usize>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the adapter is no longer reachable.
    fn lost(&self) -> MutexGuard<'_, Option<Trouble>> {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Option<usize> {
        if self.lost().is_some() {
            return None;
        }
        self.queue().pop_front()
    }

    /// Runs a scenario; once more if its process died, by itself or because of another session.
    async fn carry_out(&self, place: usize) -> RowResult {
        let planned = &self.run.rows[place];
        let row = self.attempt(place, 0).await;
        match row {
            Ok(row) => row,
            Err(Dead(_)) if !planned.has(RESTARTS) => match self.attempt(place, 1).await {
                Ok(row) => row,
                Err(Dead(row)) => *row,
            },
            Err(Dead(row)) => *row,
        }
    }

    async fn attempt(&self, place: usize, attempt: u32) -> Result<RowResult, Dead> {
        let planned = &self.run.rows[place];
        let began = Instant::now();
        let session = format!("s{}{}", place + 1, if attempt == 0 { "" } else { "b" });
        let mut row = RowResult {
            planned: planned.clone(),
            ended: Ended::Passed,
            at: None,
            judged: Vec::new(),
            journal: Journal::default(),
            before: None,
            orders: Vec::new(),
            answer: None,
            merchant: String::new(),
            session: session.clone(),
            took: Duration::ZERO,
        };
        let stop = match self.world(planned, session).await {
            Ok(mut world) => {
                world.merchant.code().clone_into(&mut row.merchant);
                let stop = self.steps(&mut world, planned, &mut row).await;
                let stop = match stop {
                    // The session's process is gone: another would answer in its place.
                    Err(Halt::Died(_) | Halt::Lost(_)) => stop,
                    stop => {
                        let left = self.leave(&mut world, &mut row).await;
                        stop.and(left)
                    }
                };
                let _ = world.merchant.delete().await;
                stop
            }
            Err(stop) => Err(stop),
        };
        row.took = began.elapsed();
        match stop {
            Ok(()) => {}
            Err(Halt::Broken(finding)) => row.ended = Ended::Broken(finding),
            Err(Halt::LeftOut(what)) => row.ended = Ended::LeftOut(what),
            Err(Halt::Adapter(what) | Halt::Harness(what)) => row.ended = Ended::Failed(what),
            Err(Halt::Lost(trouble)) => {
                row.ended = Ended::Failed(trouble.to_string());
                self.lost().get_or_insert(trouble);
            }
            Err(Halt::Died(trouble)) => {
                row.ended = Ended::Failed(trouble.to_string());
                return Err(Dead(Box::new(row)));
            }
        }
        Ok(row)
    }

    /// Creates the world of a scenario; one that stops the shop, or waits long, has a process of its own.
    async fn world(&self, planned: &Planned, session: String) -> Result<World, Halt> {
        let alone = self.adapter.has_process() && (planned.has(RESTARTS) || planned.has(SLOW));
        let adapter = if alone {
            let own = self.adapter.beside((self.run.place)()).await;
            Arc::new(own.map_err(|error| match error {
                NotConnected::Trouble(trouble) => trouble.into(),
                NotConnected::NotIntroduced(_) => Halt::Adapter(error.to_string()),
            })?)
        } else {
            self.adapter.clone()
        };
        let merchant = self.run.provider.merchant().await?;
        Ok(World::new(Beginning {
            adapter,
            merchant,
            session,
            scenario: planned.title(),
            has_own_process: alone,
            restart: self.run.restart.clone(),
        }))
    }

    async fn steps(
        &self,
        world: &mut World,
        planned: &Planned,
        row: &mut RowResult,
    ) -> Result<(), Halt> {
        for step in &planned.steps {
            let (carry, matched) = self.table.find(step)?;
            if step.acts {
                row.before = Some(world.merchant.orders().await?);
            }
            if let Err(stop) = carry(world, matched).await {
                row.answer = world.said().last().cloned();
                row.at = Some(format!("{} {}", step.keyword, step.text));
                return Err(stop);
            }
        }
        Ok(())
    }

    /// Ends the session: unknown outcomes are resolved first, and the traffic of the session is judged.
    async fn leave(&self, world: &mut World, row: &mut RowResult) -> Result<(), Halt> {
        let journal = world.merchant.journal().await?;
        let open = open_losses(&journal);
        let mut left = Ok(());
        if open > 0 && world.is_open() {
            left = steps::losses::clear_up(world, open).await;
        }
        let log = world.log().await.ok().flatten();
        let closed = world.close().await;
        let lines = world.adapter().log().of_session(&row.session);
        row.journal = world.merchant.journal().await?;
        row.orders = world.merchant.orders().await?;
        row.judged = world.traffic(&row.journal, log.as_deref(), &lines).judge();
        left.and(closed)
    }
}

/// A scenario whose process died.
struct Dead(Box<RowResult>);

impl RowResult {
    /// The requests that show a finding: those in the finding, those about its order, or the last ones.
    pub fn evidence(&self, finding: &Finding) -> Vec<&Entry> {
        const MOST: usize = 8;
        let entries = &self.journal.entries;
        let named: Vec<_> = entries
            .iter()
            .filter(|entry| finding.requests.contains(&entry.number))
            .collect();
        if !named.is_empty() {
            return named;
        }
        let of_order: Vec<_> = entries
            .iter()
            .filter(|entry| {
                finding.order_number.is_some()
                    && entry.order_number() == finding.order_number.as_deref()
            })
            .collect();
        let from = if of_order.is_empty() {
            entries.iter().collect()
        } else {
            of_order
        };
        let skipped = from.len().saturating_sub(MOST);
        from.into_iter().skip(skipped).collect()
    }
}
