//! A process with all that it started: a process group, so that none of it remains.

use std::process::ExitStatus;

use tokio::process::Command;

/// How a group is ended.
#[derive(Clone, Copy, Debug)]
pub(super) enum Telling {
    /// SIGTERM.
    Terminate,
    /// SIGKILL.
    Kill,
}

/// Gives a command its own group.
pub(super) fn own_group(command: &mut Command) {
    #[cfg(unix)]
    command.process_group(0);
    command.kill_on_drop(true);
}

/// Signals all processes of a group to end. They may have ended already.
pub(super) fn tell(group: Option<u32>, telling: Telling) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let signal = match telling {
            Telling::Terminate => Signal::TERM,
            Telling::Kill => Signal::KILL,
        };
        let group = group.and_then(|id| i32::try_from(id).ok());
        if let Some(group) = group.and_then(Pid::from_raw) {
            let _ = kill_process_group(group, signal);
        }
    }
    #[cfg(not(unix))]
    let _ = (group, telling);
}

/// The memory of all processes of a group, in bytes; `None` if that is unknown.
pub(super) fn memory(group: Option<u32>) -> Option<u64> {
    let group = group?.to_string();
    // Only Linux has this.
    let processes = std::fs::read_dir("/proc").ok()?;
    let kibibytes = processes.filter_map(|process| {
        let process = process.ok()?.path();
        let stat = std::fs::read_to_string(process.join("stat")).ok()?;
        // After the name, which may contain anything: state, parent, group.
        let (_, behind) = stat.rsplit_once(')')?;
        if behind.split_ascii_whitespace().nth(2) != Some(&group) {
            return None;
        }
        let status = std::fs::read_to_string(process.join("status")).ok()?;
        let resident = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        resident.trim().strip_suffix(" kB")?.parse::<u64>().ok()
    });
    let kibibytes = kibibytes.sum::<u64>();
    (kibibytes > 0).then_some(kibibytes * 1_024)
}

/// How a process ended, in words.
pub(super) fn in_words(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let name = match signal {
            6 => "SIGABRT",
            9 => "SIGKILL",
            11 => "SIGSEGV",
            13 => "SIGPIPE",
            15 => "SIGTERM",
            _ => "",
        };
        return format!("シグナル {signal} {name}").trim_end().to_owned();
    }
    status
        .code()
        .map_or_else(|| status.to_string(), |code| format!("終了コード {code}"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_memory_of_a_group_is_that_of_its_processes() {
        let own = u32::try_from(rustix::process::getpgrp().as_raw_nonzero().get()).unwrap();
        assert!(memory(Some(own)).unwrap() > 1_000_000);
        assert_eq!(memory(Some(u32::MAX)), None);
        assert_eq!(memory(None), None);
    }
}
