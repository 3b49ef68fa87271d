//! Orders: what would be sent, what is sent once, and what is known of it afterwards.

use serde_json::{Value, json};

use crate::{
    answer::{Reply, Silence},
    faults::Fault,
    lines::state,
    message::{OneOrder, Problem, Purchase},
    outcome::{Ended, in_doubt, no_connection, not_sent},
    refusals::{for_the_buyer, for_the_operator, is_listed, told},
    session::{Answer, Session, Trouble},
    statement::Statement,
    store::{Open, OrderRecord, OrderState},
    wire::{Api, Form},
};

impl Session {
    /// What would be sent.
    pub(crate) fn preview(&self, purchase: &Purchase) -> Answer {
        self.meet(&purchase.customer)?;
        let statement = match state(&purchase.order, self.terms()) {
            Ok(statement) => statement,
            Err(problems) => return Ok(not_sent(&problems)),
        };
        let lines: Vec<Value> = statement
            .lines
            .iter()
            .map(|line| {
                json!({"name": line.name, "code": line.code, "quantity": line.quantity,
                    "unitPrice": line.unit_price, "amount": line.amount.to_string(), "tax": line.tax.to_string()})
            })
            .collect();
        Ok(
            json!({"lines": lines, "price": statement.price.to_string(), "tax": statement.tax.to_string(),
            "total": statement.shown.to_string(), "warnings": statement.warnings}),
        )
    }

    /// Confirms an order. The same key again is the same order.
    pub(crate) async fn place_order(&self, purchase: &Purchase) -> Answer {
        self.meet(&purchase.customer)?;
        let key = &purchase.order.key;
        let held = if self.has(Fault::F65) {
            self.try_hold(key)
        } else {
            Some(self.hold(key).await)
        };
        let is_second_click = held.is_none();
        if let Some(answer) = self.answered_before(key).filter(|_| !is_second_click) {
            return Ok(answer);
        }
        let Some(buyer) = self.buyer_id(&purchase.customer) else {
            let problem = Problem::new("customer", "お客様は取引先登録をしていません");
            return Ok(not_sent(&[problem]));
        };
        if !self.is_in_the_group(&purchase.customer) {
            let problem = Problem::new(
                "customer",
                "お客様は、クロネコ掛け払いを使えるユーザーグループにいません",
            );
            return Ok(not_sent(&[problem]));
        }
        let statement = match state(&purchase.order, self.terms()) {
            Ok(statement) => statement,
            Err(problems) => return Ok(not_sent(&problems)),
        };
        if self.is_same_in_doubt(key, &buyer, &statement) {
            let message =
                "同じ内容のご注文の結果を確認しています。もう一度ご注文にならずにお待ちください。";
            let mut answer = not_sent(&[Problem::new("order", message)]);
            answer["told"] = told(
                message,
                &self.operator_told("結果の分からない同じ内容の注文があります。"),
            );
            return Ok(answer);
        }
        self.intend(|shop| {
            let before = shop.orders.get(key).filter(|before| {
                before.state == OrderState::None && before.open.is_none() && !before.is_taken
            });
            let number = before.map(|before| before.number.clone());
            let number = number.or_else(|| self.number_of_a_cancelled_order(shop.orders.get(key)));
            let record = OrderRecord {
                number: number.unwrap_or_else(|| shop.next_number()),
                buyer_id: buyer,
                date: self.order_date(),
                statement,
                state: OrderState::None,
                paid: self.has(Fault::F67),
                open: Some(Open::Register),
                slip: None,
                code: None,
                is_taken: false,
            };
            shop.orders.insert(key.clone(), record);
        })?;
        let ended = self.register(key).await?;
        self.placed(key, &ended)
    }

    /// What is answered of an order that was confirmed before; nothing where it may be sent.
    fn answered_before(&self, key: &str) -> Option<Value> {
        self.look(|shop| {
            let order = shop.orders.get(key)?;
            match (order.state, &order.open) {
                (_, Some(Open::Register)) if !self.has(Fault::F75) => {
                    Some(self.unknown(&order.number, None))
                }
                (_, Some(Open::Register)) | (OrderState::None, None) => None,
                (_, Some(_)) => Some(not_sent(&[in_doubt()])),
                (OrderState::Registered, None) if self.has(Fault::F64) => None,
                (OrderState::Registered, None) => Some(Self::thanks(order)),
                (OrderState::Cancelled, None) if self.has(Fault::F69) => None,
                (OrderState::Cancelled, None) => {
                    let problem = Problem::new("order", "この注文は取り消されています");
                    Some(not_sent(&[problem]))
                }
            }
        })
    }

    /// Whether the same buyer has bought the same under another key, and nobody knows yet how that ended.
    fn is_same_in_doubt(&self, key: &str, buyer: &str, statement: &Statement) -> bool {
        !self.has(Fault::F75)
            && self.look(|shop| {
                shop.orders.iter().any(|(other, order)| {
                    other != key
                        && order.open == Some(Open::Register)
                        && order.buyer_id == buyer
                        && order.statement.lines == statement.lines
                })
            })
    }

    fn number_of_a_cancelled_order(&self, order: Option<&OrderRecord>) -> Option<String> {
        let cancelled = order.filter(|order| order.state == OrderState::Cancelled);
        let again = cancelled.filter(|_| self.has(Fault::F69));
        again.map(|order| order.number.clone())
    }

    /// Sends 決済登録 for an order that is written down as open, and writes down how it ended.
    pub(crate) async fn register(&self, key: &str) -> Result<Ended, Trouble> {
        let ended = self.send_registration(key).await;
        let ended = match ended {
            Ended::Refused(code)
                if self.has(Fault::F104) && !is_listed(&code) && !code.is_empty() =>
            {
                // The exception ends in the page that says no more than that something went wrong.
                Ended::Unknown(None)
            }
            Ended::Refused(code) if self.has(Fault::F78) && code == "A020004" => Ended::Done,
            other => other,
        };
        self.conclude(key, &ended)?;
        Ok(ended)
    }

    /// Sends the same 決済登録 as often as it is asked to.
    pub(crate) async fn send_registration(&self, key: &str) -> Ended {
        let Some((form, about)) = self.look(|shop| {
            let order = shop.orders.get(key)?;
            Some((
                self.registration(order),
                format!("受注番号 {}", order.number),
            ))
        }) else {
            return Ended::NotSent;
        };
        let reply = self.ask(Api::Register, form, &about).await;
        let Reply::Unknown { silence, .. } = &reply else {
            return Ended::of(reply);
        };
        let failed = Ended::Refused(String::new());
        match silence {
            Silence::Lost if self.has(Fault::F71) => failed,
            Silence::Lost if self.has(Fault::F72) => Ended::Done,
            Silence::Unreadable if self.has(Fault::F73) => failed,
            Silence::Status if self.has(Fault::F74) => failed,
            Silence::SystemError if self.has(Fault::F83) => {
                Ended::Refused(Ended::of(reply).code().unwrap_or_default().to_owned())
            }
            _ => Ended::of(reply),
        }
    }

    /// Writes down how 決済登録 ended.
    pub(crate) fn conclude(&self, key: &str, ended: &Ended) -> Result<(), Trouble> {
        self.change(|shop| {
            let Some(order) = shop.orders.get_mut(key) else {
                return;
            };
            order.code = ended.code().map(str::to_owned);
            match ended {
                Ended::Done if self.has(Fault::F63) => {}
                Ended::Done => {
                    order.state = OrderState::Registered;
                    order.paid = true;
                }
                Ended::Refused(code) => order.is_taken = code == "A020004",
                Ended::NotSent => {}
                Ended::Unknown(_) => return,
            }
            order.open = None;
        })
    }

    /// The form of 決済登録.
    fn registration(&self, order: &OrderRecord) -> Form {
        let statement = &order.statement;
        let mut form = Form::default()
            .with("orderDate", &order.date)
            .with("orderNo", &order.number)
            .with("buyerId", &order.buyer_id)
            .with("settlePrice", statement.price.to_string())
            .with("shohiZei", statement.tax.to_string())
            .with("meisaiUmu", "1");
        for (line, n) in statement.lines.iter().zip(1..) {
            let code = line.code.as_bytes();
            let torn = &code[code.len().saturating_sub(10)..];
            let code = if self.has(Fault::F57) { torn } else { code };
            let amount = line
                .exact
                .clone()
                .unwrap_or_else(|| line.amount.to_string());
            form.add(format!("shohinMei{n}"), &line.name);
            form.add(format!("shohinCode{n}"), code);
            if let Some(quantity) = &line.quantity {
                form.add(format!("suryo{n}"), quantity);
            }
            if let Some(unit_price) = &line.unit_price {
                form.add(format!("tanka{n}"), unit_price);
            }
            form.add(format!("kessaiKingaku{n}"), amount);
            form.add(format!("shohiZei{n}"), line.tax.to_string());
        }
        form.with("cartCode", "naive")
    }

    /// What the customer and the operator hear of an order that was just sent.
    pub(crate) fn placed(&self, key: &str, ended: &Ended) -> Answer {
        self.look(|shop| {
            let order = shop.orders.get(key);
            let order = order.ok_or_else(|| Trouble::Failed("注文がありません".to_owned()))?;
            Ok(match ended {
                Ended::Done => Self::thanks(order),
                Ended::Refused(code) => {
                    let operator = for_the_operator(code, self.faults());
                    json!({"result": "refused", "orderNumber": order.number, "code": ended.code(),
                        "told": told(&for_the_buyer(code, self.faults()), &self.operator_told(&operator)),
                        "warnings": order.statement.warnings})
                }
                Ended::Unknown(code) => self.unknown(&order.number, code.as_deref()),
                Ended::NotSent => not_sent(&[no_connection()]),
            })
        })
    }

    fn thanks(order: &OrderRecord) -> Value {
        let buyer = format!(
            "ご注文ありがとうございました。受注番号は{}です。",
            order.number
        );
        json!({"result": "done", "orderNumber": order.number, "shown": shown(&order.statement),
            "told": told(&buyer, ""), "warnings": order.statement.warnings})
    }

    fn unknown(&self, number: &str, code: Option<&str>) -> Value {
        let code_told = code.map_or_else(String::new, |code| format!("（{code}）"));
        let operator =
            format!("受注{number}の結果が分かりません。「確認する」を押してください。{code_told}");
        let buyer = "ご注文を確認しています。もう一度ご注文にならずにお待ちください。";
        json!({"result": "unknown", "orderNumber": number, "code": code,
            "told": told(buyer, &self.operator_told(&operator))})
    }

    /// What is known of an order.
    pub(crate) fn order_status(&self, asked: &OneOrder) -> Value {
        self.look(|shop| {
            let order = shop.orders.get(&asked.key);
            let open = match order.and_then(|order| order.open.as_ref()) {
                Some(Open::Ship(_)) => vec!["ship"],
                Some(Open::Unship) => vec!["unship"],
                Some(Open::Register | Open::Cancel) | None => Vec::new(),
            };
            let slip = order.filter(|order| order.open != Some(Open::Unship));
            let slip = slip.and_then(|order| order.slip.as_ref()).filter(|slip| slip.sent);
            json!({"state": state_word(order), "open": open, "paid": order.is_some_and(|order| order.paid),
                "slipNumber": slip.map(|slip| &slip.number), "code": order.and_then(|order| order.code.as_ref())})
        })
    }
}

pub(crate) fn state_word(order: Option<&OrderRecord>) -> &'static str {
    match order.map(|order| (order.state, order.open.as_ref())) {
        Some((_, Some(Open::Register | Open::Cancel))) => "unknown",
        None | Some((OrderState::None, _)) => "none",
        Some((OrderState::Registered, _)) => "registered",
        Some((OrderState::Cancelled, _)) => "cancelled",
    }
}

fn shown(statement: &Statement) -> Value {
    json!({"total": statement.shown.to_string(), "tax": statement.tax.to_string()})
}
