//! The clock of a merchant, in Japan: freezes, runs, sets and advances it.

use axum::Json;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    merchant::OfMerchant,
    problem::{Body, ControlProblem},
};
use crate::{
    books::{
        calendar::{Delay, DelayError},
        values::time,
    },
    clock::{Clock, LAST, in_japan},
    merchant::{event::Event, state::State},
};

/// What a clock shows.
#[derive(Serialize, ToSchema)]
pub(super) struct ClockView {
    #[schema(example = "2026-11-24T10:00:00+09:00")]
    now: String,
    frozen: bool,
    /// What became due and has happened, in its order.
    events: Vec<EventView>,
}

/// Something that has happened because its time had come.
#[derive(Serialize, ToSchema)]
pub(super) struct EventView {
    at: String,
    /// `change` says what it is: buyerScreened, shipmentConfirmed, invoicesPaid.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    change: Map<String, Value>,
}

impl ClockView {
    /// Lets everything due happen before the clock is shown.
    fn of(state: &mut State) -> Self {
        let (now, happened) = state.catch_up();
        let events = happened.into_iter().map(|(at, change)| EventView {
            at: in_japan(at),
            change: change.shown(),
        });
        Self {
            now: in_japan(now),
            frozen: state.clock().is_frozen(),
            events: events.collect(),
        }
    }
}

/// A time to set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTime {
    /// In Japan, from 2000 to 2999.
    #[schema(example = "2026-11-25T00:00:00")]
    now: String,
}

/// How far to advance.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    /// Such as `61 days`, `5 minutes`, `1 month`, `P1DT2H`, `3 business days`, `3営業日`, `2時間`; at most ten years, or 2,500 business days.
    /// What is less than a second is dropped.
    #[schema(example = "61 days")]
    by: String,
}

/// Changes the clock, lets everything due happen, and shows it.
async fn change_clock(
    merchant: OfMerchant,
    change: impl FnOnce(Clock) -> Result<Clock, ControlProblem>,
) -> Result<Json<ClockView>, ControlProblem> {
    let changed = merchant.transact(|state| {
        let (before, after) = (state.clock(), change(state.clock())?);
        if after != before {
            state.record(Event::ClockSet(after));
        }
        Ok(ClockView::of(state))
    });
    Ok(Json(changed.await?))
}

/// Refuses to set the clock back: the books cannot undo what has happened.
fn not_back(clock: Clock, now: DateTime) -> Result<Clock, ControlProblem> {
    if now < clock.now() {
        return Err(ControlProblem::conflict(
            format!("時計は戻せません（現在 {}）。", in_japan(clock.now())),
            "先の時刻にするか、POST …/reset で初めからやり直してください。",
        ));
    }
    Ok(clock.set(now))
}

/// Shows the clock, and what has happened since somebody looked last.
#[utoipa::path(get, path = "/merchants/{code}/clock", tag = "clock", responses((status = 200, body = ClockView)))]
pub(super) async fn show(merchant: OfMerchant) -> Result<Json<ClockView>, ControlProblem> {
    change_clock(merchant, Ok).await
}

/// Stops the clock.
#[utoipa::path(post, path = "/merchants/{code}/clock/freeze", tag = "clock", responses((status = 200, body = ClockView)))]
pub(super) async fn freeze(merchant: OfMerchant) -> Result<Json<ClockView>, ControlProblem> {
    change_clock(merchant, |clock| Ok(clock.frozen())).await
}

/// Lets the clock run on from where it is.
#[utoipa::path(post, path = "/merchants/{code}/clock/run", tag = "clock", responses((status = 200, body = ClockView)))]
pub(super) async fn run(merchant: OfMerchant) -> Result<Json<ClockView>, ControlProblem> {
    change_clock(merchant, |clock| Ok(clock.running())).await
}

/// Sets the clock, frozen or running as it was. Answers after everything due has happened.
#[utoipa::path(post, path = "/merchants/{code}/clock/set", tag = "clock", request_body = NewTime, responses(
    (status = 200, body = ClockView),
    (status = 409, description = "Earlier than now", body = ControlProblem),
    (status = 422, description = "Not a time, or not one from 2000 to 2999", body = ControlProblem),
))]
pub(super) async fn set(
    merchant: OfMerchant,
    Body(NewTime { now }): Body<NewTime>,
) -> Result<Json<ClockView>, ControlProblem> {
    let now = time(&now).map_err(|remedy| ControlProblem::unacceptable("now", remedy))?;
    change_clock(merchant, |clock| not_back(clock, now)).await
}

/// Advances the clock, frozen or running as it was. Answers after everything due has happened.
#[utoipa::path(post, path = "/merchants/{code}/clock/advance", tag = "clock", request_body = Advance, responses(
    (status = 200, body = ClockView),
    (status = 422, description = "Not a length of time, or one that leads beyond 2999", body = ControlProblem),
))]
pub(super) async fn advance(
    merchant: OfMerchant,
    Body(Advance { by }): Body<Advance>,
) -> Result<Json<ClockView>, ControlProblem> {
    let by: Delay = by
        .parse()
        .map_err(|error: DelayError| ControlProblem::unacceptable("by", error.to_string()))?;
    let calendar = merchant.app.settings.time.calendar();
    change_clock(merchant, |clock| {
        let now = by.after(clock.now(), calendar);
        if now > LAST {
            let remedy = format!("時計が {} を超えない長さを指定してください", in_japan(LAST));
            return Err(ControlProblem::unacceptable("by", remedy));
        }
        Ok(clock.set(now))
    })
    .await
}
