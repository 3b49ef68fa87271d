//! Another amount for an order: the provider has no call for it, so that one payment is cancelled and another registered.

use serde_json::{Value, json};

use crate::{
    faults::Fault,
    lines::state,
    message::{ChangeOrder, Problem},
    orders::state_word,
    outcome::{Ended, not_sent},
    refusals::told,
    session::{Answer, Session},
    store::{Open, OrderState},
};

impl Session {
    /// Changes an amount: the payment is cancelled, and registered anew under the next number.
    pub(crate) async fn change_order(&self, change: &ChangeOrder) -> Answer {
        let key = &change.key;
        let _held = self.hold(key).await;
        let fits = self.look(|shop| {
            shop.orders.get(key).is_some_and(|order| {
                order.state == OrderState::Registered
                    && order.open.is_none()
                    && order.slip.is_none()
            })
        });
        if !fits {
            let message = "金額を変更できるのは、出荷していない「登録」の注文だけです";
            return Ok(self.with_state(key, not_sent(&[Problem::new("key", message)])));
        }
        let statement = match state(&change.order, self.terms()) {
            Ok(statement) => statement,
            Err(problems) => return Ok(self.with_state(key, not_sent(&problems))),
        };
        let cancelled = self.send_cancellation(key).await?;
        if cancelled != Ended::Done {
            let answer = self.carried(&cancelled);
            return Ok(self.with_state(key, answer));
        }
        let before = self.look(|shop| shop.orders.get(key).cloned());
        self.intend(|shop| {
            let next = shop.next_number();
            if let Some(order) = shop.orders.get_mut(key) {
                if !self.has(Fault::F69) {
                    order.number = next;
                }
                order.date = self.order_date();
                order.statement = statement;
                order.open = Some(Open::Register);
                order.paid = false;
            }
        })?;
        let ended = self.register(key).await?;
        if let (Ended::Refused(_), Some(mut before), true) = (&ended, before, self.has(Fault::F70))
        {
            before.state = OrderState::Registered;
            before.paid = true;
            self.change(|shop| shop.orders.insert(key.clone(), before))?;
        }
        let mut answer = self.placed(key, &ended)?;
        // The payment was cancelled all the same, so that something was sent.
        if ended == Ended::NotSent {
            answer = json!({"result": "refused", "told": told("", "変更前の決済は取り消しましたが、変更後の決済を送信できませんでした。")});
        }
        Ok(self.with_state(key, answer))
    }

    /// An answer with what the order is taken for.
    fn with_state(&self, key: &str, mut answer: Value) -> Value {
        answer["state"] = self.look(|shop| state_word(shop.orders.get(key)).into());
        if let Some(answer) = answer.as_object_mut() {
            answer.remove("orderNumber");
            answer.remove("warnings");
        }
        answer
    }
}
