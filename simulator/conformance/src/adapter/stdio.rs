//! Messages over stdin and stdout: starts, restarts and stops the process.

use std::{
    collections::HashMap,
    ffi::OsString,
    fmt, io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;
use tokio::time::timeout;

use super::{
    conversation::{Input, Output, Silence},
    group,
    log::AdapterLog,
    message::verb::Verb,
    patience::Patience,
    process::Process,
    remarks::Remarks,
    trouble::Trouble,
};

/// The most restarts of a process without an answer in between.
const RESTARTS: u32 = 3;

/// Connects to an adapter within this program: a fresh pair of streams for each of its lives.
pub type Connect = Box<dyn Fn() -> io::Result<(Input, Output)> + Send + Sync>;

/// The source of processes.
pub(super) enum Source {
    /// A command.
    Command(Vec<OsString>, TempDir),
    /// This program.
    Within(Connect),
}

/// An adapter over stdin and stdout.
pub(super) struct Stdio {
    source: Source,
    process: tokio::sync::Mutex<Option<Arc<Process>>>,
    /// The number of the process in which each open session began.
    sessions: Mutex<HashMap<String, u64>>,
    /// Starts since the last answer.
    fruitless: AtomicU32,
    last_trouble: Mutex<String>,
    patience: Patience,
    log: Arc<AdapterLog>,
    remarks: Arc<Remarks>,
}

impl fmt::Debug for Stdio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stdio").finish_non_exhaustive()
    }
}

/// A message on its way.
#[derive(Debug)]
pub(super) struct Sending<'a> {
    pub(super) id: u64,
    pub(super) verb: Verb,
    pub(super) session: Option<&'a str>,
    pub(super) message: &'a Value,
    pub(super) within: Duration,
}

impl Stdio {
    pub(super) fn new(
        source: Source,
        patience: Patience,
        log: Arc<AdapterLog>,
        remarks: Arc<Remarks>,
    ) -> Self {
        Self {
            source,
            process: tokio::sync::Mutex::new(None),
            sessions: Mutex::default(),
            fruitless: AtomicU32::new(0),
            last_trouble: Mutex::default(),
            patience,
            log,
            remarks,
        }
    }

    /// Sends a message to the running process, or to a new one, which gets `start` first.
    pub(super) async fn exchange(
        &self,
        sending: &Sending<'_>,
        start: &Value,
    ) -> Result<Value, Trouble> {
        let process = self.process(start).await?;
        let opens = matches!(sending.verb, Verb::Begin | Verb::Resume);
        if let (Some(session), false) = (sending.session, opens) {
            let began = self.sessions().get(session).copied();
            if began.is_some_and(|began| began != process.generation) {
                return Err(Trouble::SessionLost(session.to_owned()));
            }
        }
        let answer = self.ask(&process, sending).await?;
        self.fruitless.store(0, Ordering::Release);
        if let Some(session) = sending.session {
            if opens {
                let session = session.to_owned();
                self.sessions().insert(session, process.generation);
            } else if sending.verb == Verb::End {
                self.sessions().remove(session);
            }
        }
        Ok(answer)
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, HashMap<String, u64>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The running process, or a new one that has answered `start`.
    async fn process(&self, start: &Value) -> Result<Arc<Process>, Trouble> {
        let mut current = self.process.lock().await;
        let generation = match &*current {
            Some(process) if !process.is_gone() => return Ok(process.clone()),
            Some(process) => process.generation + 1,
            None => 0,
        };
        if generation > 0 && self.fruitless.fetch_add(1, Ordering::AcqRel) >= RESTARTS {
            let last = self.last_trouble.lock();
            let last = last.unwrap_or_else(PoisonError::into_inner).clone();
            return Err(Trouble::GivenUp(last));
        }
        let (log, remarks) = (self.log.clone(), self.remarks.clone());
        let patience = &self.patience;
        let process = match &self.source {
            Source::Command(words, data) => {
                Process::spawn(words, data.path(), generation, patience, log, remarks)?
            }
            Source::Within(connect) => {
                let streams = connect().map_err(|error| Trouble::NotStarted(error.to_string()))?;
                Process::within(streams, generation, patience, log, remarks)
            }
        };
        let process = Arc::new(process);
        // Before its first answer, so that a process that dies is counted.
        *current = Some(process.clone());
        if generation > 0 {
            let sending = Sending {
                id: 0,
                verb: Verb::Start,
                session: None,
                message: start,
                within: patience.message,
            };
            self.ask(&process, &sending).await?;
        }
        Ok(process)
    }

    /// Sends a message to a process, and ends the process at a trouble.
    async fn ask(&self, process: &Process, sending: &Sending<'_>) -> Result<Value, Trouble> {
        let Sending {
            id,
            verb,
            message,
            within,
            ..
        } = *sending;
        let conversation = &process.conversation;
        let trouble = match conversation.exchange(id, verb, message, within).await {
            Ok(answer) => return Ok(answer),
            Err(Silence::Trouble(trouble)) => trouble,
            Err(Silence::Ended) => self.ended(process, verb).await,
            Err(Silence::Late(mut receiver)) => {
                process.give_up();
                let is_partial = conversation.is_partial();
                conversation.close_input().await;
                // Output that was written but not flushed arrives when the program ends.
                let is_late = timeout(self.patience.flush, &mut receiver).await;
                match is_late {
                    Ok(Ok(Ok(_))) if is_partial => Trouble::NoLineEnd(verb, within),
                    Ok(Ok(Ok(_))) => Trouble::NotFlushed(verb, within),
                    _ if is_partial => Trouble::NoLineEnd(verb, within),
                    _ => Trouble::TimedOut {
                        verb,
                        after: within,
                        noise: self.log.noise(),
                        last: process.last_lines(),
                    },
                }
            }
        };
        process.put_down().await;
        let text = self.log.masked(&trouble.to_string());
        *self
            .last_trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = text;
        Err(trouble)
    }

    /// Determines why the output ended.
    async fn ended(&self, process: &Process, verb: Verb) -> Trouble {
        if process.is_gone() {
            return Trouble::TakenDown(verb);
        }
        match timeout(self.patience.flush, process.wait()).await {
            Ok(status) => Trouble::Died {
                verb,
                how: how(status),
                last: process.last_lines(),
            },
            Err(_) => Trouble::Closed(verb),
        }
    }

    /// Whether there is a process that gets messages.
    pub(super) async fn is_running(&self) -> bool {
        let process = self.process.lock().await;
        process.as_ref().is_some_and(|process| !process.is_gone())
    }

    /// The memory of the running process, in bytes; `None` if that is unknown.
    pub(super) async fn memory(&self) -> Option<u64> {
        let process = self.process.lock().await.clone();
        process?.memory()
    }

    /// Ends the process by `stop`, or by the end of its input, and checks that it ends well and in time.
    pub(super) async fn stop(&self, message: Option<(u64, &Value)>) -> Result<(), Trouble> {
        let Some(process) = self.process.lock().await.clone() else {
            return Ok(());
        };
        if process.is_gone() {
            return Ok(());
        }
        let what = match message {
            Some(_) => "stop を受け取っても",
            None => "標準入力が終わっても",
        };
        let within = self.patience.stop;
        let ended = timeout(within, async {
            match message {
                Some((id, message)) => {
                    let conversation = &process.conversation;
                    // The answer is optional; the end counts.
                    let _ = conversation.exchange(id, Verb::Stop, message, within).await;
                }
                None => process.conversation.close_input().await,
            }
            process.wait().await
        });
        let ended = ended.await;
        process.give_up();
        match ended {
            Err(_) => {
                process.put_down().await;
                Err(Trouble::NotStopped(what, within))
            }
            Ok(Some(Ok(status))) if !status.success() => Err(Trouble::StoppedBadly {
                what,
                how: group::in_words(status),
                last: process.last_lines(),
            }),
            Ok(_) => Ok(()),
        }
    }

    /// Kills the process at once, as a power cut would. The next message starts another.
    pub(super) async fn kill(&self) {
        let process = self.process.lock().await.clone();
        if let Some(process) = process {
            process.kill().await;
            // Our own kill does not count against the adapter.
            self.fruitless.store(0, Ordering::Release);
        }
    }
}

fn how(status: Option<io::Result<std::process::ExitStatus>>) -> String {
    match status {
        Some(Ok(status)) => group::in_words(status),
        Some(Err(error)) => error.to_string(),
        None => "出力の終わり".to_owned(),
    }
}
