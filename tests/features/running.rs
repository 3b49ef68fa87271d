//! Runs a feature file: every scenario at once, and nothing skipped.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    fs::File,
    io, panic,
    path::Path,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use cucumber::{
    World,
    codegen::WorldInventory,
    event::ScenarioFinished,
    writer::{self, Coloring, Ext as _, Stats as _, Verbosity},
};

use futures::future::LocalBoxFuture;

use kakebarai_traffic::{Journal, Traffic, Verdict, grade};

use super::reading::FeatureFile;
use crate::support::{browser::Browser, control::Control};

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

/// A world that has something to do when its scenario is over.
pub(super) trait Leave: World {
    /// Does it; `failed` is the name of a scenario that has failed.
    fn leave<'a>(&'a mut self, failed: Option<&'a str>) -> LocalBoxFuture<'a, ()>;
}

/// Nothing is held against a right integration, whatever its scenario provokes, by the traffic that it leaves.
pub(super) async fn assert_clean(control: &Control) {
    let journal = control.get("/journal?limit=1000").await;
    let journal: Journal = serde_json::from_value(journal).unwrap();
    assert!(journal.entries.len() < 1_000, "there may be more");
    let grades = grade(&Traffic::of_command(&journal), true);
    let failed = grades
        .iter()
        .filter(|grade| grade.verdict == Verdict::Failed);
    let failed: Vec<_> = failed
        .map(|grade| format!("{}: {:?}", grade.rule.requirement, grade.findings))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[expect(clippy::print_stderr, reason = "what a test that fails says")]
fn say(text: &impl std::fmt::Display) {
    eprintln!("{text}");
}

/// Lets tests say again why they panic: cucumber silences the whole process while it runs, and for ever where two files overlap.
fn say_why() {
    panic::set_hook(Box::new(|info| say(info)));
}

/// The tag of scenarios that a real browser runs.
const IN_A_BROWSER: &str = "ブラウザ";

/// Runs `features/{file}`, or a file elsewhere by its whole path. A step that is unknown, skipped or failed fails, and so does a file without scenarios.
///
/// `KAKEBARAI_SCENARIO` runs only those whose names contain its text; a file that has none of them fails. Without Chromium
/// those tagged `@ブラウザ` are left out, and that is said.
pub(super) async fn run<W: Leave + WorldInventory + Debug>(file: &str) {
    let selected = std::env::var("KAKEBARAI_SCENARIO").ok();
    // Asked only where a scenario wants one.
    let missing = LazyLock::new(|| Browser::missing("scenarios were").is_some());
    let left_out = Arc::new(AtomicUsize::new(0));
    let counted = left_out.clone();
    let printed = Printed::default();
    let writer = writer::Basic::raw(printed.clone(), Coloring::Never, Verbosity::Default)
        .summarized()
        .tee::<W, _>(writer::JUnit::for_tee(
            report(file, "xml"),
            Verbosity::Default,
        ))
        .tee::<W, _>(writer::Json::for_tee(report(file, "json")))
        .normalized();
    let outcome = W::cucumber::<String>()
        .before(|_, _, _, _| {
            say_why();
            Box::pin(std::future::ready(()))
        })
        .after(|_, _, scenario, finished, world| {
            let has_failed = matches!(finished, ScenarioFinished::StepFailed(..));
            let failed = has_failed.then_some(scenario.name.as_str());
            match world {
                Some(world) => world.leave(failed),
                None => Box::pin(std::future::ready(())),
            }
        })
        .with_parser(FeatureFile)
        .with_writer(writer)
        .fail_on_skipped()
        .with_default_cli()
        .filter_run(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("features")
                .join(file),
            move |feature, _, scenario| {
                let is_selected = selected
                    .as_ref()
                    .is_none_or(|text| scenario.name.contains(text));
                let mut tags = feature.tags.iter().chain(&scenario.tags);
                let is_left_out = tags.any(|tag| tag == IN_A_BROWSER) && *missing;
                counted.fetch_add(usize::from(is_selected && is_left_out), SeqCst);
                is_selected && !is_left_out
            },
        )
        .await;
    let printed = printed.0.lock().unwrap_or_else(PoisonError::into_inner);
    let printed = String::from_utf8_lossy(&printed);
    let left_out = left_out.load(SeqCst);
    let is_run = outcome.passed_steps() > 0 || left_out > 0;
    say_why();
    if outcome.execution_has_failed() || !is_run {
        say(&printed);
    }
    assert!(!outcome.execution_has_failed(), "{file} has failed");
    assert!(is_run, "{file}: nothing was run");
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

/// For a world that just ends.
macro_rules! just_ends {
    ($world:ty) => {
        impl crate::features::running::Leave for $world {
            fn leave<'a>(
                &'a mut self,
                _: Option<&'a str>,
            ) -> futures::future::LocalBoxFuture<'a, ()> {
                Box::pin(std::future::ready(()))
            }
        }
    };
}
pub(super) use just_ends;

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
