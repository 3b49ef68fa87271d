//! Signals that reach the program and are meant for the command that it runs.

#[cfg(not(unix))]
use std::io;

#[cfg(unix)]
pub(super) use self::unix::Signals;
#[cfg(not(unix))]
use tokio::process::Child;

#[cfg(unix)]
mod unix {
    use std::io;

    use rustix::{
        process::{Pid, Signal, getpgrp, kill_process, kill_process_group},
        termios::tcgetpgrp,
    };
    use tokio::{
        process::Child,
        signal::unix::{Signal as Listening, SignalKind, signal},
    };

    pub(in super::super) struct Signals {
        interrupt: Listening,
        quit: Listening,
        terminate: Listening,
        hang_up: Listening,
        user1: Listening,
        user2: Listening,
    }

    /// Signals typed at the terminal reach a command of the same group directly, so they are not passed on. A signal sent to this process
    /// alone, while it is in the foreground of a terminal, cannot be told from these.
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

        /// Whether somebody wants this program to end by it.
        pub(in super::super) fn ends(signal: Signal) -> bool {
            [Signal::INT, Signal::QUIT, Signal::TERM, Signal::HUP].contains(&signal)
        }

        /// Passes a signal on to a command, or to all of the group `group` that it leads.
        pub(in super::super) fn hand_on(child: &Child, group: Option<u32>, signal: Signal) {
            match group {
                Some(_) => send(group, signal),
                None if is_typed(signal) => {}
                None => {
                    if let Some(process) = pid(child.id()) {
                        // It may have ended just now.
                        let _ = kill_process(process, signal);
                    }
                }
            }
        }

        /// Asks all of a group to end.
        pub(in super::super) fn terminate(_: &mut Child, group: Option<u32>) {
            send(group, Signal::TERM);
        }

        /// Ends what is left of a group.
        pub(in super::super) fn kill(_: &mut Child, group: Option<u32>) {
            send(group, Signal::KILL);
        }
    }

    fn pid(id: Option<u32>) -> Option<Pid> {
        id.and_then(|id| i32::try_from(id).ok())
            .and_then(Pid::from_raw)
    }

    fn send(group: Option<u32>, signal: Signal) {
        if let Some(group) = pid(group) {
            let _ = kill_process_group(group, signal);
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

    pub(super) const fn ends((): ()) -> bool {
        true
    }

    pub(super) const fn hand_on(_: &Child, _: Option<u32>, (): ()) {}

    /// There is no gentle way.
    pub(super) fn terminate(child: &mut Child, group: Option<u32>) {
        Self::kill(child, group);
    }

    pub(super) fn kill(child: &mut Child, group: Option<u32>) {
        if group.is_some() {
            let _ = child.start_kill();
        }
    }
}
