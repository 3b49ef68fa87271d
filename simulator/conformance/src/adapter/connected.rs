//! An adapter that has introduced itself, by any transport.

use std::{
    ffi::OsString,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Map, Value, json};
use tokio::sync::Semaphore;

use super::{
    http::Http,
    log::AdapterLog,
    message::{
        capabilities::{Introduction, Start},
        reading::{Failed, Reply, read_reply},
        session::Stop,
        verb::Message,
    },
    patience::Patience,
    remarks::{Remark, Remarks},
    stdio::{Connect, Sending, Source, Stdio},
    trouble::Trouble,
};

/// The place of an adapter.
pub enum Place {
    /// A program with its arguments, over stdin and stdout.
    Command(Vec<OsString>),
    /// An address, with the adapter's token.
    Url {
        /// `http://127.0.0.1:8080/_kakebarai`.
        url: String,
        /// Sent as `Authorization: Bearer …`. Without it, only this machine is allowed.
        token: Option<String>,
    },
    /// This program.
    Within(Connect),
}

#[derive(Debug)]
enum Transport {
    Stdio(Box<Stdio>),
    Http(Http),
}

/// An adapter that has introduced itself.
#[derive(Debug)]
pub struct Adapter {
    transport: Transport,
    /// The first message to restarted processes.
    start: Value,
    introduction: Introduction,
    unknown_fields: Vec<String>,
    numbers: AtomicU64,
    /// One for each message that may be under way.
    places: Semaphore,
    patience: Patience,
    log: Arc<AdapterLog>,
    remarks: Arc<Remarks>,
}

/// Why an adapter cannot be reached.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotConnected {
    /// The line failed.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// It does not introduce itself.
    #[error(
        "アダプターが start に「{0}」と答えました。start には、名前（integration）、protocol、can、accepts を返してください。"
    )]
    NotIntroduced(String),
}

impl Adapter {
    /// Starts or reaches an adapter, and lets it introduce itself.
    ///
    /// # Errors
    /// [`NotConnected`] with a remedy for its developer.
    pub async fn connect(place: Place, patience: Patience) -> Result<Self, NotConnected> {
        let log = Arc::new(AdapterLog::new(patience.log));
        Self::introduced(place, patience, log, Arc::default()).await
    }

    /// Connects the same adapter once more, beside this one. Both write to one log, without the passwords of either.
    ///
    /// # Errors
    /// As [`Self::connect`].
    pub async fn beside(&self, place: Place) -> Result<Self, NotConnected> {
        let (log, remarks) = (self.log.clone(), self.remarks.clone());
        Self::introduced(place, self.patience.clone(), log, remarks).await
    }

    async fn introduced(
        place: Place,
        patience: Patience,
        log: Arc<AdapterLog>,
        remarks: Arc<Remarks>,
    ) -> Result<Self, NotConnected> {
        let stdio = |source| {
            let stdio = Stdio::new(source, patience.clone(), log.clone(), remarks.clone());
            Transport::Stdio(Box::new(stdio))
        };
        let transport = match place {
            Place::Command(words) => {
                let data =
                    tempfile::tempdir().map_err(|error| Trouble::NotStarted(error.to_string()))?;
                stdio(Source::Command(words, data))
            }
            Place::Within(connect) => stdio(Source::Within(connect)),
            Place::Url { url, token } => {
                let http = Http::new(&url, token.as_deref(), &patience, log.clone())?;
                Transport::Http(http)
            }
        };
        let start = Start {
            protocols: vec![1],
            harness: concat!("kakebarai-conformance ", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        let mut adapter = Self {
            transport,
            start: object(0, &start),
            introduction: Introduction::unknown(),
            unknown_fields: Vec::new(),
            numbers: AtomicU64::new(1),
            places: Semaphore::new(1),
            patience,
            log,
            remarks,
        };
        match adapter.ask(&start).await? {
            Reply::Answered {
                answer,
                unknown_fields,
            } => {
                let more = usize::try_from(answer.sessions).unwrap_or(1);
                adapter.places.add_permits(more.saturating_sub(1));
                adapter.introduction = answer;
                adapter.unknown_fields = unknown_fields;
                Ok(adapter)
            }
            Reply::Unsupported(what) => Err(NotConnected::NotIntroduced(what)),
            Reply::Failed(Failed { message, .. }) => Err(NotConnected::NotIntroduced(message)),
        }
    }

    /// Its introduction.
    pub const fn introduction(&self) -> &Introduction {
        &self.introduction
    }

    /// The fields of its introduction that the protocol does not have.
    pub fn unknown_fields(&self) -> &[String] {
        &self.unknown_fields
    }

    /// Its output besides answers.
    pub fn log(&self) -> &AdapterLog {
        &self.log
    }

    /// Observations at the line that do not prevent understanding.
    pub fn remarks(&self) -> Vec<Remark> {
        self.remarks.all()
    }

    /// The time for a message that takes this many calls to the provider.
    pub fn patience_for(&self, calls: u32) -> Duration {
        self.patience.for_calls(calls, &self.introduction.accepts)
    }

    /// Sends a message, and waits for its answer. Messages beyond the number that the adapter declares wait.
    ///
    /// # Errors
    /// [`Trouble`] at the line, which says nothing about the integration.
    pub async fn ask<M: Message>(&self, message: &M) -> Result<Reply<M::Answer>, Trouble> {
        let id = self.numbers.fetch_add(1, Ordering::AcqRel);
        let answer = self.send::<M>(message, &object(id, message)).await?;
        read_reply(answer).map_err(|unreadable| Trouble::Unreadable {
            verb: M::VERB,
            field: unreadable.field,
            detail: self.log.masked(&unreadable.detail),
        })
    }

    /// Sends a message with more fields than the protocol has.
    pub(super) async fn ask_with<M: Message>(
        &self,
        message: &M,
        more: Value,
    ) -> Result<Value, Trouble> {
        let id = self.numbers.fetch_add(1, Ordering::AcqRel);
        let mut object = object(id, message);
        if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
            object.extend(more);
        }
        self.send::<M>(message, &object).await
    }

    async fn send<M: Message>(&self, message: &M, object: &Value) -> Result<Value, Trouble> {
        // The semaphore is never closed.
        let _place = self.places.acquire().await;
        let session = message.session();
        if let (Some(session), Some(password)) =
            (session, object["connection"]["passWord"].as_str())
        {
            self.log.open(session, password);
        }
        let sending = Sending {
            id: object["id"].as_u64().unwrap_or_default(),
            verb: M::VERB,
            session,
            message: object,
            within: self.patience_for(message.calls()),
        };
        let answer = match &self.transport {
            Transport::Stdio(stdio) => stdio.exchange(&sending, &self.start).await,
            Transport::Http(http) => http.exchange(&sending).await,
        };
        if let (Some(session), super::message::verb::Verb::End) = (session, M::VERB) {
            self.log.close(session);
        }
        answer
    }

    /// Whether it has its own process, which can be killed, and stops at the end of its input.
    pub const fn has_process(&self) -> bool {
        matches!(self.transport, Transport::Stdio(_))
    }

    /// Whether its process runs; if not, the next message starts another. Over HTTP always `true`.
    pub async fn is_running(&self) -> bool {
        match &self.transport {
            Transport::Stdio(stdio) => stdio.is_running().await,
            Transport::Http(_) => true,
        }
    }

    /// The memory of its process and all processes that it started, in bytes; `None` over HTTP, and elsewhere than on Linux.
    pub async fn memory(&self) -> Option<u64> {
        match &self.transport {
            Transport::Stdio(stdio) => stdio.memory().await,
            Transport::Http(_) => None,
        }
    }

    /// Kills the process at once, as a power cut would; the next message starts another. Does nothing over HTTP.
    pub async fn kill(&self) {
        if let Transport::Stdio(stdio) = &self.transport {
            stdio.kill().await;
        }
    }

    /// Sends `stop`. A process has five seconds to end with status 0, an adapter over HTTP to answer.
    ///
    /// # Errors
    /// It did not do so.
    pub async fn stop(&self) -> Result<(), Trouble> {
        let id = self.numbers.fetch_add(1, Ordering::AcqRel);
        let message = object(id, &Stop {});
        match &self.transport {
            Transport::Stdio(stdio) => stdio.stop(Some((id, &message))).await,
            Transport::Http(http) => {
                let sending = Sending {
                    id,
                    verb: Stop::VERB,
                    session: None,
                    message: &message,
                    within: self.patience.stop,
                };
                http.exchange(&sending).await.map(|_| ())
            }
        }
    }

    /// Ends its input, which stops it as `stop` does. Does nothing over HTTP.
    ///
    /// # Errors
    /// It did not end with status 0 within five seconds.
    pub async fn close(&self) -> Result<(), Trouble> {
        match &self.transport {
            Transport::Stdio(stdio) => stdio.stop(None).await,
            Transport::Http(_) => Ok(()),
        }
    }
}

/// A message in its sent form.
fn object<M: Message>(id: u64, message: &M) -> Value {
    // Strings, numbers, lists and maps of strings: JSON can represent all of them.
    let mut object = match serde_json::to_value(message) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    };
    object.insert("id".to_owned(), json!(id));
    object.insert("do".to_owned(), json!(M::VERB.word()));
    Value::Object(object)
}
