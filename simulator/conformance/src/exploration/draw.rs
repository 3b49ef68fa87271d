//! Sequences from a seed: the same seed gives the same sequences.

use fastrand::Rng;

use super::{
    action::{Action, Loss},
    model::{Abilities, Model},
};

/// The most orders of a sequence; more would show nothing new.
const ORDERS: u8 = 3;
/// The most draws in place of an action that is impossible.
const DRAWS: usize = 50;

/// A sequence of at most `steps` actions, each of which is possible at its place.
pub(super) fn sequence(seed: u64, number: u64, steps: usize, abilities: Abilities) -> Vec<Action> {
    // Each sequence is drawn by itself, so that more sequences do not alter the first ones.
    let mut rng = Rng::with_seed(seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut model = Model::new(abilities);
    let mut actions = Vec::new();
    for _ in 0..steps {
        let drawn = (0..DRAWS).map(|_| action(&mut rng));
        let next = drawn.into_iter().find(|action| model.apply(*action));
        actions.extend(next);
    }
    actions
}

fn action(rng: &mut Rng) -> Action {
    let order = rng.u8(1..=ORDERS);
    let lost = (rng.u8(0..3) == 0).then(|| Loss::ALL[rng.usize(..Loss::ALL.len())]);
    match rng.u8(0..16) {
        0..=4 => Action::Place {
            order,
            // A multiple of 100, so that the tax is whole.
            yen: rng.u32(1..=99) * 100,
            lost,
        },
        5 => Action::Reconfirm { order },
        6 | 7 => Action::SameCart,
        8 | 9 => Action::Cancel { order, lost },
        10 | 11 => Action::Ship { order, lost },
        12 => Action::Unship { order, lost },
        13 | 14 => Action::Recover,
        _ => Action::Limit {
            reached: rng.bool(),
        },
    }
}
