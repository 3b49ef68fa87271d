//! Sequences are reproducible from a seed, are consistent, and become simpler.

use super::{
    action::{Action, Loss, slip_number},
    draw,
    feature::Origin,
    model::{Abilities, Model},
    shrink,
};
use crate::scenario::{plan, steps};

const ALL: Abilities = Abilities {
    cancel: true,
    ship: true,
    unship: true,
    recover: true,
};

fn place(order: u8, lost: Option<Loss>) -> Action {
    Action::Place {
        order,
        yen: 1_000,
        lost,
    }
}

#[test]
fn a_seed_says_everything() {
    for number in 1..20 {
        let drawn = draw::sequence(7, number, 12, ALL);
        assert_eq!(drawn, draw::sequence(7, number, 12, ALL));
        assert!(drawn.len() <= 12);
    }
    assert_ne!(draw::sequence(7, 1, 12, ALL), draw::sequence(8, 1, 12, ALL));
    assert_ne!(draw::sequence(7, 1, 12, ALL), draw::sequence(7, 2, 12, ALL));
}

#[test]
fn every_action_is_drawn_and_every_sentence_is_known() {
    let table = steps::table();
    let mut seen = [0; 8];
    for number in 1..200 {
        let drawn = draw::sequence(1, number, 12, ALL);
        for action in &drawn {
            let place = match action {
                Action::Place { .. } => 0,
                Action::Reconfirm { .. } => 1,
                Action::SameCart => 2,
                Action::Cancel { .. } => 3,
                Action::Ship { .. } => 4,
                Action::Unship { .. } => 5,
                Action::Recover => 6,
                Action::Limit { .. } => 7,
            };
            seen[place] += 1;
        }
        let (_, lines) = Model::play(ALL, &drawn);
        let origin = Origin { seed: 1, number };
        let rows = plan::read(&origin.file(), &origin.text(&lines, None)).unwrap();
        assert_eq!(rows.len(), 1);
        // The background's sentence comes first.
        assert_eq!(rows[0].steps.len(), lines.len() + 1);
        for step in &rows[0].steps {
            assert_eq!(table.fitting(&step.text).len(), 1, "{}", step.text);
        }
    }
    assert!(seen.iter().all(|count| *count > 10), "{seen:?}");
}

#[test]
fn what_an_adapter_cannot_do_is_not_drawn() {
    let few = Abilities {
        cancel: false,
        ship: false,
        unship: false,
        recover: false,
    };
    for number in 1..50 {
        let drawn = draw::sequence(1, number, 12, few);
        let is_beyond = |action: &Action| {
            matches!(
                action,
                Action::Cancel { .. }
                    | Action::Ship { .. }
                    | Action::Unship { .. }
                    | Action::Recover
            )
        };
        assert!(!drawn.iter().any(is_beyond), "{drawn:?}");
    }
}

/// The texts of the actions' sentences, without those that always hold.
fn sentences(actions: &[Action]) -> Vec<String> {
    let (_, lines) = Model::play(ALL, actions);
    let always = ["矛盾しない", "件までである"];
    let lines = lines.into_iter().map(|line| line.text);
    lines
        .filter(|text| !always.iter().any(|end| text.ends_with(end)))
        .collect()
}

#[test]
fn a_lost_order_stands_once_after_it_was_asked_about() {
    for loss in Loss::ALL {
        let said = sentences(&[place(1, Some(loss)), Action::SameCart]);
        let asked = "応答が失われた送信は、どれも後で確かめられている";
        let expected = [
            "結果の分からない送信を確認する",
            "お店で、受注「A-1」の取引状況は「登録」である",
            "ヤマトで、受注「A-1」は「登録」、請求額1,100円である",
            asked,
            "取引先「1111」の利用金額は1,100円である",
        ];
        // Half an answer is an answer.
        let expected = expected
            .into_iter()
            .filter(|text| loss != Loss::CutXml || *text != asked);
        let expected: Vec<_> = expected.collect();
        assert_eq!(said[said.len() - expected.len()..], expected);
    }
}

#[test]
fn the_books_follow_what_is_accepted() {
    let cancel = |order, lost| Action::Cancel { order, lost };
    let ship = |order| Action::Ship { order, lost: None };
    let unship = |order| Action::Unship { order, lost: None };
    let said = sentences(&[
        place(1, None),
        place(2, None),
        ship(1),
        // Shipped: not cancelled.
        cancel(1, None),
        unship(1),
        cancel(1, None),
        cancel(2, Some(Loss::Before)),
    ]);
    let results: Vec<_> = said
        .iter()
        .filter(|text| text.starts_with("ヤマトに") || text.starts_with("結果は"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        results,
        [
            "ヤマトに受け付けられる",
            "ヤマトに受け付けられる",
            "ヤマトに受け付けられる",
            "ヤマトに断られるか、送信されない",
            "ヤマトに受け付けられる",
            "ヤマトに受け付けられる",
            "結果は分からない",
        ]
    );
    // Both cancelled: nothing is used.
    assert_eq!(said.last().unwrap(), "取引先「1111」の利用金額は0円である");
    let refused = sentences(&[
        Action::Limit { reached: true },
        place(1, None),
        Action::Limit { reached: false },
        place(2, Some(Loss::CutXml)),
    ]);
    assert!(refused.contains(&"取引先「1111」の限度額は1円である".to_owned()));
    assert!(refused.contains(&"お店で、受注「A-1」の取引状況は「なし」である".to_owned()));
    assert_eq!(
        refused.last().unwrap(),
        "取引先「1111」の利用金額は1,100円である"
    );
}

#[test]
fn what_cannot_be_done_is_dropped() {
    let (done, _) = Model::play(
        ALL,
        &[
            Action::Recover,
            Action::SameCart,
            Action::Ship {
                order: 1,
                lost: None,
            },
            place(1, None),
            place(1, None),
            Action::Limit { reached: false },
        ],
    );
    assert_eq!(done, [place(1, None)]);
    // At the limit no answer about an order is lost, none is open when it is reached, and nothing is shipped.
    let ship = Action::Ship {
        order: 1,
        lost: None,
    };
    let registered = [place(1, None), Action::Limit { reached: true }];
    assert_eq!(
        Model::play(ALL, &[registered[0], registered[1], ship]).0,
        registered
    );
    let lost = place(1, Some(Loss::Before));
    let reached = Action::Limit { reached: true };
    assert_eq!(Model::play(ALL, &[reached, lost]).0, [reached]);
    assert_eq!(
        Model::play(ALL, &[lost, reached]).0,
        [lost, Action::Recover]
    );
}

/// Shrinks as the explorer does, with a rule in place of an adapter.
fn shrunk(mut actions: Vec<Action>, is_it: impl Fn(&[Action]) -> bool) -> Vec<Action> {
    while let Some(simpler) = shrink::simpler(&actions, ALL)
        .into_iter()
        .find(|simpler| is_it(simpler))
    {
        actions = simpler;
    }
    actions
}

#[test]
fn a_sequence_shrinks_to_what_shows_it() {
    let long = [
        place(1, None),
        Action::Ship {
            order: 1,
            lost: None,
        },
        place(2, None),
        Action::Cancel {
            order: 2,
            lost: None,
        },
        Action::Place {
            order: 3,
            yen: 9_900,
            lost: Some(Loss::Unavailable),
        },
        Action::SameCart,
    ];
    let (long, _) = Model::play(ALL, &long);
    let again = |actions: &[Action]| actions.contains(&Action::SameCart);
    assert_eq!(
        shrunk(long, again),
        [
            Action::Place {
                order: 1,
                yen: 100,
                lost: Some(Loss::After)
            },
            Action::SameCart,
            Action::Recover,
        ]
    );
}

/// The last digit is the eleven before it modulo 7.
#[test]
fn slip_numbers_are_valid_and_different() {
    // 12345678901 = 7 × 1763668414 + 3, 12345678912 = 7 × 1763668416 + 0.
    assert_eq!(slip_number(1, 0), "123456789013");
    assert_eq!(slip_number(2, 1), "123456789120");
}
