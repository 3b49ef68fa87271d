//! 取引先登録: one application at a time, under an id of its own, and never again before the last one is looked at.

use serde_json::{Value, json};

use crate::{
    faults::Fault,
    filled_form::read_form,
    message::{Apply, Problem},
    outcome::{Ended, no_connection, not_sent},
    refusals::{for_the_operator, told},
    screening::Heard,
    session::{Answer, Session, Trouble},
    store::{Application, ApplicationState},
    wire::{Api, Form},
};

/// Under which id an application is sent.
struct Next {
    counter: u8,
    /// Whether the last one was sent under it, and may have arrived.
    is_again: bool,
}

impl Session {
    /// A customer applies.
    pub(crate) async fn apply(&self, asked: &Apply) -> Answer {
        self.meet(&asked.customer)?;
        let key = &asked.customer.key;
        let _held = self.hold(&application_lock(key)).await;
        let items = match read_form(&asked.form, self.today(), self.faults()) {
            Ok(items) => items,
            Err(problems) => return Ok(not_sent(&problems)),
        };
        let mut next = match self.next_id(key).await? {
            Ok(next) => next,
            Err(answer) => return Ok(answer),
        };
        loop {
            let buyer_id = self.buyer_id_of(key, next.counter);
            let mut form = Form::default().with("cId", &buyer_id);
            for (item, value) in &items {
                form.add(*item, value);
            }
            let before = self.application(key);
            self.write_down(
                key,
                Some(application(
                    &buyer_id,
                    next.counter,
                    ApplicationState::Unknown,
                )),
            )?;
            let about = format!("取引先ID {buyer_id}");
            let ended = match Ended::of(self.ask(Api::Apply, form, &about).await) {
                // The one that had no answer has arrived.
                Ended::Refused(code) if code == "F020004" && next.is_again => Ended::Done,
                other => other,
            };
            let state = match &ended {
                Ended::Done => ApplicationState::Applied,
                Ended::Refused(code) if code == "F020004" => ApplicationState::Taken,
                Ended::Refused(_) => ApplicationState::Refused,
                Ended::Unknown(_) => ApplicationState::Unknown,
                Ended::NotSent => {
                    self.write_down(key, before)?;
                    return Ok(not_sent(&[no_connection()]));
                }
            };
            self.write_down(key, Some(application(&buyer_id, next.counter, state)))?;
            if self.has(Fault::F23) && state == ApplicationState::Unknown && next.counter < 9 {
                next = Next {
                    counter: next.counter + 1,
                    is_again: false,
                };
                continue;
            }
            return Ok(self.applied(&buyer_id, &ended));
        }
    }

    /// Under which id the customer may apply now; else what they are told.
    async fn next_id(&self, key: &str) -> Result<Result<Next, Value>, Trouble> {
        let under = |counter, is_again| Ok(Next { counter, is_again });
        let Some(last) = self.application(key) else {
            return Ok(under(0, false));
        };
        let following = if self.has(Fault::F21) {
            last.counter
        } else {
            last.counter + 1
        };
        if following > 99 {
            let message = "この会員に割り当てられる取引先IDがありません";
            return Ok(Err(not_sent(&[Problem::new("customer", message)])));
        }
        match last.state {
            ApplicationState::Refused => return Ok(under(last.counter, false)),
            ApplicationState::Taken => return Ok(under(following, false)),
            ApplicationState::Applied if self.has(Fault::F22) => {
                return Ok(under(following, false));
            }
            ApplicationState::Applied | ApplicationState::Unknown => {}
        }
        let heard = self.inquire(key).await?;
        let message = match heard {
            _ if self.may_apply_again(&heard) && heard != Heard::NeverArrived => {
                return Ok(under(following, false));
            }
            Heard::NeverArrived => return Ok(under(last.counter, true)),
            Heard::Unavailable if last.state == ApplicationState::Unknown => {
                let buyer = "前回のお申し込みの結果を確認しています。もう一度お申し込みにならずにお待ちください。";
                let operator = "申込みの結果が分かりません。「確認する」を押してください。";
                return Ok(Err(
                    json!({"result": "unknown", "buyerId": last.buyer_id, "told": told(buyer, operator)}),
                ));
            }
            _ => "すでにお申し込みいただいています。審査状況をご確認ください。",
        };
        let mut answer = not_sent(&[Problem::new("customer", message)]);
        answer["told"] = told(message, "");
        Ok(Err(answer))
    }

    fn applied(&self, buyer_id: &str, ended: &Ended) -> Value {
        let told = match ended {
            Ended::Done => told(
                "お申し込みを受け付けました。審査の結果をお待ちください。",
                "",
            ),
            Ended::Refused(code) => told(
                "お申し込みを受け付けられませんでした。お店までお問い合わせください。",
                &for_the_operator(code, self.faults()),
            ),
            Ended::Unknown(_) | Ended::NotSent => told(
                "お申し込みの結果を確認しています。もう一度お申し込みにならずにお待ちください。",
                "申込みの結果が分かりません。「確認する」を押してください。",
            ),
        };
        json!({"result": ended.word(), "buyerId": buyer_id, "code": ended.code(), "told": told})
    }

    /// What became of an application that had no answer.
    pub(crate) async fn recover_application(&self, key: &str) -> Result<Ended, Trouble> {
        let _held = self.hold(&application_lock(key)).await;
        let last = self.application(key);
        let Some(last) = last.filter(|last| last.state == ApplicationState::Unknown) else {
            return Ok(Ended::Done);
        };
        Ok(match self.inquire(key).await? {
            Heard::NeverArrived => {
                let state = ApplicationState::Refused;
                self.write_down(key, Some(application(&last.buyer_id, last.counter, state)))?;
                Ended::Refused("G070001".to_owned())
            }
            Heard::Unavailable => Ended::Unknown(None),
            Heard::Nothing | Heard::Judged(_) | Heard::TooLate { .. } => Ended::Done,
        })
    }

    /// The newest application of a customer.
    pub(crate) fn application(&self, key: &str) -> Option<Application> {
        self.look(|shop| shop.customers.get(key)?.application.clone())
    }

    pub(crate) fn write_down(
        &self,
        key: &str,
        application: Option<Application>,
    ) -> Result<(), Trouble> {
        self.change(|shop| {
            if let Some(customer) = shop.customers.get_mut(key) {
                customer.application = application;
            }
        })
    }

    /// Ten digits of the customer, and two that count the applications.
    fn buyer_id_of(&self, key: &str, counter: u8) -> String {
        let number = self.look(|shop| {
            shop.customers
                .get(key)
                .map_or(0, |customer| customer.number)
        });
        if self.has(Fault::F24) {
            return format!("C{number:09}{counter:02}");
        }
        format!("{number:010}{counter:02}")
    }
}

fn application(buyer_id: &str, counter: u8, state: ApplicationState) -> Application {
    Application {
        buyer_id: buyer_id.to_owned(),
        counter,
        state,
        heard: None,
    }
}

/// Nobody applies twice at once.
pub(crate) fn application_lock(customer: &str) -> String {
    format!("application of {customer}")
}
