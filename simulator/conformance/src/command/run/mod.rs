//! `run`: an integration, by all scenarios.

mod flags;
mod inputs;
mod running;

use std::path::Path;

pub(super) use self::{flags::Run, inputs::report};
use self::{inputs::Inputs, running::Running};
use super::{
    FAILED, NOTHING, USAGE,
    adapter::{blocking, status_of},
    print, warn,
};
use crate::{
    assessment::NotAssessed,
    judging::{baseline::Baseline, report::Report, status::Status},
    reports,
};

/// Runs, and returns the exit status.
pub(super) fn run(flags: &Run) -> u8 {
    let inputs = match Inputs::read(flags) {
        Ok(inputs) => inputs,
        Err(what) => {
            warn(&format!("✗ {what}\n"));
            return USAGE;
        }
    };
    let rows = &inputs.assessment.rows;
    if rows.is_empty() {
        warn(
            "✗ 選ばれたシナリオがありません。--only、--scenario、--profile を確かめてください。\n",
        );
        return NOTHING;
    }
    if flags.dry_run {
        for row in rows {
            print(&format!("{}:{} {}\n", row.file, row.line, row.title()));
        }
        return 0;
    }
    blocking(ran(flags, inputs))
}

async fn ran(flags: &Run, inputs: Inputs) -> u8 {
    let Inputs {
        assessment,
        baseline_file,
    } = inputs;
    let mut running = match Running::new(&flags.report, assessment.rows.len()) {
        Ok(running) => running,
        Err(what) => {
            warn(&format!("✗ {what}\n"));
            return USAGE;
        }
    };
    let since = assessment.since.clone();
    let assessed = assessment
        .assess(&mut |progress| running.tell(&progress))
        .await;
    running.over();
    let (report, outcome) = match assessed {
        Ok(assessed) => assessed,
        Err(error) => {
            warn(&format!("✗ {error}\n"));
            return match &error {
                NotAssessed::NotConnected(error) => status_of(error),
                NotAssessed::NoSimulator(_) => FAILED,
            };
        }
    };
    let written = running.write(&outcome).and_then(|()| {
        let written = reports::write(&report, since.as_ref(), &flags.report);
        written.map_err(|error| error.to_string())
    });
    if let Err(what) = written {
        warn(&format!("✗ {what}\n"));
        return FAILED;
    }
    print(&reports::terminal(&report, &flags.report));
    if flags.update_baseline
        && let Err(what) = update_baseline(flags, &baseline_file, &report)
    {
        warn(&format!("✗ {what}\n"));
        return USAGE;
    }
    Status::of(&report).code()
}

fn update_baseline(flags: &Run, file: &Path, report: &Report) -> Result<(), String> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("{}：{error}", file.display())),
    };
    let reason = flags.reason.clone().unwrap_or_default();
    let accepted: Vec<_> = flags
        .accept
        .iter()
        .map(|id| (id.clone(), reason.clone()))
        .collect();
    let updated = Baseline::updated(
        &text,
        &report.baseline,
        &accepted,
        &report.harness.catalogue,
    )
    .map_err(|error| error.to_string())?;
    if updated != text {
        std::fs::write(file, updated).map_err(|error| format!("{}：{error}", file.display()))?;
        print(&format!("{} を書き換えました。\n", file.display()));
    }
    Ok(())
}
