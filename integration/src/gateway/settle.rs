//! 決済登録.

use crate::{
    billing::{BillingTerms, OrderProblem, Statement, sending_problems},
    gateway::{Gateway, NotSent, Outcome},
    ledger::{Request, Status},
    order::Order,
};

/// Why an order was not settled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotSettled {
    /// The order cannot be sent as it is; nothing was sent.
    #[error("{}", sentences(.0))]
    Order(Vec<OrderProblem>),
    /// The 取引先ID is empty, longer than 20 characters, or not only digits and hyphens. 決済登録 takes letters, too, but 決済取消 does
    /// not (documented, B030003), so such a settlement could never be cancelled.
    #[error("取引先ID「{0}」は、20文字以内の半角数字とハイフンにしてください。")]
    BuyerId(String),
    /// Nothing was asked.
    #[error(transparent)]
    NotSent(#[from] NotSent),
}

fn sentences(problems: &[OrderProblem]) -> String {
    let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
    sentences.join("\n")
}

impl Gateway {
    /// Registers the settlement of an order. Returns what was sent, and its outcome.
    ///
    /// # Errors
    /// [`NotSettled`] if nothing was sent: the order has problems or is settled already, or an earlier request about it is still open,
    /// or one for the same goods and buyer under another number.
    pub async fn settle(
        &self,
        order: &Order,
        buyer_id: &str,
        terms: &BillingTerms,
    ) -> Result<(Statement, Outcome), NotSettled> {
        let statement = Statement::of(order, terms).map_err(NotSettled::Order)?;
        let problems = sending_problems(order, self.ledger().today());
        if !problems.is_empty() {
            return Err(NotSettled::Order(problems));
        }
        let is_id = |byte: u8| byte.is_ascii_digit() || byte == b'-';
        if buyer_id.is_empty() || buyer_id.len() > 20 || !buyer_id.bytes().all(is_id) {
            return Err(NotSettled::BuyerId(buyer_id.to_owned()));
        }
        let known = self
            .ledger()
            .order(&order.number)
            .await
            .map_err(NotSent::Ledger)?;
        match known.map(|known| known.status) {
            Some(Status::Registered) => {
                return Err(
                    NotSent::NotNow(format!("注文{}の決済は登録済みです。", order.number)).into(),
                );
            }
            Some(Status::Cancelled) => {
                return Err(NotSent::NotNow(format!(
                    "注文{}の決済は取消済みです。受注番号を変えてください。",
                    order.number
                ))
                .into());
            }
            Some(Status::None) | None => {}
        }
        let payment = statement.request(order, buyer_id, &terms.cart_code);
        let open = self.ledger().open_purchase(self.account(), &payment).await;
        if let Some(open) = open.map_err(NotSent::Ledger)? {
            let order_number = order.number.clone();
            return Err(NotSent::SamePurchase { order_number, open }.into());
        }
        let concluded = self.ask(&order.number, Request::Register(payment)).await?;
        Ok((statement, concluded.outcome))
    }
}
