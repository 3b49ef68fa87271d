//! 決済取消, one by one or many at once.

use crate::{
    gateway::{Concluded, Gateway, NotSent, Outcome},
    ledger::{Request, Status},
};

impl Gateway {
    /// 決済取消 of an order that is 登録 and has no shipment. A refusal leaves it as it was.
    ///
    /// # Errors
    /// [`NotSent`] if nothing was sent.
    pub async fn cancel(&self, order_number: &str) -> Result<Outcome, NotSent> {
        let concluded = self.cancel_one(order_number).await?;
        Ok(concluded.outcome)
    }

    async fn cancel_one(&self, order_number: &str) -> Result<Concluded, NotSent> {
        let order = self.ledger().order(order_number).await?;
        let order = order.ok_or_else(|| NotSent::NoSuchOrder(order_number.to_owned()))?;
        if !self.account().covers(&order.account) {
            return Err(NotSent::OtherAccount(order_number.to_owned()));
        }
        if order.status != Status::Registered {
            let label = order.status.label();
            return Err(NotSent::NotNow(format!(
                "注文{order_number}の取引状況は「{label}」です。取り消せるのは「登録」の決済だけです。"
            )));
        }
        if let Some(shipment) = order.shipment {
            let slip_number = shipment.slip_number;
            return Err(NotSent::NotNow(format!(
                "注文{order_number}には、送り状番号{slip_number}の出荷情報があるため、決済を取り消せません。先に出荷情報を削除してください。"
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

    /// 決済取消 of many orders, one after the other, with a result for each. One that is refused does not stop the others; one
    /// without any answer does, so that nobody waits for each of them: the rest are [`NotSent::Silent`].
    #[must_use = "a refused or unknown outcome is no error: look at each"]
    pub async fn cancel_all(
        &self,
        order_numbers: &[String],
    ) -> Vec<(String, Result<Outcome, NotSent>)> {
        let mut is_silent = false;
        let mut results = Vec::with_capacity(order_numbers.len());
        for number in order_numbers {
            let result = if is_silent {
                Err(NotSent::Silent(number.clone()))
            } else {
                self.cancel_one(number).await
            };
            is_silent |= result.as_ref().is_ok_and(|concluded| concluded.is_silent);
            results.push((number.clone(), result.map(|concluded| concluded.outcome)));
        }
        results
    }
}
