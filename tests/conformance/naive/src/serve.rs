//! The adapter protocol: a message a line, an answer a line, and as many at once as come.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    task::JoinSet,
    time::timeout,
};

use crate::{
    faults::Faults,
    message::{Begin, Resume, Time},
    session::{Answer, Session, Trouble, open},
    wire::TIME_OUT_MS,
};

/// How long what is under way may take when the input has ended.
const AT_THE_END: Duration = Duration::from_secs(4);

/// Serves an adapter until `stop` or the end of the input.
///
/// `data` is the folder for what survives the process; without one nothing does.
///
/// # Errors
/// The input cannot be read, the output not be written, or the folder not be made.
pub async fn serve(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin + Send + 'static,
    data: Option<&Path>,
    faults: Faults,
) -> io::Result<()> {
    open(data)?;
    let adapter = Arc::new(Adapter {
        sessions: Mutex::default(),
        data: data.map(Path::to_owned),
        faults,
    });
    let output = Arc::new(tokio::sync::Mutex::new(output));
    let mut lines = BufReader::new(input).lines();
    let mut under_way: JoinSet<io::Result<()>> = JoinSet::new();
    while let Some(line) = lines.next_line().await? {
        let Ok(message) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        if message["do"] == "stop" {
            let answer = answer_to(&message, Ok(json!({"ok": true})));
            return write(&output, &answer).await;
        }
        let (adapter, output) = (adapter.clone(), output.clone());
        under_way.spawn(async move {
            let answer = adapter.carry_out(&message).await;
            write(&output, &answer_to(&message, answer)).await
        });
        while under_way.try_join_next().is_some() {}
    }
    let rest = async { while under_way.join_next().await.is_some() {} };
    // What is still under way then stands in the files.
    timeout(AT_THE_END, rest).await.unwrap_or(());
    Ok(())
}

async fn write(
    output: &tokio::sync::Mutex<impl AsyncWrite + Unpin>,
    answer: &Value,
) -> io::Result<()> {
    let mut output = output.lock().await;
    output.write_all(format!("{answer}\n").as_bytes()).await?;
    output.flush().await
}

fn answer_to(message: &Value, answer: Answer) -> Value {
    let mut answer = match answer {
        Ok(answer) => answer,
        Err(Trouble::Unsupported(what)) => json!({"unsupported": what}),
        Err(Trouble::Failed(why)) => json!({"failed": {"message": why}}),
    };
    answer["id"] = message["id"].clone();
    answer
}

/// A message as it is wanted. What was in it is not repeated.
fn read<T: DeserializeOwned>(message: &Value) -> Result<T, Trouble> {
    T::deserialize(message).map_err(|_| Trouble::Failed(format!("{} を読めません", message["do"])))
}

struct Adapter {
    sessions: Mutex<BTreeMap<String, Arc<Session>>>,
    data: Option<PathBuf>,
    faults: Faults,
}

impl Adapter {
    async fn carry_out(&self, message: &Value) -> Answer {
        let verb = message["do"].as_str().unwrap_or_default();
        match verb {
            "start" => return Ok(introduction()),
            "begin" => {
                let begin: Begin = read(message)?;
                let session = Session::begin(&begin, self.data.as_deref(), self.faults)?;
                return Ok(self.opened(&begin.session, session));
            }
            "resume" => {
                let resume: Resume = read(message)?;
                let session = Session::resume(&resume, self.data.as_deref(), self.faults)?;
                return Ok(self.opened(&resume.session, session));
            }
            _ => {}
        }
        let name = message["session"].as_str().unwrap_or_default();
        let session = self.sessions().get(name).cloned();
        let session = session
            .ok_or_else(|| Trouble::Failed(format!("セッション「{name}」は始まっていません")))?;
        match verb {
            "end" => {
                self.sessions().remove(name);
                Ok(json!({"ok": true}))
            }
            "time" => {
                let time: Time = read(message)?;
                session.set_time(&time.now)?;
                Ok(json!({"ok": true}))
            }
            "log" => Ok(json!({"text": session.log()})),
            "apply" => session.apply(&read(message)?).await,
            "screening" => session.screening(&read(message)?).await,
            "offer" => session.offer(&read(message)?).await,
            "preview" => session.preview(&read(message)?),
            "placeOrder" => session.place_order(&read(message)?).await,
            "changeOrder" => session.change_order(&read(message)?).await,
            "cancelOrder" => session.cancel_order(&read(message)?).await,
            "cancelOrders" => session.cancel_orders(&read(message)?).await,
            "ship" => session.ship(&read(message)?).await,
            "unship" => session.unship(&read(message)?).await,
            "orderStatus" => Ok(session.order_status(&read(message)?)),
            "recover" => session.recover().await,
            "groups" => session.groups(&read(message)?),
            other => Err(Trouble::Unsupported(other.to_owned())),
        }
    }

    fn opened(&self, name: &str, session: Session) -> Value {
        self.sessions().insert(name.to_owned(), Arc::new(session));
        json!({"ok": true})
    }

    fn sessions(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Session>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who the adapter is, and what it can do: everything.
fn introduction() -> Value {
    json!({
        "protocol": 1,
        "integration": {
            "name": "naive-client",
            "version": env!("CARGO_PKG_VERSION"),
            "language": "rust",
            "languageVersion": env!("CARGO_PKG_RUST_VERSION"),
        },
        "can": ["order", "status", "recover", "cancel", "bulkCancel", "amend", "ship", "unship", "offer", "preview",
            "apply", "screening", "groups", "log", "durable", "parallel"],
        "accepts": {
            "rounding": ["down", "up", "halfUp"],
            "taxCalculation": ["perRate", "perLine", "perUnit"],
            "taxIncluded": [true, false],
            "productCodes": ["cutFromHead", "notSent"],
            "discount": true,
            "discountSplit": "byAmount",
            "partPayments": true,
            "fee": true,
            "fractions": true,
            "onlyForGroup": true,
            "environment": ["test", "production"],
            "testBuyers": true,
            "clock": true,
            "timeoutMs": [TIME_OUT_MS],
        },
        "sessions": 8,
    })
}
