//! Runs a feature file: every scenario at once, and nothing skipped.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    fs::File,
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use cucumber::{
    World,
    codegen::WorldInventory,
    writer::{self, Coloring, Ext as _, Stats as _, Verbosity},
};

/// What a run prints; shown where the test fails.
#[derive(Clone, Default)]
struct Printed(Arc<Mutex<Vec<u8>>>);

impl io::Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut printed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        printed.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `target/reports/{file}`, as JUnit XML or Cucumber JSON, for CI.
fn report(file: &str, kind: &str) -> File {
    let name = file.replace('/', "-").replace(".feature", "");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("reports");
    std::fs::create_dir_all(&folder).unwrap();
    File::create(folder.join(format!("{name}.{kind}"))).unwrap()
}

/// Runs `features/{file}`. A step that is unknown, skipped or failed fails, and so does a file without scenarios.
///
/// `KAKEBARAI_SCENARIO` runs only those whose names contain its text; a file that has none of them fails.
pub(super) async fn run<W: World + WorldInventory + Debug>(file: &str) {
    let selected = std::env::var("KAKEBARAI_SCENARIO").ok();
    let printed = Printed::default();
    let writer = writer::Basic::raw(printed.clone(), Coloring::Never, Verbosity::Default)
        .summarized()
        .tee::<W, _>(writer::JUnit::for_tee(
            report(file, "xml"),
            Verbosity::Default,
        ))
        .tee::<W, _>(writer::Json::for_tee(report(file, "json")))
        .normalized();
    let outcome = W::cucumber()
        .with_writer(writer)
        .fail_on_skipped()
        .with_default_cli()
        .filter_run(
            format!("{}/features/{file}", env!("CARGO_MANIFEST_DIR")),
            move |_, _, scenario| {
                selected
                    .as_ref()
                    .is_none_or(|text| scenario.name.contains(text))
            },
        )
        .await;
    let printed = printed.0.lock().unwrap_or_else(PoisonError::into_inner);
    let printed = String::from_utf8_lossy(&printed);
    assert!(!outcome.execution_has_failed(), "{printed}");
    assert!(
        outcome.passed_steps() > 0,
        "{file}: nothing was run\n{printed}"
    );
}

/// One test for each feature file of a folder, and one that says which file has none.
macro_rules! features {
    ($world:ty, $folder:literal, $($test:ident = $file:literal),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $test() {
                crate::features::running::run::<$world>(concat!($folder, "/", $file)).await;
            }
        )+

        #[test]
        fn every_file_is_run() {
            crate::features::running::assert_complete($folder, &[$($file),+]);
        }
    };
}
pub(super) use features;

/// Fails where a folder has a feature file that is not run, or the other way round.
pub(super) fn assert_complete(folder: &str, run: &[&str]) {
    let folder = format!("{}/features/{folder}", env!("CARGO_MANIFEST_DIR"));
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let run: BTreeSet<String> = run.iter().map(|&file| file.to_owned()).collect();
    assert_eq!(run, there);
}
