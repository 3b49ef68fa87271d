//! One run of a command: its environment, its time-out, its end.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    fs::File,
    future::pending,
    io,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::{process::Command, time::Instant};

use super::{bound::Bound, signals::Signals};
use crate::{Merchant, Simulator};

/// The variable with the address of the simulator.
pub const URL_VARIABLE: &str = "KAKEBARAI_URL";
/// The variable with the 加盟店コード.
pub const TRADER_CODE_VARIABLE: &str = "KAKEBARAI_TRADER_CODE";
/// The variable with the パスワード.
pub const PASSWORD_VARIABLE: &str = "KAKEBARAI_PASSWORD";

/// A shell's exit code for a command that exists and cannot be run.
const NOT_EXECUTABLE: u8 = 126;
/// A shell's exit code for a command that does not exist.
const NOT_FOUND: u8 = 127;
/// A shell adds this to the number of the signal that ended a command.
const BY_SIGNAL: i32 = 128;
/// The grace between SIGTERM and SIGKILL after the time-out.
const GRACE: Duration = Duration::from_secs(2);

/// A command to run against a merchant of a simulator, with their address and credentials in its environment.
///
/// It shares the terminal, the standard input and the process group of this program, as a command that a shell runs. With a time-out or an
/// output file it has a process group of its own and an empty standard input, and processes that it leaves running end with it.
#[derive(Debug)]
#[must_use]
pub struct CommandRun {
    words: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
    output: Option<File>,
    time_out: Option<Duration>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug)]
pub struct Ended {
    /// Its exit status, or the signal that ended it.
    pub status: ExitStatus,
    /// Whether it was ended by the time-out.
    pub timed_out: bool,
    /// Whether a signal to end reached this program meanwhile; it was passed on to the command.
    pub interrupted: bool,
}

impl Ended {
    /// The exit code as a shell reports it: 128 plus the number of the signal if one ended the command.
    pub fn code(&self) -> u8 {
        #[cfg(unix)]
        let signal = std::os::unix::process::ExitStatusExt::signal(&self.status);
        #[cfg(not(unix))]
        let signal: Option<i32> = None;
        let code = signal
            .map(|signal| BY_SIGNAL + signal)
            .or(self.status.code());
        code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.status.fmt(f)
    }
}

/// The exit code that a shell reports for a command, also for one that could not be run.
pub fn exit_code(ran: &io::Result<Ended>) -> u8 {
    match ran {
        Ok(ended) => ended.code(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => NOT_FOUND,
        Err(_) => NOT_EXECUTABLE,
    }
}

impl CommandRun {
    /// Creates a run of the command `words`, its program first.
    pub fn new(words: &[OsString], simulator: &Simulator, merchant: &Merchant) -> Self {
        let run = Self {
            words: words.to_vec(),
            environment: Vec::new(),
            output: None,
            time_out: None,
        };
        run.env(URL_VARIABLE, simulator.url())
            .env(TRADER_CODE_VARIABLE, merchant.code())
            .env(PASSWORD_VARIABLE, merchant.password())
    }

    /// Adds a variable.
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        let (name, value) = (name.as_ref().to_owned(), value.as_ref().to_owned());
        self.environment.push((name, value));
        self
    }

    /// Sends its standard output and its standard error to a file.
    pub fn output(mut self, file: File) -> Self {
        self.output = Some(file);
        self
    }

    /// Limits its time. Its process group then gets SIGTERM, and SIGKILL two seconds later.
    pub const fn time_out(mut self, within: Duration) -> Self {
        self.time_out = Some(within);
        self
    }

    /// Runs it and waits for its end in this thread. Several may run at the same time, a thread each. A signal that reaches this program
    /// meanwhile is passed on to all of them.
    ///
    /// # Errors
    /// It could not be run, or cannot be waited for.
    pub fn run(self) -> io::Result<Ended> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.carry_out())
    }

    async fn carry_out(self) -> io::Result<Ended> {
        let Some(program) = self.words.first() else {
            return Err(io::ErrorKind::NotFound.into());
        };
        if program.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        // Before the command starts: a signal meant for it must not end the simulator.
        let mut signals = Signals::listen()?;
        let bound = Bound::new();
        let mut command = bound.command(&self.words);
        let leads_group = self.time_out.is_some() || self.output.is_some();
        self.prepare(&mut command, leads_group)?;
        let mut child = command.spawn()?;
        let group = child.id().filter(|_| leads_group);
        // When the next step to end it is due.
        let mut due = self.time_out.map(|within| Instant::now() + within);
        let (mut timed_out, mut interrupted) = (false, false);
        let status = loop {
            let next_step = async {
                match due {
                    Some(due) => tokio::time::sleep_until(due).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                status = child.wait() => break status?,
                signal = signals.next() => {
                    interrupted |= Signals::ends(signal);
                    Signals::hand_on(&child, group, signal);
                }
                () = next_step => {
                    if timed_out {
                        Signals::kill(&mut child, group);
                        due = None;
                    } else {
                        timed_out = true;
                        Signals::terminate(&mut child, group);
                        due = Some(Instant::now() + GRACE);
                    }
                }
            }
        };
        Signals::kill(&mut child, group);
        Ok(Ended {
            status: bound.outcome(status)?,
            timed_out,
            interrupted,
        })
    }

    fn prepare(&self, command: &mut Command, leads_group: bool) -> io::Result<()> {
        let variables = self.environment.iter().map(|(name, value)| (name, value));
        command.envs(variables).kill_on_drop(true);
        if leads_group {
            #[cfg(unix)]
            command.process_group(0);
            command.stdin(Stdio::null());
        }
        if let Some(output) = &self.output {
            command
                .stdout(output.try_clone()?)
                .stderr(output.try_clone()?);
        }
        Ok(())
    }
}
