//! JSON lines both ways: messages go out, and each answer is matched with its message.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    sync::{oneshot, watch},
    task::JoinHandle,
    time::timeout,
};

use super::{
    log::{AdapterLog, LogSource},
    message::verb::Verb,
    patience::Patience,
    remarks::{Remark, Remarks},
    trouble::Trouble,
};

/// The stream of messages.
pub(super) type Input = Box<dyn AsyncWrite + Send + Unpin>;
/// The stream of answers.
pub(super) type Output = Box<dyn AsyncRead + Send + Unpin>;

/// Why a message has no answer yet.
#[derive(Debug)]
pub(super) enum Silence {
    /// The time-out is over.
    Late(oneshot::Receiver<Result<Value, Trouble>>),
    /// The output has ended.
    Ended,
    /// The received line is not an answer.
    Trouble(Trouble),
}

/// The two ends of a line to one process.
pub(super) struct Conversation {
    input: tokio::sync::Mutex<Option<Input>>,
    shared: Arc<Shared>,
    reader: JoinHandle<()>,
}

struct Shared {
    waiting: Mutex<Waiting>,
    /// Whether an answer has begun and not ended yet.
    is_partial: AtomicBool,
    log: Arc<AdapterLog>,
    remarks: Arc<Remarks>,
    longest: usize,
    ended: watch::Sender<bool>,
}

#[derive(Default)]
struct Waiting {
    asked: BTreeMap<u64, (Verb, oneshot::Sender<Result<Value, Trouble>>)>,
    answered: BTreeSet<u64>,
    is_over: bool,
}

/// The shown beginning of a line.
fn excerpt(line: &str) -> String {
    let mut excerpt: String = line.chars().take(200).collect();
    if excerpt.len() < line.len() {
        excerpt.push('…');
    }
    excerpt
}

impl Conversation {
    pub(super) fn open(
        input: Input,
        output: Output,
        patience: &Patience,
        log: Arc<AdapterLog>,
        remarks: Arc<Remarks>,
    ) -> Self {
        let shared = Arc::new(Shared {
            waiting: Mutex::default(),
            is_partial: AtomicBool::new(false),
            log,
            remarks,
            longest: patience.line,
            ended: watch::Sender::new(false),
        });
        let reader = tokio::spawn(read(output, shared.clone()));
        Self {
            input: tokio::sync::Mutex::new(Some(input)),
            shared,
            reader,
        }
    }

    /// Sends a message and waits for its answer.
    pub(super) async fn exchange(
        &self,
        id: u64,
        verb: Verb,
        message: &Value,
        within: Duration,
    ) -> Result<Value, Silence> {
        let (sender, mut receiver) = oneshot::channel();
        {
            let mut waiting = self.shared.waiting();
            if waiting.is_over {
                return Err(Silence::Ended);
            }
            waiting.asked.insert(id, (verb, sender));
        }
        let answered = timeout(within, async {
            let mut line = message.to_string();
            line.push('\n');
            if let Some(input) = self.input.lock().await.as_mut() {
                // If nobody reads, the output ends as well.
                let _ = input.write_all(line.as_bytes()).await;
                let _ = input.flush().await;
            }
            (&mut receiver).await
        });
        match answered.await {
            Ok(Ok(Ok(answer))) => Ok(answer),
            Ok(Ok(Err(trouble))) => Err(Silence::Trouble(trouble)),
            Ok(Err(_)) => Err(Silence::Ended),
            Err(_) => Err(Silence::Late(receiver)),
        }
    }

    /// Ends the input.
    pub(super) async fn close_input(&self) {
        if let Some(mut input) = self.input.lock().await.take() {
            let _ = input.shutdown().await;
        }
    }

    /// Whether an answer has begun and not ended yet.
    pub(super) fn is_partial(&self) -> bool {
        self.shared.is_partial.load(Ordering::Acquire)
    }

    /// Fails all waiting messages, because their process is ended.
    pub(super) fn take_down(&self) {
        self.shared.fail_all(Trouble::TakenDown);
        self.shared.waiting().is_over = true;
    }

    /// Waits until the output has ended.
    pub(super) async fn ended(&self) {
        let mut ended = self.shared.ended.subscribe();
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Reads lines until the output ends.
async fn read(output: Output, shared: Arc<Shared>) {
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    let mut is_too_long = false;
    loop {
        let (used, ends) = match output.fill_buf().await {
            Ok([]) | Err(_) => break,
            Ok(bytes) => {
                let end = bytes.iter().position(|byte| *byte == b'\n');
                let part = &bytes[..end.unwrap_or(bytes.len())];
                let room = shared.longest.saturating_sub(line.len());
                is_too_long |= part.len() > room;
                line.extend_from_slice(&part[..part.len().min(room)]);
                (end.map_or(bytes.len(), |end| end + 1), end.is_some())
            }
        };
        output.consume(used);
        shared
            .is_partial
            .store(!ends && line.first() == Some(&b'{'), Ordering::Release);
        // Otherwise an endless line would hold until the time-out.
        if is_too_long && line.first() == Some(&b'{') {
            let bytes = shared.longest;
            shared.fail_all(|verb| Trouble::TooLong { verb, bytes });
        }
        if ends {
            shared.take(&line, is_too_long);
            line.clear();
            is_too_long = false;
        }
    }
    if !line.is_empty() {
        shared.take(&line, is_too_long);
    }
    let mut waiting = shared.waiting();
    waiting.is_over = true;
    // Closing the channels informs the waiting messages.
    waiting.asked.clear();
    drop(waiting);
    shared.ended.send_replace(true);
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Handles a line: an answer, or noise.
    fn take(&self, line: &[u8], is_too_long: bool) {
        let marked = line.strip_prefix("\u{feff}".as_bytes());
        let answer = marked.unwrap_or(line).trim_ascii();
        if !answer.starts_with(b"{") {
            if !answer.is_empty() {
                self.log.write(LogSource::Noise, line);
            }
            return;
        }
        if marked.is_some() {
            self.remarks.add(Remark::ByteOrderMark);
        }
        if !is_too_long {
            self.answer(answer);
        }
    }

    fn answer(&self, line: &[u8]) {
        let text = String::from_utf8_lossy(line);
        let is_utf8 = std::str::from_utf8(line).is_ok();
        let mut object = match serde_json::from_str(&text) {
            Ok(Value::Object(object)) => object,
            Ok(_) => return,
            Err(error) => {
                self.fail_or_remark(&text, |verb| {
                    if is_utf8 {
                        Trouble::NoJson {
                            verb,
                            detail: error.to_string(),
                            line: self.log.masked(&excerpt(&text)),
                        }
                    } else {
                        Trouble::NotUtf8(verb)
                    }
                });
                return;
            }
        };
        let id = object.remove("id").unwrap_or_default();
        let Some(number) = id.as_u64() else {
            self.fail_or_remark(&text, |verb| match &id {
                Value::Null => Trouble::NoId(verb),
                other => Trouble::StrangeId {
                    verb,
                    got: excerpt(&other.to_string()),
                },
            });
            return;
        };
        let mut waiting = self.waiting();
        if let Some((verb, asked)) = waiting.asked.remove(&number) {
            waiting.answered.insert(number);
            let answer = if is_utf8 {
                Ok(Value::Object(object))
            } else {
                Err(Trouble::NotUtf8(verb))
            };
            // The receiver may be gone.
            let _ = asked.send(answer);
        } else if waiting.answered.contains(&number) {
            self.remarks.add(Remark::AnsweredTwice(number));
        } else {
            drop(waiting);
            self.fail_or_remark(&text, |verb| Trouble::StrangeId {
                verb,
                got: number.to_string(),
            });
        }
    }

    /// Fails all waiting messages, since an answer without an id may belong to any. If none waits, only remarks on it.
    fn fail_or_remark(&self, line: &str, trouble: impl Fn(Verb) -> Trouble) {
        if !self.fail_all(trouble) {
            let line = self.log.masked(&excerpt(line));
            self.remarks.add(Remark::Unasked(line));
        }
    }

    /// Fails all waiting messages. Returns whether there were any.
    fn fail_all(&self, trouble: impl Fn(Verb) -> Trouble) -> bool {
        let asked = std::mem::take(&mut self.waiting().asked);
        let anybody = !asked.is_empty();
        for (verb, asked) in asked.into_values() {
            let _ = asked.send(Err(trouble(verb)));
        }
        anybody
    }
}
