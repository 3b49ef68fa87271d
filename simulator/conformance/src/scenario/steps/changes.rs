//! Sentences about time, and about endless answers.

use std::time::{Duration, Instant};

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    shopping,
};
use crate::adapter::message::capabilities::Capability;

/// How often the memory of the adapter is read.
const LOOK: Duration = Duration::from_millis(200);
/// The most memory that one answer may cost, in bytes.
const MOST_MEMORY: u64 = 1 << 30;

/// The reaction of the shop to an endless answer.
#[derive(Clone, Copy, Debug)]
pub struct Waited {
    /// The time to its answer; `None` without one.
    answered_within: Option<Duration>,
    /// The most memory of the adapter's processes meanwhile, in bytes; `None` if unknown.
    memory: Option<u64>,
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^お客様が注文手続きの画面を開き、([0-9]+)秒まで待つ$",
        look_patiently
    );
    step!(table, "^([0-9]+)秒以内に、画面が返る$", page_came_within);
    step!(
        table,
        "^アダプターの使うメモリは、1 GiB に届いていない$",
        memory_is_bounded
    );
    step!(
        table,
        "^日本では翌日の([0-9]+)時([0-9]+)分である$",
        it_is_tomorrow
    );
}

async fn look_patiently(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.needs(Capability::Offer)?;
    world.open().await?;
    let within = Duration::from_secs(step.count(0)? as u64);
    let offer = shopping::offer(world);
    let adapter = world.adapter().clone();
    let began = Instant::now();
    let mut asking = tokio::spawn(async move { adapter.ask(&offer).await });
    let mut memory = None;
    let reply = loop {
        memory = memory.max(world.adapter().memory().await);
        let left = within.saturating_sub(began.elapsed());
        if left.is_zero() {
            asking.abort();
            break None;
        }
        if let Ok(reply) = tokio::time::timeout(LOOK.min(left), &mut asking).await {
            break Some(reply.map_err(|error| mistake(error.to_string()))?);
        }
    };
    world.listeners.waited = Some(Waited {
        answered_within: reply.is_some().then(|| began.elapsed()),
        memory,
    });
    match reply {
        Some(reply) => world.shopping.offered = Some(world.take(reply)?),
        // It would answer the next message too late. Over HTTP there is nothing to end, and the observation stays.
        None if world.adapter().has_process() => world.kill().await?,
        None => {}
    }
    Ok(())
}

fn waited(world: &World) -> Result<Waited, Halt> {
    let waited = world.listeners.waited;
    waited.ok_or_else(|| mistake("だれも待っていません"))
}

async fn page_came_within(world: &mut World, step: Matched) -> Result<(), Halt> {
    let limit = Duration::from_secs(step.count(0)? as u64);
    let expected = format!("{}秒以内に、画面が返る", limit.as_secs());
    match waited(world)?.answered_within {
        Some(took) if took <= limit => Ok(()),
        Some(took) => Err(Finding::new(expected, format!("{}秒かかった", took.as_secs())).into()),
        None => Err(Finding::new(expected, "返らなかった").into()),
    }
}

/// Passes if the memory is unknown.
async fn memory_is_bounded(world: &mut World, _: Matched) -> Result<(), Halt> {
    match waited(world)?.memory {
        Some(memory) if memory >= MOST_MEMORY => Err(Finding::new(
            "アダプターの使うメモリは 1 GiB 未満",
            format!("{} MiB", memory >> 20),
        )
        .into()),
        _ => Ok(()),
    }
}

async fn it_is_tomorrow(world: &mut World, step: Matched) -> Result<(), Halt> {
    const DAY: usize = 24 * 3_600;
    world.needs_declared(world.accepts().clock, "accepts.clock")?;
    let now = world.merchant.now().await?;
    // Japan has no summer time: each day has 24 hours.
    let time = now.get(11..19).unwrap_or_default();
    let mut parts = time.split(':').map(str::parse::<usize>);
    let (Some(Ok(hours)), Some(Ok(minutes)), Some(Ok(seconds))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return Err(mistake(format!("「{now}」は時刻ではありません")));
    };
    let today = (hours * 60 + minutes) * 60 + seconds;
    let tomorrow = (step.count(0)? * 60 + step.count(1)?) * 60;
    let by = DAY - today + tomorrow;
    world.pass(&format!("{by} seconds")).await
}
