//! Signals that reach the program and are meant for the command that it runs.

#[cfg(not(unix))]
use std::io;

#[cfg(unix)]
pub(super) use self::unix::Signals;
#[cfg(not(unix))]
use tokio::process::Child;

#[cfg(unix)]
mod unix {
    use std::{ffi::c_int, fs::File, io, thread};

    use rustix::{
        process::{
            Pid, Signal, getpgid, getpgrp, getpid, getsid, kill_process, kill_process_group,
        },
        termios::tcgetpgrp,
    };
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2},
        iterator::{Handle, SignalsInfo, exfiltrator::WithOrigin},
        low_level::siginfo::{Cause, Origin},
    };
    use tokio::{
        process::Child,
        sync::mpsc::{UnboundedReceiver, unbounded_channel},
    };

    /// The signals listened for; dropping it ends the listening thread.
    pub(in super::super) struct Signals {
        arrived: UnboundedReceiver<Arrived>,
        listening: Handle,
    }

    /// A signal that reached this program.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Arrived {
        signal: Signal,
        /// Whether a terminal sent it, to all of the group in its foreground.
        is_typed: bool,
    }

    impl Drop for Signals {
        fn drop(&mut self) {
            self.listening.close();
        }
    }

    impl Arrived {
        fn of(origin: &Origin) -> Option<Self> {
            let signal = signal(origin.signal)?;
            let is_typed = match origin.cause {
                // A terminal that hangs up tells the leader of the session alone.
                Cause::Kernel => signal != Signal::HUP || getsid(None).ok() != Some(getpid()),
                // Only Linux tells. Elsewhere one that is sent to this process alone, in the foreground, cannot be told from these.
                Cause::Unknown => [Signal::INT, Signal::QUIT].contains(&signal) && is_in_front(),
                _ => false,
            };
            Some(Self { signal, is_typed })
        }
    }

    fn signal(number: c_int) -> Option<Signal> {
        Some(match number {
            SIGINT => Signal::INT,
            SIGQUIT => Signal::QUIT,
            SIGTERM => Signal::TERM,
            SIGHUP => Signal::HUP,
            SIGUSR1 => Signal::USR1,
            SIGUSR2 => Signal::USR2,
            _ => return None,
        })
    }

    /// Whether this program is in the foreground of its terminal, wherever its standard input comes from.
    fn is_in_front() -> bool {
        File::open("/dev/tty")
            .and_then(|terminal| Ok(tcgetpgrp(terminal)?))
            .is_ok_and(|group| group == getpgrp())
    }

    impl Signals {
        pub(in super::super) fn listen() -> io::Result<Self> {
            let all = [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2];
            let mut signals = SignalsInfo::<WithOrigin>::new(all)?;
            let listening = signals.handle();
            let (hand_over, arrived) = unbounded_channel();
            thread::Builder::new()
                .name("signals".to_owned())
                .spawn(move || {
                    for arrived in signals.forever().filter_map(|origin| Arrived::of(&origin)) {
                        if hand_over.send(arrived).is_err() {
                            break;
                        }
                    }
                })?;
            Ok(Self { arrived, listening })
        }

        pub(in super::super) async fn next(&mut self) -> Arrived {
            match self.arrived.recv().await {
                Some(arrived) => arrived,
                // The thread has ended, so no more signals arrive.
                None => std::future::pending().await,
            }
        }

        /// Whether the signal asks this program to end.
        pub(in super::super) fn ends(Arrived { signal, .. }: Arrived) -> bool {
            [Signal::INT, Signal::QUIT, Signal::TERM, Signal::HUP].contains(&signal)
        }

        /// Passes a signal on to a command, or to all of the group `group` that it leads: once. A signal from a terminal has already
        /// reached a command in this program's own group.
        pub(in super::super) fn hand_on(child: &Child, group: Option<u32>, arrived: Arrived) {
            let Some(process) = pid(child.id()) else {
                return;
            };
            if group.is_some() {
                send(group, arrived.signal);
            } else if !(arrived.is_typed && getpgid(Some(process)).ok() == Some(getpgrp())) {
                // It may have ended just now.
                let _ = kill_process(process, arrived.signal);
            }
        }

        /// Asks all of a group to end.
        pub(in super::super) fn terminate(_: &mut Child, group: Option<u32>) {
            send(group, Signal::TERM);
        }

        /// Kills the rest of a group.
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

    /// Windows has no gentle way.
    pub(super) fn terminate(child: &mut Child, group: Option<u32>) {
        Self::kill(child, group);
    }

    pub(super) fn kill(child: &mut Child, group: Option<u32>) {
        if group.is_some() {
            let _ = child.start_kill();
        }
    }
}
