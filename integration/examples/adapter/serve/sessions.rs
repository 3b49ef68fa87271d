//! The sessions: each is a separate shop, found by its name; each verb goes to the function that carries it out.

use std::{
    collections::HashMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    after_sale,
    answer::Failure,
    buyers, changes, groups,
    introduction::introduction,
    message::{Begin, Resume, Start, Time},
    orders,
    shop::Shop,
};

/// The shops that are open.
pub(super) struct Sessions {
    data: PathBuf,
    shops: Mutex<HashMap<String, Arc<Shop>>>,
}

fn read<T: DeserializeOwned>(message: Value) -> Result<T, Failure> {
    Ok(serde_json::from_value(message)?)
}

fn answer(answer: impl Serialize) -> Result<Value, Failure> {
    Ok(serde_json::to_value(answer)?)
}

impl Sessions {
    pub(super) fn kept_in(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            shops: Mutex::default(),
        }
    }

    /// The answer to a message, without its id.
    pub(super) async fn answer(&self, message: Value) -> Value {
        match self.carry_out(message).await {
            Ok(answer) => answer,
            Err(Failure::Unsupported(what)) => json!({"unsupported": what}),
            Err(Failure::Failed(message)) => json!({"failed": {"message": message}}),
        }
    }

    async fn carry_out(&self, message: Value) -> Result<Value, Failure> {
        let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
        let (verb, session) = (text("do"), text("session"));
        match verb.as_str() {
            "start" => return introduction(&read::<Start>(message)?.protocols),
            "begin" => self.begin(session, read(message)?).await?,
            "resume" => self.resume(session, read(message)?).await?,
            "end" => self.end(&session).await?,
            _ => {
                let shop = self.shop(&session)?;
                return ask(&shop, verb, message).await;
            }
        }
        Ok(json!({"ok": true}))
    }

    fn shop(&self, session: &str) -> Result<Arc<Shop>, Failure> {
        let shops = self.shops.lock().unwrap_or_else(PoisonError::into_inner);
        let shop = shops.get(session).cloned();
        shop.ok_or_else(|| Failure::Failed(format!("session {session} has not begun")))
    }

    /// Opens a fresh shop, and deletes what a session of that name has left behind.
    async fn begin(&self, session: String, message: Begin) -> Result<(), Failure> {
        let folder = self.folder_of(&session);
        let settings = message.settings.unwrap_or_default();
        let shop = Shop::begin(&folder, &message.connection, settings, message.now).await?;
        self.open(session, shop);
        Ok(())
    }

    /// The shop as the previous process has left it.
    async fn resume(&self, session: String, message: Resume) -> Result<(), Failure> {
        let folder = self.folder_of(&session);
        let shop = Shop::resume(&folder, &message.connection, message.now).await?;
        self.open(session, shop);
        Ok(())
    }

    fn open(&self, session: String, shop: Shop) {
        let mut shops = self.shops.lock().unwrap_or_else(PoisonError::into_inner);
        shops.insert(session, Arc::new(shop));
    }

    async fn end(&self, session: &str) -> Result<(), Failure> {
        let shop = self.shop(session)?;
        self.shops
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(session);
        shop.close().await
    }

    /// A folder for each session, whatever characters its name has.
    fn folder_of(&self, session: &str) -> PathBuf {
        let mut name = "session-".to_owned();
        for byte in session.bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'-' {
                name.push(char::from(byte));
            } else {
                let _ = write!(name, "_{byte:02x}");
            }
        }
        self.data.join(name)
    }
}

/// Has a shop carry out a message.
async fn ask(shop: &Shop, verb: String, message: Value) -> Result<Value, Failure> {
    match verb.as_str() {
        "offer" => answer(buyers::offer(shop, read(message)?).await?),
        "apply" => answer(buyers::apply(shop, read(message)?).await?),
        "screening" => answer(buyers::screening(shop, read(message)?).await?),
        "preview" => answer(orders::preview(shop, read(message)?).await?),
        "placeOrder" => answer(orders::place(shop, read(message)?).await?),
        "orderStatus" => answer(orders::status(shop, read(message)?).await?),
        "changeOrder" => answer(changes::change(shop, read(message)?).await?),
        "cancelOrder" => answer(after_sale::cancel(shop, read(message)?).await?),
        "cancelOrders" => answer(after_sale::cancel_all(shop, read(message)?).await?),
        "ship" => answer(after_sale::ship(shop, read(message)?).await?),
        "unship" => answer(after_sale::unship(shop, read(message)?).await?),
        "recover" => answer(after_sale::recover(shop).await?),
        "groups" => answer(groups::carry_out(shop, read(message)?).await?),
        "log" => answer(json!({"text": shop.log.text()?})),
        "time" => {
            shop.set_clock(read::<Time>(message)?.now);
            answer(json!({"ok": true}))
        }
        _ => Err(Failure::Unsupported(verb)),
    }
}
