//! `calibrate`: checks the simulator's guesses at the provider's test environment.

mod flags;
mod summary;
mod watching;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

pub(super) use self::flags::Calibrate;
use self::watching::{Watching, asked_whether_the_contract_allows_it};
use super::{
    BROKEN, FAILED, INTERRUPTED, USAGE,
    adapter::{runtime, told_to_end},
    criteria::parity,
    print, warn,
};
use crate::calibration::{
    Calibrated, CalibrationInputs, Credentials, NotCalibrated, Notebook, Options, Parity,
    calibrate, clean_up, compare, outputs,
};

/// Why there is no report, with the exit status.
struct NotDone(u8, String);

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn usage(what: impl ToString) -> NotDone {
    NotDone(USAGE, what.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn failed(what: impl ToString) -> NotDone {
    NotDone(FAILED, what.to_string())
}

/// Calibrates, and returns the exit status.
pub(super) fn run(flags: &Calibrate) -> u8 {
    match done(flags) {
        Ok(status) => status,
        Err(NotDone(status, what)) => {
            warn(&format!("✗ {what}\n"));
            status
        }
    }
}

fn done(flags: &Calibrate) -> Result<u8, NotDone> {
    if flags.plan {
        let runtime = runtime().map_err(failed)?;
        print(&runtime.block_on(outputs::plan(flags.options(), flags.target())));
        return Ok(0);
    }
    if let Some(file) = &flags.clean {
        return cleaned(flags, file);
    }
    let before = flags.compare.as_deref().map(parity).transpose();
    let before = before.map_err(|what| usage(&what))?;
    let mut options = flags.options();
    if let Some(before) = &before {
        options.only = Some(before.decided());
    }
    let credentials = credentials(flags)?;
    allowed(flags)?;
    let notebook = notebook(flags)?;
    let recordings = flags.report.join(outputs::RECORDINGS);
    let stop = Arc::new(AtomicBool::new(false));
    let beginning = CalibrationInputs {
        target: flags.target(),
        credentials,
        options,
        notebook,
        surroundings: Box::new(Watching::new(stop.clone())),
        recordings: Some(recordings),
    };
    let calibrated = stoppable(calibrate(beginning), &stop)?;
    let found = Parity::of(&calibrated.notebook);
    let files = outputs::write(&found, &flags.report).map_err(failed)?;
    if let Some(before) = &before {
        let comparison = compare(before, &found);
        print(&summary::comparison(&comparison));
        if !comparison.changed.is_empty() {
            return Ok(BROKEN);
        }
    }
    print(&summary::summary(&found, &files));
    Ok(status(&calibrated, &found, &stop))
}

fn status(calibrated: &Calibrated, parity: &Parity, stop: &AtomicBool) -> u8 {
    if let Some(why) = &calibrated.ended_early {
        warn(&format!("✗ 途中で終わりました：{why}\n"));
    }
    if stop.load(Relaxed) {
        INTERRUPTED
    } else if calibrated.ended_early.is_some() || !parity.stops.is_empty() {
        BROKEN
    } else {
        0
    }
}

fn cleaned(flags: &Calibrate, file: &Path) -> Result<u8, NotDone> {
    let notebook = Notebook::open(file, flags.target()).map_err(usage)?;
    if notebook.left.is_empty() {
        print("残っている決済はありません。\n");
        return Ok(0);
    }
    let credentials = credentials(flags)?;
    allowed(flags)?;
    let stop = Arc::new(AtomicBool::new(false));
    let beginning = CalibrationInputs {
        target: flags.target(),
        credentials,
        options: Options {
            http_an010: true,
            ..Options::default()
        },
        notebook,
        surroundings: Box::new(Watching::new(stop.clone())),
        recordings: None,
    };
    let calibrated = stoppable(clean_up(beginning), &stop)?;
    if let Some(why) = &calibrated.ended_early {
        warn(&format!("✗ 途中で終わりました：{why}\n"));
    }
    for left in &calibrated.notebook.left {
        warn(&format!("✗ {}\n", left.words()));
    }
    if calibrated.notebook.left.is_empty() {
        print("残っていた決済を、すべて消しました。\n");
        return Ok(0);
    }
    Ok(BROKEN)
}

/// Runs until the end, or until a signal has arrived and leftovers are removed.
fn stoppable(
    running: impl Future<Output = Result<Calibrated, NotCalibrated>>,
    stop: &AtomicBool,
) -> Result<Calibrated, NotDone> {
    runtime()
        .map_err(failed)?
        .block_on(async {
            let mut running = std::pin::pin!(running);
            tokio::select! {
                ended = &mut running => ended,
                () = told_to_end() => {
                    stop.store(true, Relaxed);
                    warn("\n残った決済を消してから終わります…\n");
                    running.await
                }
            }
        })
        .map_err(failed)
}

fn credentials(flags: &Calibrate) -> Result<Credentials, NotDone> {
    match &flags.credentials {
        Some(file) => Credentials::from_file(file),
        None => Credentials::from_variables(|name| std::env::var(name).ok()),
    }
    .map_err(usage)
}

/// Whether requests are allowed: always to a simulator; to the provider's host a person must confirm it.
fn allowed(flags: &Calibrate) -> Result<(), NotDone> {
    if !flags.target().is_test_host() || flags.contract_allows_it {
        return Ok(());
    }
    match asked_whether_the_contract_allows_it(&flags.target().to_string()) {
        Some(true) => Ok(()),
        Some(false) => Err(usage("何も送りませんでした。")),
        None => Err(usage(
            "端末ではないので、尋ねられません。契約が自動の要求を認めていることを確かめて、--contract-allows-it を付けてください。",
        )),
    }
}

/// The notebook of the folder, or a new one; an existing one is never lost.
fn notebook(flags: &Calibrate) -> Result<Notebook, NotDone> {
    let file: PathBuf = flags.report.join(outputs::NOTEBOOK);
    if flags.resume {
        return Notebook::open(&file, flags.target()).map_err(usage);
    }
    if file.exists() {
        let name = file.display();
        return Err(usage(format!(
            "{name} に、前の記録があります。--run --resume で続けるか、--report で別のフォルダーを指定してください"
        )));
    }
    fs::create_dir_all(&flags.report).map_err(|error| {
        usage(format!(
            "{} を作れません（{error}）",
            flags.report.display()
        ))
    })?;
    Ok(Notebook::new(flags.target(), Some(file)))
}
