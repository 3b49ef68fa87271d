//! 決済取消, one by one or many at once.

use crate::{
    gateway::{Gateway, NotSent, Outcome},
    ledger::{Request, Status},
};

impl Gateway {
    /// 決済取消 of an order that is 登録. A refusal leaves it as it was.
    ///
    /// # Errors
    /// [`NotSent`] where nothing was sent.
    pub async fn cancel(&self, order_number: &str) -> Result<Outcome, NotSent> {
        let order = self.ledger().order(order_number).await?;
        let order = order.ok_or_else(|| NotSent::NoSuchOrder(order_number.to_owned()))?;
        if !self.account().covers(&order.account) {
            return Err(NotSent::OtherAccount(order_number.to_owned()));
        }
        if order.status != Status::Registered {
            let label = order.status.label();
            return Err(NotSent::NotNow(format!(
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
    ) -> Vec<(String, Result<Outcome, NotSent>)> {
        let mut results = Vec::with_capacity(order_numbers.len());
        for number in order_numbers {
            results.push((number.clone(), self.cancel(number).await));
        }
        results
    }
}
