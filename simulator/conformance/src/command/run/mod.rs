//! `run`: an integration, by all scenarios.

mod flags;
mod inputs;
mod running;
mod summary;

use std::sync::Arc;

pub(super) use self::{flags::Run, inputs::report};
use self::{inputs::Inputs, running::Running};
use super::{
    FAILED, NOTHING, USAGE,
    adapter::{blocking, status_of},
    print, warn,
};
use crate::{
    judging::{baseline::Baseline, status::Status},
    provider::Provider,
    reports, scenario,
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
    if inputs.planned.is_empty() {
        warn(
            "✗ 選ばれたシナリオがありません。--only、--scenario、--profile を確かめてください。\n",
        );
        return NOTHING;
    }
    if flags.dry_run {
        for row in &inputs.planned {
            print(&format!("{}:{} {}\n", row.file, row.line, row.title()));
        }
        return 0;
    }
    blocking(ran(flags, inputs))
}

async fn ran(flags: &Run, mut inputs: Inputs) -> u8 {
    let settings = std::mem::take(&mut inputs.settings);
    let provider = match Provider::start(settings) {
        Ok(provider) => provider,
        Err(error) => {
            warn(&format!("✗ {error}\n"));
            return FAILED;
        }
    };
    let mut running = match Running::new(&flags.report, inputs.planned.len()) {
        Ok(running) => running,
        Err(what) => {
            warn(&format!("✗ {what}\n"));
            return USAGE;
        }
    };
    let run = scenario::Run {
        place: flags.adapter.place(),
        patience: flags.adapter.patience(),
        provider: provider.clone(),
        rows: std::mem::take(&mut inputs.planned),
        concurrency: flags.concurrency.map(usize::from),
        restart: flags.restart_command.as_deref().map(Arc::from),
    };
    let outcome = scenario::run(run, &mut |progress| running.tell(&progress)).await;
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            running.over();
            warn(&format!("✗ {error}\n"));
            return status_of(&error);
        }
    };
    running.over();
    let report = match inputs.judge(flags, &outcome, &provider, &running).await {
        Ok(report) => report,
        Err(error) => {
            warn(&format!("✗ {error}\n"));
            return FAILED;
        }
    };
    let written = running.write(&outcome).and_then(|()| {
        reports::write(&report, inputs.since(), &flags.report).map_err(|error| error.to_string())
    });
    if let Err(what) = written {
        warn(&format!("✗ {what}\n"));
        return FAILED;
    }
    print(&summary::of(&report, &flags.report));
    if flags.update_baseline
        && let Err(what) = update_baseline(flags, &inputs, &report)
    {
        warn(&format!("✗ {what}\n"));
        return USAGE;
    }
    Status::of(&report).code()
}

fn update_baseline(
    flags: &Run,
    inputs: &Inputs,
    report: &crate::judging::report::Report,
) -> Result<(), String> {
    let file = inputs.baseline_file.as_path();
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
