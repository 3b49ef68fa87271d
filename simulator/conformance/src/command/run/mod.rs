//! `run`: judges an integration by all scenarios.

mod explore;
mod flags;
mod inputs;
mod running;

pub(super) use self::{flags::Run, inputs::settings};
use self::{inputs::Inputs, running::Running};
use super::{
    FAILED, NOTHING, USAGE,
    adapter::{blocking, status_of},
    print, warn,
};
use crate::{assessment::NotAssessed, judging::status::Status, reports};

/// Runs, and returns the exit status.
pub(super) fn run(flags: &Run) -> u8 {
    if let Some(seed) = flags.explore {
        return explore::explore(flags, seed);
    }
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
    let mut running = match Running::new(&flags.judging.report, assessment.rows.len()) {
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
        let written = reports::write(&report, since.as_ref(), &flags.judging.report);
        written.map_err(|error| error.to_string())
    });
    if let Err(what) = written {
        warn(&format!("✗ {what}\n"));
        return FAILED;
    }
    print(&reports::terminal(&report, &flags.judging.report));
    if let Err(what) = flags.judging.update(&baseline_file, &report) {
        warn(&format!("✗ {what}\n"));
        return USAGE;
    }
    Status::of(&report).code()
}
