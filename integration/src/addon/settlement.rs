//! 決済登録, and 決済取消 one by one or many at once.

use super::{
    gateway::{Fate, Gateway, NotAsked},
    ledger::{Request, Status, StoredPayment},
    line_items::{OrderProblem, state},
    order::Order,
    settings::PaymentMethod,
    statement::Statement,
};

/// Why an order was not settled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotSettled {
    /// The order cannot be sent as it is; nothing was.
    #[error("{}", sentences(.0))]
    Order(Vec<OrderProblem>),
    /// Nothing was asked.
    #[error(transparent)]
    NotAsked(#[from] NotAsked),
}

fn sentences(problems: &[OrderProblem]) -> String {
    let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
    sentences.join("\n")
}

impl Gateway {
    /// Registers the settlement of an order. What was sent comes back with what became of it.
    ///
    /// # Errors
    /// [`NotSettled`] where nothing was sent: the order has problems, is settled already, or an earlier request about it
    /// is still open.
    pub async fn settle(
        &self,
        order: &Order,
        buyer_id: &str,
        method: &PaymentMethod,
    ) -> Result<(Statement, Fate), NotSettled> {
        let statement = state(order, method).map_err(NotSettled::Order)?;
        let known = self
            .ledger()
            .order(&order.number)
            .await
            .map_err(NotAsked::Ledger)?;
        match known.map(|known| known.status) {
            Some(Status::Registered) => {
                return Err(NotAsked::NotNow(format!(
                    "受注{}の決済は登録済みです。",
                    order.number
                ))
                .into());
            }
            Some(Status::Cancelled) => {
                return Err(NotAsked::NotNow(format!(
                    "受注{}の決済は取消済みです。受注番号を変えてください。",
                    order.number
                ))
                .into());
            }
            Some(Status::None) | None => {}
        }
        let payment = statement.request(order, buyer_id, &method.cart_code);
        let request = Request::Register(StoredPayment::of(&payment));
        let fate = self.ask(&order.number, request).await?;
        Ok((statement, fate))
    }

    /// 決済取消 of an order that is 登録. A refusal leaves it as it was.
    ///
    /// # Errors
    /// [`NotAsked`] where nothing was sent.
    pub async fn cancel(&self, order_number: &str) -> Result<Fate, NotAsked> {
        let order = self.ledger().order(order_number).await?;
        let order = order.ok_or_else(|| NotAsked::NoSuchOrder(order_number.to_owned()))?;
        if !self.account().may_hold(&order.account) {
            return Err(NotAsked::OtherAccount(order_number.to_owned()));
        }
        if order.status != Status::Registered {
            let label = order.status.label();
            return Err(NotAsked::NotNow(format!(
                "受注{order_number}の取引状況は「{label}」です。取り消せるのは「登録」の決済だけです。"
            )));
        }
        self.ask(
            order_number,
            Request::Cancel {
                buyer_id: order.buyer_id,
            },
        )
        .await
    }

    /// 決済取消 of many orders, one after the other, with a result for each. One that fails does not stop the others.
    pub async fn cancel_all(
        &self,
        order_numbers: &[String],
    ) -> Vec<(String, Result<Fate, NotAsked>)> {
        let mut results = Vec::with_capacity(order_numbers.len());
        for number in order_numbers {
            results.push((number.clone(), self.cancel(number).await));
        }
        results
    }
}
