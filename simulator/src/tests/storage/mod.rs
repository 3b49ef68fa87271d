//! The same dealings in memory, in a file that is opened again and again, and in a database that several simulators share: the same
//! answers, and the same books.

mod data_error;
mod loading;
pub(super) mod sqlite;

use proptest::prelude::*;

use crate::tests::{
    books::{compare, take, toml},
    storage::sqlite::File,
    support::asking::{app, cases, morning, settings, with_state},
    support::model::Model,
    support::postgres,
    support::steps::{steps, switches},
};
use crate::{Settings, Simulator, app::AppState, settings::Data};

/// The stored form of the merchant, once its books are those of the model, and how many changes it saw.
fn document(app: &AppState, model: &Model) -> (String, u64) {
    with_state(app, |state| {
        compare(state, model);
        (state.snapshot().to_json(), state.books().change_count())
    })
}

proptest! {
    #![proptest_config(cases(4))]

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
        assert_eq!(document(simulator.app(), &models[0]), document(&memory, &models[0]));
    }
}

proptest! {
    #![proptest_config(cases(2))]

    /// Each step to another simulator than the one before, so that each reads what the others wrote.
    #[test]
    fn a_database_holds_what_memory_does(
        switches in switches(),
        steps in steps(true),
        kept in 0usize..100,
    ) {
        let Some(url) = postgres::database() else {
            return Ok(());
        };
        let toml = toml(kept, switches);
        let memory = app(&toml);
        let start = || {
            let data = Some(Data::Postgres(url.clone()));
            Simulator::start(Settings { data, ..settings(&toml) }).unwrap()
        };
        let simulators = [start(), start()];
        let mut models = [(); 2].map(|()| Model::new(switches, morning(), &["1111", "2222"]));
        for (at, step) in steps.iter().enumerate() {
            take(step, &memory, &mut models[0], switches);
            take(step, simulators[at % 2].app(), &mut models[1], switches);
        }
        let expected = document(&memory, &models[0]);
        for simulator in simulators.into_iter().chain([start()]) {
            assert_eq!(document(simulator.app(), &models[0]), expected);
        }
    }
}
