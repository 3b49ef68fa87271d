//! One process of an adapter, from its start to the end of its group.

use std::{
    ffi::OsString,
    io,
    path::Path,
    process::{ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, BufReader},
    process::{Child, Command},
    sync::Mutex,
    task::JoinHandle,
    time::timeout,
};

use super::{
    conversation::{Conversation, Input, Output},
    group::{self, Telling},
    log::{AdapterLog, LogSource},
    patience::Patience,
    remarks::Remarks,
    trouble::Trouble,
};

/// The folder in which a durable adapter keeps its data, empty at the start of a run.
pub const DATA_VARIABLE: &str = "KAKEBARAI_ADAPTER_DATA";

/// The last lines of the log in a message about the end of a process.
const LAST_LINES: usize = 5;

/// A process, or its substitute in this program.
pub(super) struct Process {
    pub(super) conversation: Conversation,
    pub(super) generation: u64,
    is_gone: AtomicBool,
    child: Option<RunningProcess>,
    log: Arc<AdapterLog>,
    patience: Patience,
}

struct RunningProcess {
    child: Mutex<Child>,
    group: Option<u32>,
    stderr: Mutex<Option<JoinHandle<()>>>,
    group_has_ended: AtomicBool,
}

impl Process {
    /// Starts a program.
    pub(super) fn spawn(
        words: &[OsString],
        data: &Path,
        generation: u64,
        patience: &Patience,
        log: Arc<AdapterLog>,
        remarks: Arc<Remarks>,
    ) -> Result<Self, Trouble> {
        let (program, arguments) = words
            .split_first()
            .ok_or_else(|| Trouble::NotFound(String::new()))?;
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env(DATA_VARIABLE, data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        group::own_group(&mut command);
        let mut child = command.spawn().map_err(|error| {
            let program = program.to_string_lossy().into_owned();
            match error.kind() {
                io::ErrorKind::NotFound => Trouble::NotFound(program),
                _ => Trouble::NotExecutable(program, error.to_string()),
            }
        })?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(Trouble::NotStarted("パイプがありません".to_owned()));
        };
        let stderr = tokio::spawn(keep(stderr, log.clone(), patience.line));
        let conversation = Conversation::open(
            Box::new(stdin),
            Box::new(stdout),
            patience,
            log.clone(),
            remarks,
        );
        Ok(Self {
            conversation,
            generation,
            is_gone: AtomicBool::new(false),
            child: Some(RunningProcess {
                group: child.id(),
                child: Mutex::new(child),
                stderr: Mutex::new(Some(stderr)),
                group_has_ended: AtomicBool::new(false),
            }),
            log,
            patience: patience.clone(),
        })
    }

    /// Talks to an adapter within this program.
    pub(super) fn within(
        (input, output): (Input, Output),
        generation: u64,
        patience: &Patience,
        log: Arc<AdapterLog>,
        remarks: Arc<Remarks>,
    ) -> Self {
        Self {
            conversation: Conversation::open(input, output, patience, log.clone(), remarks),
            generation,
            is_gone: AtomicBool::new(false),
            child: None,
            log,
            patience: patience.clone(),
        }
    }

    /// Whether it gets no more messages.
    pub(super) fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::Acquire)
    }

    pub(super) fn give_up(&self) {
        self.is_gone.store(true, Ordering::Release);
    }

    /// Waits for its end. Without a process waits for the end of its output, and returns `None`.
    pub(super) async fn wait(&self) -> Option<io::Result<ExitStatus>> {
        let Some(running) = &self.child else {
            self.conversation.ended().await;
            return None;
        };
        let status = running.child.lock().await.wait().await;
        // Its last output may still be on the way; processes left behind may hold the pipe open.
        if let Some(stderr) = running.stderr.lock().await.take() {
            let _ = timeout(self.patience.flush, stderr).await;
        }
        running.end_group();
        Some(status)
    }

    /// The memory of the process and all that it started, in bytes; `None` if that is unknown.
    pub(super) fn memory(&self) -> Option<u64> {
        group::memory(self.child.as_ref()?.group)
    }

    /// The last lines of its log.
    pub(super) fn last_lines(&self) -> Vec<String> {
        self.log.last(LogSource::Stderr, LAST_LINES)
    }

    /// Ends it: SIGTERM, then SIGKILL for the rest.
    pub(super) async fn put_down(&self) {
        self.give_up();
        self.conversation.close_input().await;
        if let Some(running) = &self.child {
            group::tell(running.group, Telling::Terminate);
            if timeout(self.patience.terminate, self.wait()).await.is_err() {
                self.kill().await;
            }
        }
        self.conversation.take_down();
    }

    /// Kills it at once, as a power cut would.
    pub(super) async fn kill(&self) {
        self.give_up();
        if let Some(running) = &self.child {
            group::tell(running.group, Telling::Kill);
            let _ = running.child.lock().await.start_kill();
            self.wait().await;
        }
        self.conversation.take_down();
    }
}

impl RunningProcess {
    /// Kills processes that it left behind.
    fn end_group(&self) {
        if !self.group_has_ended.swap(true, Ordering::AcqRel) {
            group::tell(self.group, Telling::Kill);
        }
    }
}

impl Drop for RunningProcess {
    fn drop(&mut self) {
        self.end_group();
    }
}

/// Writes the lines of a stream to the log.
async fn keep(stream: impl AsyncRead + Unpin, log: Arc<AdapterLog>, longest: usize) {
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    let most = u64::try_from(longest).unwrap_or(u64::MAX);
    loop {
        line.clear();
        match (&mut stream).take(most).read_until(b'\n', &mut line).await {
            Ok(0) | Err(_) => return,
            Ok(_) => log.write(LogSource::Stderr, &line),
        }
    }
}
