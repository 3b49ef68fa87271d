//! Integrations in this process, judged by the harness.

use std::{fmt::Write as _, future::Future, io, path::PathBuf, sync::Arc};

use kakebarai_conformance::{
    adapter::{Connect, Place},
    assessment::Assessment,
    judging::{report::Report, verdict::Verdict},
    scenario::plan::{self, Planned, SLOW},
};
use naive_client::Faults;
use tokio::io::{DuplexStream, ReadHalf, WriteHalf, duplex, split};

// The example is a program; its loop is used here.
#[path = "../../integration/examples/adapter/serve/mod.rs"]
mod reference;

type Ends = (ReadHalf<DuplexStream>, WriteHalf<DuplexStream>);

/// An adapter whose loop runs in this process, again for each "process" that the harness starts. What it keeps outlives them.
fn within<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(Ends, PathBuf) -> F + Clone + Send + Sync + 'static,
) -> Arc<dyn Fn() -> Place + Send + Sync> {
    Arc::new(move || {
        let serve = serve.clone();
        let data = tempfile::tempdir().map(Arc::new);
        let connect: Connect = Box::new(move || {
            let data = data
                .as_ref()
                .map_err(|error| io::Error::other(error.to_string()))?;
            let (ours, theirs) = duplex(1 << 20);
            let (data, serving) = (data.clone(), serve(split(theirs), data.path().to_owned()));
            tokio::spawn(async move {
                serving.await;
                drop(data);
            });
            let (input, output) = split(ours);
            Ok((Box::new(output), Box::new(input)))
        });
        Place::Within(connect)
    })
}

/// The reference adapter.
pub(super) fn reference() -> Arc<dyn Fn() -> Place + Send + Sync> {
    within(|(input, output), data| async move {
        // The harness has hung up.
        let _ = reference::serve(input, output, &data).await;
    })
}

/// The naive client, with what is wrong with it.
pub(super) fn naive(faults: Faults) -> Arc<dyn Fn() -> Place + Send + Sync> {
    within(move |(input, output), data| async move {
        // The harness has hung up.
        let _ = naive_client::serve(input, output, Some(&data), faults).await;
    })
}

/// The scenarios that a test selects, without those that take long.
pub(super) fn rows(select: impl Fn(&Planned) -> bool) -> Vec<Planned> {
    let mut rows = plan::embedded().unwrap();
    rows.retain(|row| !row.has(SLOW) && select(row));
    rows
}

/// What the harness says of an integration.
pub(super) async fn judged(
    place: Arc<dyn Fn() -> Place + Send + Sync>,
    rows: Vec<Planned>,
) -> Report {
    let assessment = Assessment::new(place, rows);
    let (report, _) = assessment.assess(&mut |_| ()).await.unwrap();
    report
}

/// The requirements with this verdict, by their ids.
pub(super) fn with(report: &Report, verdict: Verdict) -> Vec<&str> {
    let those = report
        .requirements
        .iter()
        .filter(|one| one.verdict == verdict);
    those.map(|one| one.id.as_str()).collect()
}

/// What is not met and why, for a test that fails.
pub(super) fn told(report: &Report) -> String {
    let mut told = String::new();
    for requirement in &report.requirements {
        let bad = |verdict| {
            matches!(
                verdict,
                Verdict::Failed | Verdict::Error | Verdict::CantTell
            )
        };
        for row in requirement.rows.iter().filter(|row| bad(row.verdict)) {
            let _ = writeln!(
                told,
                "{} {} {} ({}:{})\n  {:?}\n  {:?} {:?} {:?}",
                requirement.id,
                row.verdict.word(),
                row.scenario,
                row.file,
                row.line,
                row.at,
                row.expected,
                row.actual,
                row.reason
            );
        }
    }
    told
}
