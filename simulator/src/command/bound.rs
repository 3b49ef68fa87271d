//! The command of `exec`. On Linux it does not outlive `exec`, even if `exec` is killed.
//!
//! The operating system tells a process of its parent's end if the process itself asks for that. This program therefore runs once more,
//! asks, and becomes the command.

#[cfg(not(target_os = "linux"))]
use std::{ffi::OsString, io, process::ExitStatus};

#[cfg(not(target_os = "linux"))]
use tokio::process::Command;

#[cfg(target_os = "linux")]
pub(super) use self::linux::{Become, Bound, become_command};

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        ffi::OsString,
        fs, io,
        os::unix::process::CommandExt as _,
        path::{Path, PathBuf},
        process::{self, ExitCode, ExitStatus},
    };

    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
    use tokio::process::Command;

    use crate::{command::warn, random::random};

    /// This program, also if its file has been replaced since.
    const THIS_PROGRAM: &str = "/proc/self/exe";
    /// The hidden subcommand by which it runs once more.
    const BECOME: &str = "become";

    #[derive(clap::Args)]
    pub(in super::super) struct Become {
        /// The process whose end is this one's.
        parent: u32,
        /// A file that is made if the command cannot be run; it says why.
        report: PathBuf,
        #[arg(last = true, required = true)]
        command: Vec<OsString>,
    }

    /// Becomes the command. Returns if that fails.
    pub(in super::super) fn become_command(flags: &Become) -> ExitCode {
        // The command runs even if this is refused.
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
        // The parent may have ended before, without a signal.
        let parent = getppid().map(Pid::as_raw_pid);
        if parent.and_then(|parent| u32::try_from(parent).ok()) == Some(flags.parent) {
            let error = process::Command::new(&flags.command[0])
                .args(&flags.command[1..])
                .exec();
            if report(&flags.report, &error).is_err() {
                warn(&format!("{error}\n"));
            }
        }
        ExitCode::FAILURE
    }

    fn report(path: &Path, error: &io::Error) -> io::Result<()> {
        let number = error.raw_os_error().unwrap_or_default();
        io::Write::write_all(
            &mut fs::File::create_new(path)?,
            number.to_string().as_bytes(),
        )
    }

    /// A way to run commands that end with this process.
    pub(in super::super) struct Bound {
        report: PathBuf,
    }

    impl Bound {
        pub(in super::super) fn new() -> Self {
            let name = format!("kakebarai-exec-{:016x}{:016x}", random(), random());
            Self {
                report: std::env::temp_dir().join(name),
            }
        }

        /// Prepares a command. It ends with the thread that starts it.
        pub(in super::super) fn command(&self, words: &[OsString]) -> Command {
            if !Path::new(THIS_PROGRAM).exists() {
                let mut command = Command::new(&words[0]);
                command.args(&words[1..]);
                return command;
            }
            let mut command = Command::new(THIS_PROGRAM);
            command.arg(BECOME).arg(process::id().to_string());
            command.arg(&self.report).arg("--").args(words);
            command
        }

        /// How the command ended.
        ///
        /// # Errors
        /// Why it could not be run.
        pub(in super::super) fn outcome(&self, status: ExitStatus) -> io::Result<ExitStatus> {
            if status.success() {
                return Ok(status);
            }
            let Ok(number) = fs::read_to_string(&self.report) else {
                return Ok(status);
            };
            let _ = fs::remove_file(&self.report);
            Err(number.parse().map_or_else(
                |_| io::ErrorKind::Other.into(),
                io::Error::from_raw_os_error,
            ))
        }
    }
}

/// A way to run commands; the operating system does not end them with this process.
#[cfg(not(target_os = "linux"))]
pub(super) struct Bound;

#[cfg(not(target_os = "linux"))]
impl Bound {
    pub(super) const fn new() -> Self {
        Self
    }

    pub(super) fn command(&self, words: &[OsString]) -> Command {
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        command
    }

    pub(super) fn outcome(&self, status: ExitStatus) -> io::Result<ExitStatus> {
        Ok(status)
    }
}
