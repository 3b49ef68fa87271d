//! The slots of the connections, beside a model that is a plain list: who gets one, and who has to go for it.

use std::{
    sync::Arc,
    task::Poll,
    time::{Duration, Instant},
};

use proptest::prelude::*;

use crate::{
    server::connections::slots::{InFlight, Slot, Slots},
    tests::support::asking::cases,
};

/// What happens. A connection is meant by its place among those that are there, counted round and round.
#[derive(Clone, Debug)]
enum Happening {
    Connects,
    /// The head of a request arrives.
    Asks(usize),
    /// The rest of its body is awaited since a moment.
    Awaits(usize, u64),
    /// More of its body arrives.
    GoesOn(usize),
    /// The answer is made.
    IsAnswered(usize),
    /// The client takes a part of what is sent, or all of it.
    Takes(usize, bool),
    Hangs(usize),
    /// There is need of a connection elsewhere.
    Evict,
    Sweep,
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    let one = || 0usize..8;
    prop_oneof![
        6 => Just(Connects),
        5 => one().prop_map(Asks),
        4 => (one(), 0u64..4).prop_map(|(one, since)| Awaits(one, since)),
        2 => one().prop_map(GoesOn),
        3 => one().prop_map(IsAnswered),
        2 => (one(), any::<bool>()).prop_map(|(one, all)| Takes(one, all)),
        2 => one().prop_map(Hangs),
        1 => Just(Evict),
        1 => Just(Sweep),
    ]
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Idle,
    Awaits(u64),
    Answering,
    Closed,
}

/// A connection as the model has it, and the real one.
struct Modelled {
    slot: Arc<Slot>,
    in_flight: Option<InFlight>,
    stage: Stage,
    asked: u64,
    taken: u64,
    is_stuck: bool,
    seen_at_sweep: Option<(u64, u64)>,
    has_slot: bool,
}

impl Modelled {
    const fn is_idle(&self) -> bool {
        matches!(self.stage, Stage::Idle) && !self.is_stuck
    }

    /// The order in which connections have to go; `None` for one that may stay.
    const fn rank(&self) -> Option<(u8, u64)> {
        match self.stage {
            Stage::Awaits(since) => Some((2, since)),
            _ if self.is_idle() && self.asked == 0 => Some((0, 0)),
            _ if self.is_idle() => Some((1, 0)),
            _ => None,
        }
    }
}

/// Closes the connection that has to go first, the oldest of equals.
fn evict(there: &mut [Modelled]) -> bool {
    let ranked = there.iter_mut().filter(|one| one.has_slot);
    let ranked = ranked.filter_map(|one| one.rank().map(|rank| (rank, one)));
    let first = ranked.min_by_key(|(rank, _)| *rank);
    first.is_some_and(|(_, one)| {
        one.stage = Stage::Closed;
        one.has_slot = false;
        true
    })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_slot_is_given_and_taken_as_the_model_says(
        most in 1usize..5,
        happenings in prop::collection::vec(happening(), 1..60),
    ) {
        let slots = Slots::new(most);
        let start = Instant::now();
        let moment = |since: u64| start + Duration::from_millis(since);
        let mut there: Vec<Modelled> = Vec::new();
        for happening in happenings {
            let count = there.len().max(1);
            let place = match happening {
                Happening::Asks(one)
                | Happening::Awaits(one, _)
                | Happening::GoesOn(one)
                | Happening::IsAnswered(one)
                | Happening::Takes(one, _)
                | Happening::Hangs(one) => one % count,
                Happening::Connects | Happening::Evict | Happening::Sweep => 0,
            };
            let one = there.get_mut(place);
            match (happening, one) {
                (Happening::Connects, _) => {
                    let taken = there.iter().filter(|one| one.has_slot).count();
                    let expected = taken < most || evict(&mut there);
                    let slot = slots.take();
                    prop_assert_eq!(slot.is_some(), expected);
                    there.extend(slot.map(|slot| Modelled {
                        slot,
                        in_flight: None,
                        stage: Stage::Idle,
                        asked: 0,
                        taken: 0,
                        is_stuck: false,
                        seen_at_sweep: None,
                        has_slot: true,
                    }));
                }
                (Happening::Asks(_), Some(one)) if one.in_flight.is_none() => {
                    one.asked += 1;
                    one.in_flight = one.slot.ask();
                    prop_assert_eq!(one.in_flight.is_some(), one.stage != Stage::Closed);
                    if one.stage != Stage::Closed {
                        one.stage = Stage::Answering;
                    }
                }
                (Happening::Awaits(_, since), Some(one)) if one.in_flight.is_some() => {
                    one.slot.body_is_incomplete(moment(since));
                    if one.stage != Stage::Closed {
                        one.stage = Stage::Awaits(since);
                    }
                }
                (Happening::GoesOn(_), Some(one)) if one.in_flight.is_some() => {
                    prop_assert_eq!(one.slot.body_goes_on(), one.stage != Stage::Closed);
                    if one.stage != Stage::Closed {
                        one.stage = Stage::Answering;
                    }
                }
                (Happening::IsAnswered(_), Some(one)) if one.in_flight.is_some() => {
                    one.in_flight = None;
                    if one.stage != Stage::Closed {
                        one.stage = Stage::Idle;
                    }
                }
                (Happening::Takes(_, all), Some(one)) => {
                    one.slot.sent.note(if all { 5 } else { 10 }, &Poll::Ready(Ok(5)));
                    one.taken += 5;
                    one.is_stuck = !all;
                }
                (Happening::Hangs(_), Some(_)) => {
                    let gone = there.remove(place);
                    slots.free(&gone.slot);
                }
                (Happening::Evict, _) => {
                    evict(&mut there);
                    slots.evict_idle();
                }
                (Happening::Sweep, _) => {
                    for one in there.iter_mut().filter(|one| one.has_slot) {
                        let done = (one.asked, one.taken);
                        if one.seen_at_sweep.replace(done) == Some(done) && one.stage == Stage::Idle {
                            one.stage = Stage::Closed;
                        }
                    }
                    slots.close_idle();
                }
                _ => {}
            }
            for one in &there {
                let expected = one.stage == Stage::Answering || one.is_stuck;
                prop_assert_eq!(one.slot.is_being_answered(), expected);
            }
        }
        for one in &there {
            prop_assert_eq!(one.slot.body_goes_on(), one.stage != Stage::Closed);
        }
    }
}
