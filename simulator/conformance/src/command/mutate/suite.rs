//! Runs a command against its own simulator, which may misbehave.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    time::{Duration, Instant},
};

use kakebarai_simulator::{
    Settings,
    running::{CommandRun, exit_code},
};
use tokio::runtime::Handle;

use crate::{
    judging::requests::MASK,
    mutation::{traffic::SuiteTraffic, verdict::Ending},
    provider::{Met, Mutant, NoSimulator, Provider},
};

/// The bytes kept of the end of a command's output.
const OUTPUT: u64 = 64 * 1024;

/// A team's tests.
pub(super) struct Suite<'a> {
    pub(super) words: &'a [OsString],
    pub(super) settings: &'a Settings,
    /// Calls the simulator's control addresses.
    pub(super) runtime: Handle,
}

/// The result of one run of the tests.
pub(super) struct Attempt {
    pub(super) ending: Ending,
    /// Whether a signal to end reached this program meanwhile, so that the ending is meaningless.
    pub(super) interrupted: bool,
    pub(super) took: Duration,
    pub(super) met: Met,
    pub(super) traffic: SuiteTraffic,
    /// Whether the tests ended the misbehaviour together with all other faults.
    pub(super) was_ended: bool,
    /// The end of the output, without the password of its merchant.
    pub(super) output: String,
}

/// Why the tests were not run.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotRun {
    #[error(transparent)]
    NoSimulator(#[from] NoSimulator),
    #[error("{program} を実行できません（{error}）。コマンドの名前と場所を確かめてください。")]
    Command { program: String, error: io::Error },
    #[error("テストの出力を一時フォルダーに書けません（{0}）。空き容量を確かめてください。")]
    Output(io::Error),
}

impl Suite<'_> {
    /// Runs the tests once, with or without a misbehaviour of the provider, within a time-out.
    pub(super) fn attempt(
        &self,
        mutant: Option<&Mutant>,
        within: Option<Duration>,
    ) -> Result<Attempt, NotRun> {
        let provider = Provider::start(self.settings.clone())?;
        if let Some(mutant) = mutant {
            self.runtime.block_on(provider.misbehave(mutant))?;
        }
        let simulator = provider.simulator();
        let merchant = simulator.merchant();
        let mut output = tempfile::tempfile().map_err(NotRun::Output)?;
        let handed = output.try_clone().map_err(NotRun::Output)?;
        let mut run = CommandRun::new(self.words, simulator, &merchant).output(handed);
        if let Some(within) = within {
            run = run.time_out(within);
        }
        let began = Instant::now();
        let ended = run.run();
        let took = began.elapsed();
        let code = exit_code(&ended);
        let ended = ended.map_err(|error| NotRun::Command {
            program: program(self.words),
            error,
        })?;
        let output = end_of(&mut output).map_err(NotRun::Output)?;
        let (met, traffic, was_ended) = self.runtime.block_on(async {
            let met = provider.met().await?;
            let traffic = SuiteTraffic(provider.traffic().await?);
            let was_ended = match mutant {
                Some(mutant) => !provider.misbehaves(mutant).await?,
                None => false,
            };
            Ok::<_, NoSimulator>((met, traffic, was_ended))
        })?;
        let ending = if ended.timed_out {
            Ending::TimedOut
        } else {
            Ending::Exited(code)
        };
        Ok(Attempt {
            ending,
            interrupted: ended.interrupted,
            took,
            met,
            traffic,
            was_ended,
            output: output.replace(merchant.password(), MASK),
        })
    }
}

/// The program alone: its arguments may contain passwords.
pub(super) fn program(words: &[OsString]) -> String {
    words.first().map_or_else(String::new, |program| {
        program.to_string_lossy().into_owned()
    })
}

fn end_of(file: &mut File) -> io::Result<String> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(OUTPUT)))?;
    let mut bytes = Vec::new();
    // Later output of an orphan of the command does not matter.
    file.take(OUTPUT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
