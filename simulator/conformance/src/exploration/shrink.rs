//! Fewer steps and smaller numbers with the same contradiction.

use super::{
    action::{Action, Loss},
    model::{Abilities, Model},
};

/// The least price with a tax of whole yen.
const LEAST: u32 = 100;

/// Simpler sequences that may have the same contradiction, the shortest first. Each is possible as it is, and lighter than the sequence.
pub(super) fn simpler(actions: &[Action], abilities: Abilities) -> Vec<Vec<Action>> {
    let mut found: Vec<Vec<Action>> = Vec::new();
    let mut add = |candidate: Vec<Action>| {
        let (candidate, _) = Model::play(abilities, &candidate);
        // Without actions there is no scenario.
        let is_one = !candidate.is_empty() && !found.contains(&candidate);
        if is_one && weight(&candidate) < weight(actions) {
            found.push(candidate);
        }
    };
    let mut length = actions.len().div_ceil(2);
    while length > 0 {
        for from in (0..actions.len()).step_by(length) {
            let to = (from + length).min(actions.len());
            add([&actions[..from], &actions[to..]].concat());
        }
        length /= 2;
    }
    for (place, action) in actions.iter().enumerate() {
        let others = alternatives(*action);
        for other in others {
            let mut candidate = actions.to_vec();
            candidate[place] = other;
            add(candidate);
        }
    }
    // All orders are renamed at once, so that the rest has A-1.
    add(renamed(actions));
    found.sort_by_key(|candidate| weight(candidate));
    found
}

/// Simpler sequences are lighter: fewer actions, then fewer and simpler losses, smaller prices, lower names.
fn weight(actions: &[Action]) -> (usize, usize, u64, u64) {
    let losses = actions.iter().filter_map(|action| action.lost());
    let losses = losses.map(|loss| 1 + Loss::ALL.iter().position(|one| *one == loss).unwrap_or(0));
    let prices = actions.iter().map(|action| match action {
        Action::Place { yen, .. } => u64::from(*yen),
        _ => 0,
    });
    let names = actions.iter().filter_map(|action| action.order());
    (
        actions.len(),
        losses.sum(),
        prices.sum(),
        names.map(u64::from).sum(),
    )
}

fn alternatives(action: Action) -> Vec<Action> {
    let mut others = Vec::new();
    if let Some(loss) = action.lost() {
        others.push(action.losing(None));
        let simpler = Loss::ALL.into_iter().take_while(|one| *one != loss);
        others.extend(simpler.map(|simpler| action.losing(Some(simpler))));
    }
    if let Action::Place { order, yen, lost } = action {
        let smaller = [LEAST, yen / 2 / LEAST * LEAST];
        let smaller = smaller.into_iter().filter(|one| (LEAST..yen).contains(one));
        others.extend(smaller.map(|yen| Action::Place { order, yen, lost }));
    }
    others
}

/// Numbers the orders in order of appearance, from 1 on.
fn renamed(actions: &[Action]) -> Vec<Action> {
    let mut seen = Vec::new();
    for order in actions.iter().filter_map(|action| action.order()) {
        if !seen.contains(&order) {
            seen.push(order);
        }
    }
    let name = |order: u8| {
        let place = seen.iter().position(|one| *one == order).unwrap_or(0);
        u8::try_from(place + 1).unwrap_or(order)
    };
    let renamed = actions.iter().map(|action| match *action {
        Action::Place { order, yen, lost } => Action::Place {
            order: name(order),
            yen,
            lost,
        },
        Action::Reconfirm { order } => Action::Reconfirm { order: name(order) },
        Action::Cancel { order, lost } => Action::Cancel {
            order: name(order),
            lost,
        },
        Action::Ship { order, lost } => Action::Ship {
            order: name(order),
            lost,
        },
        Action::Unship { order, lost } => Action::Unship {
            order: name(order),
            lost,
        },
        other @ (Action::SameCart | Action::Recover | Action::Limit { .. }) => other,
    });
    renamed.collect()
}
