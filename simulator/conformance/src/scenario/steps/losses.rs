//! Sentences about resolving lost answers, and about a shop that stops while it waits for one.

use std::time::{Duration, Instant};

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    last_answer::LastAnswer,
    shopping,
};
use crate::adapter::message::{
    after_sale::{Recover, Recovered},
    capabilities::Capability,
    outcome::Outcome,
};

/// The time for a confirmation to arrive at the provider.
const ARRIVAL: Duration = Duration::from_secs(30);
/// How often a shop whose clock cannot be set is told to resolve lost answers.
const ASKED_AGAIN: Duration = Duration::from_secs(5);
/// The seconds beyond the time-out after which a careful shop considers a send lost.
const CARE: u64 = 300;

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^結果の分からない送信を確認する$", recover);
    step!(
        table,
        "^受注「([^」]*)」、税抜([0-9,]+)円の決済を登録し始める$",
        begin_to_place
    );
    step!(
        table,
        "^ヤマトに届いたところで、お店が止まる$",
        stop_on_arrival
    );
    step!(table, "^お店が再び動き始める$", start_again);
    step!(table, "^お店が応答を待つ時間が過ぎる$", wait_is_over);
}

async fn ask(world: &mut World, open: u32) -> Result<Recovered, Halt> {
    let recover = Recover {
        session: world.session(),
        open,
    };
    world.ask(&recover).await
}

async fn recover(world: &mut World, _: Matched) -> Result<(), Halt> {
    let began = Instant::now();
    loop {
        let open = kakebarai_traffic::open_losses(&world.merchant.journal().await?);
        let recovered = ask(world, open).await?;
        take_down(world, &recovered);
        let outcomes = &recovered.outcomes;
        let is_clear =
            !outcomes.is_empty() && outcomes.iter().all(|one| one.result != Outcome::Unknown);
        if is_clear || began.elapsed() >= patience(world) {
            return Ok(());
        }
        tokio::time::sleep(ASKED_AGAIN).await;
    }
}

/// The time for which a shop whose clock cannot be set may leave sends that were under way when it stopped.
fn patience(world: &World) -> Duration {
    let accepts = world.accepts();
    if world.listeners.has_stopped && !accepts.clock {
        Duration::from_millis(accepts.recover_within_ms)
    } else {
        Duration::ZERO
    }
}

fn take_down(world: &mut World, recovered: &Recovered) {
    for one in &recovered.outcomes {
        let made = one.key.as_ref();
        let made = made.and_then(|key| world.shopping.orders.get_mut(key));
        if let (Some(made), Some(number)) = (made, &one.order_number) {
            made.number = Some(number.clone());
        }
    }
    // If nothing is open, the earlier answer still stands.
    if let Some(first) = recovered.outcomes.first() {
        world.shopping.last = Some(LastAnswer::of_recovered(first));
    }
}

/// Lets the integration resolve open outcomes before its session ends.
pub(in crate::scenario) async fn clear_up(world: &mut World, open: u32) -> Result<(), Halt> {
    if !world.can(Capability::Recover) {
        return Ok(());
    }
    ask(world, open).await?;
    Ok(())
}

async fn begin_to_place(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.needs_restart()?;
    world.needs(Capability::Order)?;
    world.open().await?;
    let message = shopping::simple_message(world, &step)?;
    shopping::under_way(world, &message);
    let adapter = world.adapter().clone();
    let asked = tokio::spawn(async move { adapter.ask(&message).await.map(|_| ()) });
    world.listeners.under_way = Some(asked);
    Ok(())
}

async fn stop_on_arrival(world: &mut World, _: Matched) -> Result<(), Halt> {
    let under_way = world.listeners.under_way.take();
    let under_way = under_way.ok_or_else(|| mistake("送信中の注文がありません"))?;
    let arrived = world.merchant.next("AN010", 0, ARRIVAL).await?;
    if arrived.is_none() {
        under_way.abort();
        return Err(Finding::new(
            "注文を確定すると、決済登録がヤマトに届く",
            format!("{}秒待っても届かない", ARRIVAL.as_secs()),
        )
        .into());
    }
    world.kill().await?;
    world.listeners.has_stopped = true;
    // Its answer never arrives.
    under_way.abort();
    Ok(())
}

async fn start_again(world: &mut World, _: Matched) -> Result<(), Halt> {
    world.resume().await
}

async fn wait_is_over(world: &mut World, _: Matched) -> Result<(), Halt> {
    let seconds = world.accepts().longest_timeout_ms().div_ceil(1_000) + CARE;
    world.pass(&format!("{seconds} seconds")).await
}
