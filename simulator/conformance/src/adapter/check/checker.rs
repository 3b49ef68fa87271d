//! Checks one message after the other, and reports a line for each.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    basket,
    line::{CheckLine, Mark},
};
use crate::{
    adapter::{
        Adapter, Reply, Trouble, Verb,
        message::{
            reading::read_reply,
            session::{Acknowledged, Begin, Connection},
            verb::Message,
        },
    },
    provider::{Merchant, NoSimulator, Provider},
};

/// The state of a check.
pub(super) struct Checker<'a> {
    pub(super) adapter: Arc<Adapter>,
    pub(super) provider: Provider,
    pub(super) tell: &'a mut (dyn FnMut(&CheckLine) + Send),
    pub(super) broken: u32,
    pub(super) hints: u32,
    pub(super) unknown_fields: Vec<String>,
    /// Whether the adapter no longer starts.
    pub(super) is_given_up: bool,
    sessions: u32,
    current: Option<Session>,
}

/// A session and its merchant.
#[derive(Clone)]
pub(super) struct Session {
    pub(super) name: String,
    pub(super) connection: Connection,
    pub(super) merchant: Merchant,
    /// By the merchant's clock, in Japan: an order of another day would be refused.
    pub(super) now: String,
}

/// The API that a verb called if its answer is `done`.
const fn api_of(verb: Verb) -> Option<&'static str> {
    match verb {
        Verb::PlaceOrder => Some("AN010"),
        Verb::CancelOrder => Some("AN020"),
        Verb::Ship => Some("AN030"),
        Verb::Unship => Some("AN040"),
        Verb::Apply => Some("AN060"),
        _ => None,
    }
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        adapter: Arc<Adapter>,
        provider: Provider,
        tell: &'a mut (dyn FnMut(&CheckLine) + Send),
    ) -> Self {
        Self {
            adapter,
            provider,
            tell,
            broken: 0,
            hints: 0,
            unknown_fields: Vec::new(),
            is_given_up: false,
            sessions: 0,
            current: None,
        }
    }

    pub(super) fn line(&mut self, mark: Mark, what: &str, detail: impl Into<String>) {
        self.broken += u32::from(mark == Mark::Broken);
        self.hints += u32::from(mark == Mark::Hint);
        let line = CheckLine {
            mark,
            what: what.to_owned(),
            detail: self.adapter.log().masked(&detail.into()),
        };
        (self.tell)(&line);
    }

    pub(super) fn trouble(&mut self, what: &str, trouble: &Trouble) {
        if trouble.ends_process() {
            self.current = None;
        }
        self.is_given_up |= matches!(trouble, Trouble::GivenUp(_));
        self.line(Mark::Broken, what, trouble.to_string());
    }

    /// The open session, or a new one.
    pub(super) async fn session(&mut self) -> Result<Option<Session>, NoSimulator> {
        if self.current.is_none() {
            self.current = self.begin("begin", false, Value::Null).await?;
        }
        Ok(self.current.clone())
    }

    pub(super) fn forget_session(&mut self) {
        self.current = None;
    }

    pub(super) async fn new_session(&mut self) -> Result<Session, NoSimulator> {
        self.sessions += 1;
        let merchant = self.provider.merchant().await?;
        Ok(Session {
            name: format!("check-{}", self.sessions),
            connection: merchant.connection(),
            now: merchant.now().await?,
            merchant,
        })
    }

    pub(super) fn begin_message(&self, session: &Session, production: bool) -> Begin {
        Begin {
            session: session.name.clone(),
            scenario: "アダプターの点検".to_owned(),
            connection: session.connection.clone(),
            now: session.now.clone(),
            settings: basket::settings(self.adapter.introduction(), production),
        }
    }

    /// Opens a session; reports only a failure.
    pub(super) async fn begin(
        &mut self,
        what: &str,
        production: bool,
        more: Value,
    ) -> Result<Option<Session>, NoSimulator> {
        let session = self.new_session().await?;
        let message = self.begin_message(&session, production);
        let answer = self.adapter.ask_with(&message, more).await;
        let reply = match answer.map(read_reply::<Acknowledged>) {
            Ok(Ok(reply)) => reply,
            Ok(Err(unreadable)) => {
                self.line(Mark::Broken, what, unreadable.to_string());
                return Ok(None);
            }
            Err(trouble) => {
                self.trouble(what, &trouble);
                return Ok(None);
            }
        };
        match reply {
            Reply::Answered { .. } => Ok(Some(session)),
            Reply::Unsupported(path) => {
                self.line(Mark::Broken, what, format!("扱えると宣言した設定だけを送りましたが、「{path}」は扱えないと答えました。accepts から外すか、begin で受け取れるようにしてください。"));
                Ok(None)
            }
            Reply::Failed(failed) => {
                self.failed(what, &failed);
                Ok(None)
            }
        }
    }

    fn failed(&mut self, what: &str, failed: &crate::adapter::message::reading::Failed) {
        let mut detail = format!("アダプターの中で誤りが起きました：{}", failed.message);
        for line in failed.trace.iter().flat_map(|trace| trace.lines()).take(5) {
            detail.push_str("\n  ");
            detail.push_str(line);
        }
        self.line(Mark::Broken, what, detail);
    }

    /// Sends one verb in the open session, if the adapter declares it, and reports the outcome.
    pub(super) async fn verb<M: Message>(
        &mut self,
        message: impl FnOnce(String) -> M,
    ) -> Result<Option<M::Answer>, NoSimulator> {
        let verb = M::VERB;
        let can = &self.adapter.introduction().can;
        if self.is_given_up || verb.capability().is_some_and(|needed| !can.has(&needed)) {
            return Ok(None);
        }
        let Some(session) = self.session().await? else {
            return Ok(None);
        };
        let message = message(session.name.clone());
        match self.adapter.ask(&message).await {
            Ok(Reply::Answered {
                answer,
                unknown_fields,
            }) => {
                let unknown = unknown_fields.into_iter();
                self.unknown_fields
                    .extend(unknown.map(|field| format!("{}の{field}", verb.word())));
                let shown = json!(answer);
                if let (Some(api), Some("done")) = (api_of(verb), shown["result"].as_str())
                    && session.merchant.received(api).await?.is_empty()
                {
                    self.line(Mark::Broken, verb.word(), format!("done と答えましたが、シミュレーターに {api} が届いていません。begin で渡した connection.url・traderCode・passWord に送ってください。"));
                    return Ok(None);
                }
                self.line(Mark::Met, verb.word(), in_short(&shown));
                Ok(Some(answer))
            }
            Ok(Reply::Unsupported(what)) => {
                self.line(Mark::Hint, verb.word(), format!("「{what}」は扱えないと答えました。まだ書いていない間は、これで構いません。扱わないなら、can か accepts から外してください。"));
                Ok(None)
            }
            Ok(Reply::Failed(failed)) => {
                self.failed(verb.word(), &failed);
                Ok(None)
            }
            Err(trouble) => {
                self.trouble(verb.word(), &trouble);
                Ok(None)
            }
        }
    }

    /// Sends a message at the same time in each of as many sessions as the adapter declares, eight at most.
    pub(super) async fn several_at_once(&mut self) -> Result<(), NoSimulator> {
        let declared = self.adapter.introduction().sessions.min(8);
        if declared < 2 || self.is_given_up {
            return Ok(());
        }
        let what = format!("同時に{declared}つのセッション");
        let mut asked = JoinSet::new();
        for _ in 0..declared {
            let session = self.new_session().await?;
            let message = self.begin_message(&session, false);
            let adapter = self.adapter.clone();
            asked.spawn(async move { adapter.ask(&message).await });
        }
        let mut begun = 0;
        while let Some(answer) = asked.join_next().await {
            match answer {
                Ok(Ok(Reply::Answered { .. })) => begun += 1,
                Ok(Err(trouble)) => self.trouble(&what, &trouble),
                Ok(Ok(_)) | Err(_) => {}
            }
        }
        if begun == declared {
            self.line(Mark::Met, &what, "どれにも応答しました");
        } else {
            self.line(Mark::Broken, &what, format!("{begun}つしか始まりませんでした。順に応答するアダプターなら、sessions を 1 にしてください。"));
        }
        Ok(())
    }
}

/// A summary of an answer.
fn in_short(answer: &Value) -> String {
    let mut short = Vec::new();
    for name in ["result", "state", "offered", "code", "orderNumber"] {
        match &answer[name] {
            Value::String(text) => short.push(text.clone()),
            Value::Bool(yes) => short.push(format!("{name} {yes}")),
            _ => {}
        }
    }
    if short.is_empty() {
        short.push("応答を読めました".to_owned());
    }
    short.join("、")
}
