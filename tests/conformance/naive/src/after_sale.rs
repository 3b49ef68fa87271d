//! What happens to an order later: cancellation, shipment and its deletion. What is refused stays as it was.

use serde_json::{Value, json};

use crate::{
    answer::Reply,
    faults::Fault,
    message::{OneOrder, Problem, SeveralOrders, Ship, Unship},
    outcome::{Ended, in_doubt, no_connection, not_sent},
    refusals::{for_the_operator, told},
    session::{Answer, Session, Trouble},
    slip::read_slip,
    store::{Open, OrderRecord, OrderState, Shop, Slip},
    wire::{Api, Form},
};

impl Session {
    /// Cancels an order.
    pub(crate) async fn cancel_order(&self, asked: &OneOrder) -> Answer {
        let key = &asked.key;
        let _held = self.hold(key).await;
        let problem = self.look(|shop| match shop.orders.get(key) {
            None => Some(Problem::new("key", "この注文はありません")),
            Some(order) if order.open.is_some() => Some(in_doubt()),
            Some(order) if order.state != OrderState::Registered => {
                let message = "取り消せるのは「登録」の決済だけです";
                Some(Problem::new("key", message))
            }
            Some(_) => None,
        });
        if let Some(problem) = problem {
            return Ok(not_sent(&[problem]));
        }
        if self.has(Fault::F84) {
            self.change(|shop| cancelled(shop, key))?;
            return Ok(json!({"result": "done"}));
        }
        let ended = self.send_cancellation(key).await?;
        Ok(self.carried(&ended))
    }

    /// Cancels several, each for itself.
    pub(crate) async fn cancel_orders(&self, asked: &SeveralOrders) -> Answer {
        let (mut results, mut is_stopped) = (Vec::new(), false);
        for key in &asked.keys {
            if is_stopped {
                results.push(json!({"key": key, "result": "notSent"}));
                continue;
            }
            let one = OneOrder { key: key.clone() };
            let answer = self.cancel_order(&one).await?;
            is_stopped = self.has(Fault::F86) && answer["result"] != "done";
            results.push(json!({"key": key, "result": answer["result"], "code": answer["code"]}));
        }
        Ok(json!({"results": results}))
    }

    /// Sends 決済取消, and writes down how it ended.
    pub(crate) async fn send_cancellation(&self, key: &str) -> Result<Ended, Trouble> {
        self.intend(|shop| open(shop, key, Some(Open::Cancel)))?;
        let mut ended = Ended::of(self.cancellation(key).await);
        if self.has(Fault::F80) && matches!(ended, Ended::Unknown(_)) {
            ended = Ended::Refused(String::new());
        }
        self.change(|shop| match &ended {
            Ended::Done => cancelled(shop, key),
            Ended::Refused(code) => {
                open(shop, key, None);
                remember(shop, key, &ended);
                if self.has(Fault::F85) && !code.is_empty() {
                    cancelled(shop, key);
                }
            }
            Ended::NotSent => open(shop, key, None),
            Ended::Unknown(_) => remember(shop, key, &ended),
        })?;
        Ok(ended)
    }

    /// The same 決済取消, as often as it is asked for.
    pub(crate) async fn cancellation(&self, key: &str) -> Reply {
        let form = self.look(|shop| {
            let order = shop.orders.get(key)?;
            let served = shop.last_buyer.as_ref().filter(|_| self.has(Fault::F87));
            let form = Form::default()
                .with("orderNo", &order.number)
                .with("buyerId", served.unwrap_or(&order.buyer_id));
            Some((form, about(order)))
        });
        match form {
            Some((form, about)) => self.ask(Api::Cancel, form, &about).await,
            None => Reply::NotSent,
        }
    }

    /// What an operator hears of a send.
    pub(crate) fn carried(&self, ended: &Ended) -> Value {
        let operator = match ended {
            Ended::Done => String::new(),
            Ended::Refused(code) => for_the_operator(code, self.faults()),
            Ended::Unknown(code) => {
                let code = code
                    .as_ref()
                    .map_or_else(String::new, |code| format!("（{code}）"));
                format!("結果が分かりません。「確認する」を押してください。{code}")
            }
            Ended::NotSent => return not_sent(&[no_connection()]),
        };
        json!({"result": ended.word(), "code": ended.code(), "told": told("", &operator)})
    }

    /// Registers a shipment.
    pub(crate) async fn ship(&self, asked: &Ship) -> Answer {
        let key = &asked.key;
        let _held = self.hold(key).await;
        let slip = match read_slip(&asked.slip_number, self.faults()) {
            Ok(number) => Slip {
                typed: asked.slip_number.clone(),
                number,
                sent: true,
            },
            Err(message) => return Ok(not_sent(&[Problem::new("slipNumber", message)])),
        };
        let problem = self.look(|shop| {
            let order = shop.orders.get(key);
            self.why_not_shipped(order)
        });
        if let Some(problem) = problem {
            return Ok(not_sent(&[problem]));
        }
        if !asked.send && !self.has(Fault::F90) {
            let slip = Slip {
                sent: false,
                ..slip
            };
            self.change(|shop| set_slip(shop, key, Some(slip)))?;
            return Ok(not_sent(&[]));
        }
        self.intend(|shop| open(shop, key, Some(Open::Ship(slip.clone()))))?;
        let ended = self.shipped(key, &slip).await;
        let is_shown = match &ended {
            Ended::Done => true,
            Ended::Refused(code) => {
                self.has(Fault::F91)
                    || self.has(Fault::F92)
                    || self.has(Fault::F96) && code == "C030003"
            }
            Ended::Unknown(_) | Ended::NotSent => false,
        };
        self.change(|shop| {
            remember(shop, key, &ended);
            if !matches!(ended, Ended::Unknown(_)) {
                open(shop, key, None);
            }
            if is_shown {
                set_slip(shop, key, Some(slip));
            }
        })?;
        Ok(self.carried(&ended))
    }

    fn why_not_shipped(&self, order: Option<&OrderRecord>) -> Option<Problem> {
        let Some(order) = order else {
            return Some(Problem::new("key", "この注文はありません"));
        };
        if order.open.is_some() {
            return Some(in_doubt());
        }
        if order.state != OrderState::Registered {
            return Some(Problem::new(
                "key",
                "出荷を登録できるのは「登録」の決済だけです",
            ));
        }
        let slip = order
            .slip
            .as_ref()
            .filter(|slip| slip.sent && !self.has(Fault::F92))?;
        let message = format!(
            "送り状番号{}の出荷があります。変えるときは、先に出荷を削除してください",
            slip.number
        );
        Some(Problem::new("slipNumber", message))
    }

    /// Sends 出荷登録 once.
    async fn shipped(&self, key: &str, slip: &Slip) -> Ended {
        let ended = Ended::of(self.shipment(key, &slip.number).await);
        if self.has(Fault::F81) && matches!(ended, Ended::Unknown(_)) {
            return Ended::Refused(String::new());
        }
        ended
    }

    /// The same 出荷登録, as often as it is asked for.
    pub(crate) async fn shipment(&self, key: &str, slip: &str) -> Reply {
        let api = if self.has(Fault::F89) {
            Api::Unship
        } else {
            Api::Ship
        };
        self.about_slip(api, key, slip).await
    }

    async fn about_slip(&self, api: Api, key: &str, slip: &str) -> Reply {
        let order = self.look(|shop| {
            let order = shop.orders.get(key)?;
            Some((order.number.clone(), about(order)))
        });
        let Some((number, about)) = order else {
            return Reply::NotSent;
        };
        let form = Form::default().with("orderNo", number).with("slipNo", slip);
        self.ask(api, form, &about).await
    }

    /// Deletes a shipment.
    pub(crate) async fn unship(&self, asked: &Unship) -> Answer {
        let key = &asked.key;
        let _held = self.hold(key).await;
        let order = self.look(|shop| shop.orders.get(key).cloned());
        let Some(order) = order else {
            return Ok(not_sent(&[Problem::new("key", "この注文はありません")]));
        };
        if order.open.is_some() {
            let mut answer = not_sent(&[in_doubt()]);
            answer["kept"] = Value::Null;
            return Ok(answer);
        }
        let Some(slip) = order.slip else {
            let mut answer = not_sent(&[Problem::new("key", "この注文に出荷はありません")]);
            answer["kept"] = false.into();
            return Ok(answer);
        };
        let typed = asked.slip_number.as_ref().unwrap_or(&slip.typed);
        let read = read_slip(typed, self.faults());
        if read.as_ref() != Ok(&slip.number) {
            let message = "この注文の送り状番号ではありません";
            let mut answer = not_sent(&[Problem::new("slipNumber", message)]);
            answer["kept"] = true.into();
            return Ok(answer);
        }
        if !slip.sent {
            self.change(|shop| set_slip(shop, key, None))?;
            return Ok(json!({"result": "notSent", "kept": false}));
        }
        self.intend(|shop| open(shop, key, Some(Open::Unship)))?;
        let number = if self.has(Fault::F95) {
            typed.replace('-', "")
        } else {
            slip.number.clone()
        };
        let mut ended = Ended::of(self.removal(key, &number).await);
        if self.has(Fault::F82) && matches!(ended, Ended::Unknown(_)) {
            ended = Ended::Done;
        }
        if self.has(Fault::F94) {
            self.remove_the_others(key, &slip.number).await?;
        }
        let kept = self.removed(key, &ended)?;
        let mut answer = self.carried(&ended);
        answer["kept"] = kept.into();
        Ok(answer)
    }

    /// The same 出荷取消, as often as it is asked for.
    pub(crate) async fn removal(&self, key: &str, slip: &str) -> Reply {
        self.about_slip(Api::Unship, key, slip).await
    }

    /// Writes down how 出荷取消 ended, and says whether the shop keeps the shipment.
    pub(crate) fn removed(&self, key: &str, ended: &Ended) -> Result<Option<bool>, Trouble> {
        let is_gone = match ended {
            Ended::Done => Some(true),
            Ended::Refused(_) => Some(self.has(Fault::F93)),
            Ended::NotSent => Some(false),
            Ended::Unknown(_) => None,
        };
        self.change(|shop| {
            remember(shop, key, ended);
            if is_gone.is_some() {
                open(shop, key, None);
            }
            if is_gone == Some(true) {
                set_slip(shop, key, None);
            }
        })?;
        Ok(is_gone.map(|is_gone| !is_gone))
    }

    /// Removes all other orders that are packed under the same slip.
    async fn remove_the_others(&self, key: &str, slip: &str) -> Result<(), Trouble> {
        let others: Vec<String> = self.look(|shop| {
            let bundled = shop.orders.iter().filter(|(other, order)| {
                *other != key && order.slip.as_ref().is_some_and(|own| own.number == slip)
            });
            bundled.map(|(other, _)| other.clone()).collect()
        });
        for other in others {
            let ended = Ended::of(self.removal(&other, slip).await);
            self.removed(&other, &ended)?;
        }
        Ok(())
    }
}

fn about(order: &OrderRecord) -> String {
    format!("受注番号 {}", order.number)
}

/// Says what of an order has no known outcome.
fn open(shop: &mut Shop, key: &str, what: Option<Open>) {
    if let Some(order) = shop.orders.get_mut(key) {
        order.open = what;
    }
}

/// Keeps the provider's last code.
fn remember(shop: &mut Shop, key: &str, ended: &Ended) {
    if let Some(order) = shop.orders.get_mut(key) {
        order.code = ended.code().map(str::to_owned);
    }
}

pub(crate) fn set_slip(shop: &mut Shop, key: &str, slip: Option<Slip>) {
    if let Some(order) = shop.orders.get_mut(key) {
        order.slip = slip;
    }
}

pub(crate) fn cancelled(shop: &mut Shop, key: &str) {
    if let Some(order) = shop.orders.get_mut(key) {
        order.state = OrderState::Cancelled;
        order.open = None;
        order.paid = false;
        order.code = None;
    }
}
