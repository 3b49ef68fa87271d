//! The same dealings in memory and in a file that is repeatedly reopened: the same answers, and the same books.

mod data_error;
mod loading;
pub(super) mod sqlite;

use proptest::prelude::*;

use crate::Simulator;
use crate::tests::{
    books::{compare, take, toml},
    storage::sqlite::File,
    support::asking::{app, cases, morning, with_state},
    support::model::Model,
    support::steps::{steps, switches},
};

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn a_file_holds_what_memory_does(
        switches in switches(),
        steps in steps(true),
        kept in 0usize..100,
        every in 10usize..60,
    ) {
        let file = File::new("restarted");
        let toml = toml(kept, switches);
        let memory = app(&toml);
        let start = || Simulator::start(file.settings(&toml)).unwrap();
        let mut simulator = start();
        let mut models = [(); 2].map(|()| Model::new(switches, morning(), &["1111", "2222"]));
        for (at, step) in steps.iter().enumerate() {
            if at % every == every - 1 {
                drop(simulator);
                simulator = start();
            }
            take(step, &memory, &mut models[0], switches);
            take(step, simulator.app(), &mut models[1], switches);
        }
        drop(simulator);
        let simulator = start();
        let document = |app| {
            with_state(app, |state| {
                compare(state, &models[0]);
                (state.snapshot().to_json(), state.books().change_count())
            })
        };
        assert_eq!(document(simulator.app()), document(&memory));
    }
}
