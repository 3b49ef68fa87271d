//! The line loop: a message a line comes in, an answer a line goes out, in the order in which the answers are found.

mod after_sale;
mod answer;
mod basket;
mod buyers;
mod changes;
mod groups;
mod introduction;
mod log;
mod message;
mod orders;
mod sessions;
mod settings;
mod shop;
mod store;

use std::{io, path::Path, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
    time::timeout,
};

use sessions::Sessions;

/// How long open messages may take at the end. A request that takes longer stands in the ledger, without a known outcome.
const GRACE: Duration = Duration::from_secs(4);

/// Answers the messages of a harness until it says stop or hangs up. What outlives the process is kept in the folder `data`.
pub(crate) async fn serve(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite + Unpin,
    data: &Path,
) -> io::Result<()> {
    let (answers, outgoing) = unbounded_channel();
    tokio::try_join!(listen(input, answers, data), write(output, outgoing)).map(|_| ())
}

/// Starts messages as they come: none waits for another.
async fn listen(
    input: impl AsyncRead + Unpin,
    answers: UnboundedSender<Value>,
    data: &Path,
) -> io::Result<()> {
    let sessions = Arc::new(Sessions::kept_in(data));
    let mut lines = BufReader::new(input).lines();
    let mut under_way = JoinSet::new();
    let mut stop = None;
    while let Some(line) = lines.next_line().await? {
        let message: Value = match serde_json::from_str(&line) {
            Ok(message) => message,
            Err(error) => {
                let failed = json!({"failed": {"message": error.to_string()}});
                say(&answers, Value::Null, failed);
                continue;
            }
        };
        let id = message["id"].clone();
        if message["do"] == "stop" {
            stop = Some(id);
            break;
        }
        let (sessions, answers) = (sessions.clone(), answers.clone());
        under_way.spawn(async move { say(&answers, id, sessions.answer(message).await) });
        while under_way.try_join_next().is_some() {}
    }
    let finished = async { while under_way.join_next().await.is_some() {} };
    // Finished or not, it ends now.
    let _ = timeout(GRACE, finished).await;
    under_way.shutdown().await;
    if let Some(id) = stop {
        say(&answers, id, json!({"ok": true}));
    }
    Ok(())
}

/// Hands an answer over to be written. If the writer is gone, so is the reader.
fn say(answers: &UnboundedSender<Value>, id: Value, mut answer: Value) {
    answer["id"] = id;
    let _ = answers.send(answer);
}

/// Writes each answer at once.
async fn write(
    mut output: impl AsyncWrite + Unpin,
    mut answers: UnboundedReceiver<Value>,
) -> io::Result<()> {
    while let Some(answer) = answers.recv().await {
        output.write_all(format!("{answer}\n").as_bytes()).await?;
        output.flush().await?;
    }
    Ok(())
}
