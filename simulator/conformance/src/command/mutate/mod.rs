//! `mutate`: runs a team's own tests while the provider misbehaves.

mod flags;
mod inputs;
mod list;
mod progress;
mod suite;
mod trials;

use std::{
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    time::Instant,
};

use jiff::civil::DateTime;

pub(super) use self::flags::Mutate;
use self::{
    inputs::MutationInputs,
    progress::Trying,
    suite::{Attempt, NotRun, Suite, program},
    trials::{Trials, limit},
};
use super::{
    FAILED, INTERRUPTED, NOTHING, USAGE,
    adapter::{runtime, told_to_end},
    baseline::{self, accepted},
    print, warn,
};
use crate::{
    assessment::in_japan,
    judging::{baseline::Baseline, report::HarnessFacts},
    mutation::{
        report::{CleanRun, MutantReport, MutationReport, MutationRun, Scores, good_of},
        survivors,
        verdict::Ending,
    },
    provider::{Mutant, MutantClass, NoSimulator, Provider},
    reports,
};

/// Why there is no report, with the exit status.
struct Unjudged(u8, String);

/// Tries, and returns the exit status.
pub(super) fn mutate(flags: &Mutate) -> u8 {
    match tried(flags) {
        Ok(status) => status,
        Err(Unjudged(status, what)) => {
            warn(&format!("✗ {what}\n"));
            status
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn usage(what: impl ToString) -> Unjudged {
    Unjudged(USAGE, what.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn failed(what: impl ToString) -> Unjudged {
    Unjudged(FAILED, what.to_string())
}

impl From<NotRun> for Unjudged {
    fn from(error: NotRun) -> Self {
        match error {
            NotRun::Command { .. } => usage(error),
            NotRun::NoSimulator(_) | NotRun::Output(_) => failed(error),
        }
    }
}

fn tried(flags: &Mutate) -> Result<u8, Unjudged> {
    let inputs = MutationInputs::read(flags).map_err(usage)?;
    let runtime = runtime().map_err(failed)?;
    let mutants = runtime.block_on(listed(&inputs)).map_err(failed)?;
    inputs.check(flags, &mutants).map_err(usage)?;
    let selected = inputs.selection.of(&mutants);
    if selected.is_empty() {
        let what = "選ばれた変異がありません。--only と --shard を確かめてください。";
        return Err(Unjudged(NOTHING, what.to_owned()));
    }
    if flags.list {
        print(&list::text(&selected));
        return Ok(0);
    }
    let mut trying = Trying::new(&flags.report).map_err(usage)?;
    // Signals reach the commands directly; between two commands nobody else listens.
    let stop = AtomicBool::new(false);
    let stop = &stop;
    std::thread::scope(|scope| {
        let (over, told) = tokio::sync::oneshot::channel::<()>();
        let handle = runtime.handle().clone();
        scope.spawn(move || {
            handle.block_on(async {
                tokio::select! {
                    () = told_to_end() => stop.store(true, Relaxed),
                    _ = told => {}
                }
            });
        });
        let suite = Suite {
            words: &flags.words,
            settings: &inputs.settings,
            runtime: runtime.handle().clone(),
        };
        let status = judged(flags, &inputs, &selected, &suite, stop, &mut trying);
        drop(over);
        status
    })
}

async fn listed(inputs: &MutationInputs) -> Result<Vec<Mutant>, NoSimulator> {
    Provider::start(inputs.settings.clone())?.mutants().await
}

fn judged(
    flags: &Mutate,
    inputs: &MutationInputs,
    selected: &[Mutant],
    suite: &Suite<'_>,
    stop: &AtomicBool,
    trying: &mut Trying,
) -> Result<u8, Unjudged> {
    let (began, started) = (Instant::now(), in_japan());
    trying.clean();
    let clean = suite.attempt(None, None)?;
    trying.over();
    if clean.interrupted {
        return Ok(INTERRUPTED);
    }
    check_clean(&clean)?;
    let trials = Trials {
        flags,
        inputs,
        clean: &clean,
        suite,
        stop,
    };
    let mut tried = trials.all(selected, trying)?;
    let baseline = survivors::apply(
        &inputs.baseline,
        &mut tried.mutants,
        &started.date().to_string(),
    );
    if stop.load(Relaxed) {
        tried.remarks.push("途中で止められたので、残りの変異は試していません。同じ --key と --since で、続きから始められます".to_owned());
    }
    let mutants = tried.mutants;
    let report = MutationReport {
        format: 1,
        harness: HarnessFacts::of(inputs.set),
        run: facts(&trials, began, started),
        scores: Scores::of(&mutants),
        books: good_of(&mutants, MutantClass::Books),
        mutants,
        baseline,
        remarks: tried.remarks,
    };
    reports::mutation::write(&report, &flags.report).map_err(failed)?;
    print(&reports::mutation::terminal(&report, &flags.report));
    if stop.load(Relaxed) {
        return Ok(INTERRUPTED);
    }
    if flags.update_baseline {
        let accepted = accepted(&flags.accept, flags.reason.as_deref());
        baseline::update(&inputs.baseline_file, |text| {
            let catalogue = &report.harness.catalogue;
            Baseline::updated_survivors(text, &report.baseline, &accepted, catalogue)
        })
        .map_err(usage)?;
    }
    Ok(survivors::status(&report).code())
}

/// Without any misbehaviour the tests must be green, and must call the simulator: otherwise no verdict is possible.
fn check_clean(clean: &Attempt) -> Result<(), Unjudged> {
    let output = || {
        let lines: Vec<_> = clean.output.lines().rev().take(20).collect();
        let lines = lines.into_iter().rev().map(|line| format!("\n    {line}"));
        lines.collect::<String>()
    };
    match clean.ending {
        Ending::Exited(0) if clean.met.requests() == 0 => Err(failed(format!(
            "変異なしの実行で、シミュレーターに要求が1つも届きませんでした。テストが環境変数 KAKEBARAI_URL、KAKEBARAI_TRADER_CODE、KAKEBARAI_PASSWORD \
             で接続しているかを確かめてください。{}",
            output()
        ))),
        Ending::Exited(0) => Ok(()),
        Ending::Exited(code) => Err(failed(format!(
            "変異なしの実行が失敗しました（終了コード {code}）。まず、変異のないシミュレーターでテストが通るようにしてください。出力の終わり：{}",
            output()
        ))),
        Ending::TimedOut => Err(failed("変異なしの実行が終わりません。")),
    }
}

fn facts(trials: &Trials<'_>, began: Instant, started: DateTime) -> MutationRun {
    let Trials {
        flags,
        inputs,
        clean,
        ..
    } = trials;
    MutationRun {
        started: format!("{}+09:00", started.strftime("%Y-%m-%dT%H:%M:%S")),
        milliseconds: milliseconds(began.elapsed()),
        program: program(&flags.words),
        key: flags.key.clone(),
        clean: CleanRun {
            milliseconds: milliseconds(clean.took),
            requests: clean.met.requests(),
            by_api: clean.met.by_api(),
        },
        timeout_milliseconds: milliseconds(limit(clean, flags.timeout_factor)),
        jobs: flags.jobs.into(),
        shard: flags.shard.map(|shard| shard.to_string()),
        complete: inputs.selection.is_complete() && !trials.stop.load(Relaxed),
        slow: flags.slow,
        settings: inputs.named_settings.clone(),
    }
}

fn milliseconds(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The results of all trials.
struct Tried {
    mutants: Vec<MutantReport>,
    remarks: Vec<String>,
}
