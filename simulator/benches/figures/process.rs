//! A server in its own process: started, called, measured, killed.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::load;

/// A started server that has answered nothing yet.
pub(super) struct Started {
    at: Instant,
    process: Child,
}

/// A server that has answered.
pub(super) struct Served {
    process: Child,
    pub(super) address: SocketAddr,
}

/// The threads of a server.
#[derive(Clone, Copy)]
pub(super) enum Threads {
    One,
    /// The default of the simulator, and of tokio.
    OnePerCore,
}

impl Threads {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::OnePerCore => "0",
        }
    }
}

impl Started {
    pub(super) fn bare(threads: Threads) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["bare", threads.text()]);
        Self::start(command)
    }

    /// A simulator of one thread, unless the variables set otherwise.
    pub(super) fn simulator(variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kakebarai-simulator"));
        command.args(["--listen", "127.0.0.1:0"]);
        command.env("KAKEBARAI_THREADS", Threads::One.text());
        command.envs(variables.iter().copied());
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        command.stdout(Stdio::piped());
        Self {
            at: Instant::now(),
            process: command.spawn().unwrap(),
        }
    }

    /// Reads the printed address, calls it once, and measures the time; then kills it.
    pub(super) fn until_answered(self) -> Duration {
        self.answered().1
    }

    pub(super) fn answered(mut self) -> (Served, Duration) {
        let printed = BufReader::new(self.process.stdout.take().unwrap());
        let address = printed
            .lines()
            .find_map(|line| {
                let line = line.unwrap();
                let (_, rest) = line.split_once("http://")?;
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':');
                rest[..end.unwrap_or(rest.len())].parse().ok()
            })
            .unwrap();
        load::ask(
            address,
            "AN050",
            "traderCode=900000001&passWord=kakebarai-test&buyerId=1111",
        );
        let taken = self.at.elapsed();
        let process = self.process;
        (Served { process, address }, taken)
    }
}

impl Served {
    pub(super) fn bare(threads: Threads) -> Self {
        Started::bare(threads).answered().0
    }

    pub(super) fn simulator() -> Self {
        Self::simulator_with(&[])
    }

    pub(super) fn simulator_of(threads: Threads) -> Self {
        Self::simulator_with(&[("KAKEBARAI_THREADS", threads.text())])
    }

    /// With some settings.
    pub(super) fn simulator_with(variables: &[(&str, &str)]) -> Self {
        Started::simulator(variables).answered().0
    }

    /// Resident memory, in bytes.
    pub(super) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.unwrap().trim().trim_end_matches(" kB");
        kibibytes.parse::<u64>().unwrap() * 1024
    }

    /// Processor time used so far, to the nanosecond, of all its threads.
    pub(super) fn processor_time(&self) -> Duration {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        tasks
            .map(|task| {
                let file = task.unwrap().path().join("schedstat");
                let line = fs::read_to_string(file).unwrap();
                Duration::from_nanos(line.split(' ').next().unwrap().parse().unwrap())
            })
            .sum()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
