//! A command that does not outlive the program that runs it: on Linux not even if that is killed.
//!
//! The operating system signals the end of its parent to a process only on request. The program therefore runs once more, requests this,
//! and becomes the command.

#[cfg(not(target_os = "linux"))]
use std::{ffi::OsString, io, process::ExitStatus};

#[cfg(not(target_os = "linux"))]
use tokio::process::Command;

#[cfg(target_os = "linux")]
pub(super) use self::linux::Bound;
#[cfg(target_os = "linux")]
pub use self::linux::become_command_if_told;

#[cfg(target_os = "linux")]
mod linux {
    use std::{
        ffi::OsString,
        fs, io,
        os::unix::process::CommandExt as _,
        path::{Path, PathBuf},
        process::{self, ExitCode, ExitStatus},
        sync::atomic::{AtomicBool, Ordering},
    };

    use rustix::process::{Pid, Signal, getppid, set_parent_process_death_signal};
    use tokio::process::Command;

    use crate::{random::random, running::warn};

    /// This program, even if its file has been replaced since.
    const THIS_PROGRAM: &str = "/proc/self/exe";
    /// The first argument with which it runs once more.
    const BECOME: &str = "become";

    /// Whether this program can become a command. Others, such as tests, run commands directly.
    static BECOMES: AtomicBool = AtomicBool::new(false);

    /// Becomes a command if the first argument of this process says so; it then returns only on failure. Every program that runs commands
    /// calls it before it reads its arguments: its commands then end with it, even if it is killed.
    pub fn become_command_if_told() -> Option<ExitCode> {
        BECOMES.store(true, Ordering::Relaxed);
        let mut arguments = std::env::args_os().skip(1);
        if arguments.next()? != BECOME {
            return None;
        }
        let parent = arguments.next()?.to_str()?.parse().ok()?;
        let report = PathBuf::from(arguments.next()?);
        let words: Vec<OsString> = arguments.collect();
        (!words.is_empty()).then(|| become_command(parent, &report, &words))
    }

    fn become_command(parent: u32, report: &Path, words: &[OsString]) -> ExitCode {
        // The command runs even if this is refused.
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
        // The parent may have ended before, without a signal.
        let still = getppid().map(Pid::as_raw_pid);
        if still.and_then(|parent| u32::try_from(parent).ok()) == Some(parent) {
            let error = process::Command::new(&words[0]).args(&words[1..]).exec();
            if write(report, &error).is_err() {
                warn(&format!("{error}\n"));
            }
        }
        ExitCode::FAILURE
    }

    fn write(report: &Path, error: &io::Error) -> io::Result<()> {
        let number = error.raw_os_error().unwrap_or_default();
        io::Write::write_all(
            &mut fs::File::create_new(report)?,
            number.to_string().as_bytes(),
        )
    }

    /// A way to run commands that end with this process.
    pub(in super::super) struct Bound {
        /// A file that is created if the command cannot be run, with the reason.
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
            if !BECOMES.load(Ordering::Relaxed) || !Path::new(THIS_PROGRAM).exists() {
                let mut command = Command::new(&words[0]);
                command.args(&words[1..]);
                return command;
            }
            let mut command = Command::new(THIS_PROGRAM);
            command.arg(BECOME).arg(process::id().to_string());
            command.arg(&self.report).args(words);
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

/// Does nothing here: no operating system but Linux ends a command with its parent.
#[cfg(not(target_os = "linux"))]
pub const fn become_command_if_told() -> Option<std::process::ExitCode> {
    None
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
