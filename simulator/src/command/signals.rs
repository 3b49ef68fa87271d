//! Signals that reach `exec` and are meant for its command.

#[cfg(not(unix))]
use std::io;

#[cfg(unix)]
pub(super) use self::unix::Signals;

#[cfg(unix)]
mod unix {
    use std::io;

    use rustix::{
        process::{Pid, Signal, getpgrp, kill_process},
        termios::tcgetpgrp,
    };
    use tokio::signal::unix::{Signal as Listening, SignalKind, signal};

    pub(in super::super) struct Signals {
        interrupt: Listening,
        quit: Listening,
        terminate: Listening,
        hang_up: Listening,
        user1: Listening,
        user2: Listening,
    }

    /// Signals typed at the terminal reach the command directly, so they are not passed on. A signal sent to this process alone, while it
    /// is in the foreground of a terminal, cannot be told from these.
    fn is_typed(signal: Signal) -> bool {
        let is_in_front = || tcgetpgrp(io::stdin()).is_ok_and(|group| group == getpgrp());
        (signal == Signal::INT || signal == Signal::QUIT) && is_in_front()
    }

    impl Signals {
        pub(in super::super) fn listen() -> io::Result<Self> {
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                quit: signal(SignalKind::quit())?,
                terminate: signal(SignalKind::terminate())?,
                hang_up: signal(SignalKind::hangup())?,
                user1: signal(SignalKind::user_defined1())?,
                user2: signal(SignalKind::user_defined2())?,
            })
        }

        pub(in super::super) async fn next(&mut self) -> Signal {
            tokio::select! {
                _ = self.interrupt.recv() => Signal::INT,
                _ = self.quit.recv() => Signal::QUIT,
                _ = self.terminate.recv() => Signal::TERM,
                _ = self.hang_up.recv() => Signal::HUP,
                _ = self.user1.recv() => Signal::USR1,
                _ = self.user2.recv() => Signal::USR2,
            }
        }

        pub(in super::super) fn hand_on(process: Option<u32>, signal: Signal) {
            if is_typed(signal) {
                return;
            }
            let process = process.and_then(|id| i32::try_from(id).ok());
            if let Some(process) = process.and_then(Pid::from_raw) {
                // It may have ended just now.
                let _ = kill_process(process, signal);
            }
        }
    }
}

/// Ctrl-C, which reaches the command by itself.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }

    pub(super) fn hand_on(_: Option<u32>, (): ()) {}
}
