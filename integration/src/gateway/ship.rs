//! 出荷登録 and 出荷取消: a shipment here and at the provider, or here alone, for which no connection is needed.

use crate::{
    gateway::{Gateway, NotSent, Outcome},
    ledger::{Changed, Ledger, OrderRecord, Request, Status},
    slip_number::{NoSlipNumber, SlipNumber},
};

/// Why no shipment was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotShipped {
    /// The slip number has a mistake; nothing was sent.
    #[error(transparent)]
    SlipNumber(#[from] NoSlipNumber),
    /// Nothing was asked.
    #[error(transparent)]
    NotSent(#[from] NotSent),
}

/// What became of a shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a refused or unknown outcome is no error: look at it"]
#[non_exhaustive]
pub enum Shipped {
    /// It is recorded here only, as the caller asked; the provider was not told.
    OnlyHere,
    /// The provider was asked. The shipment is recorded here only if the outcome [is done](Outcome::is_done).
    Sent(Outcome),
}

/// What became of deleting a shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a refused or unknown outcome is no error: look at it"]
#[non_exhaustive]
pub enum Deleted {
    /// The provider never knew it; it is deleted here.
    OnlyHere,
    /// The provider was asked. The shipment is deleted here if the outcome [is done](Outcome::is_done), and kept otherwise: offer
    /// [`Ledger::delete_shipment_here`].
    Sent(Outcome),
}

impl Gateway {
    /// 出荷登録. `send` is the tick at 「出荷情報をクロネコ掛け払いに送信する」; without it the slip number may be another carrier's.
    ///
    /// # Errors
    /// [`NotShipped`] if nothing was sent: the slip number has a mistake, the order is not 登録, or it has a shipment.
    pub async fn ship(
        &self,
        order_number: &str,
        slip_number: &str,
        send: bool,
    ) -> Result<Shipped, NotShipped> {
        if !send {
            self.ledger().ship_here(order_number, slip_number).await?;
            return Ok(Shipped::OnlyHere);
        }
        let slip_number = SlipNumber::read(slip_number)?.as_str().to_owned();
        let order = self.ledger().unshipped(order_number).await?;
        if !self.account().covers(&order.account) {
            return Err(NotSent::OtherAccount(order_number.to_owned()).into());
        }
        if order.status != Status::Registered {
            let label = order.status.label();
            let why = format!(
                "注文{order_number}の取引状況は「{label}」です。出荷情報を送信できるのは「登録」の決済だけです。"
            );
            return Err(NotSent::NotNow(why).into());
        }
        let concluded = self
            .ask(order_number, Request::Ship { slip_number })
            .await?;
        Ok(Shipped::Sent(concluded.outcome))
    }

    /// Deletes the shipment of an order, by 出荷取消 if the provider knows it.
    ///
    /// # Errors
    /// [`NotSent`] if nothing was sent.
    pub async fn delete_shipment(&self, order_number: &str) -> Result<Deleted, NotSent> {
        let order = self.ledger().known(order_number).await?;
        let Some(shipment) = order.shipment else {
            return Err(not_shipped(order_number));
        };
        if !shipment.sent {
            self.ledger().delete_unsent_shipment(order_number).await?;
            return Ok(Deleted::OnlyHere);
        }
        if !self.account().covers(&order.account) {
            return Err(NotSent::OtherAccount(order_number.to_owned()));
        }
        if order.status == Status::Cancelled {
            return Err(NotSent::NotNow(format!(
                "注文{order_number}の決済は取り消されているため、出荷取消を送信できません。出荷情報は、お店の記録だけを削除してください。"
            )));
        }
        let concluded = self
            .ask(
                order_number,
                Request::CancelShipment {
                    slip_number: shipment.slip_number,
                },
            )
            .await?;
        Ok(Deleted::Sent(concluded.outcome))
    }
}

/// What is recorded here alone. The provider is not told, so no connection is needed.
impl Ledger {
    /// Records a shipment without 出荷登録. The slip number may be another carrier's.
    ///
    /// # Errors
    /// [`NotShipped`] if the slip number is missing, a request about the order is still open, it has a shipment, or it is cancelled.
    pub async fn ship_here(&self, order_number: &str, slip_number: &str) -> Result<(), NotShipped> {
        let slip_number = match SlipNumber::read(slip_number) {
            Ok(slip_number) => slip_number.as_str().to_owned(),
            Err(missing @ NoSlipNumber::Missing) => return Err(missing.into()),
            Err(_) => slip_number.trim().to_owned(),
        };
        let order = self.unshipped(order_number).await?;
        if order.status == Status::Cancelled {
            let why =
                format!("注文{order_number}の決済は取り消されています。出荷情報を追加できません。");
            return Err(NotSent::NotNow(why).into());
        }
        let kept = self.keep_shipment_here(order_number, &slip_number).await;
        match kept.map_err(NotSent::Ledger)? {
            Changed::Done => Ok(()),
            Changed::Nothing => Err(NotSent::Busy(order_number.to_owned()).into()),
            Changed::NotNow => Err(self.request_is_open(order_number).await.into()),
        }
    }

    /// Deletes a shipment that the provider was not told of.
    ///
    /// # Errors
    /// [`NotSent`] if a request about the order is still open, or there is no such shipment.
    pub async fn delete_unsent_shipment(&self, order_number: &str) -> Result<(), NotSent> {
        match self.forget_unsent_shipment(order_number).await? {
            Changed::Done => Ok(()),
            Changed::Nothing => Err(not_shipped(order_number)),
            Changed::NotNow => Err(self.request_is_open(order_number).await),
        }
    }

    /// Deletes a shipment here alone, whether or not the provider knows it. The provider's record stays as it is.
    ///
    /// # Errors
    /// [`NotSent`] if a request about the order is still open, or there is no shipment.
    pub async fn delete_shipment_here(&self, order_number: &str) -> Result<(), NotSent> {
        match self.forget_shipment(order_number).await? {
            Changed::Done => Ok(()),
            Changed::Nothing => Err(not_shipped(order_number)),
            Changed::NotNow => Err(self.request_is_open(order_number).await),
        }
    }

    async fn known(&self, order_number: &str) -> Result<OrderRecord, NotSent> {
        let order = self.order(order_number).await?;
        order.ok_or_else(|| NotSent::NoSuchOrder(order_number.to_owned()))
    }

    async fn unshipped(&self, order_number: &str) -> Result<OrderRecord, NotSent> {
        let order = self.known(order_number).await?;
        if let Some(shipment) = &order.shipment {
            return Err(already_shipped(order_number, &shipment.slip_number));
        }
        Ok(order)
    }

    /// Why nothing can be done with an order while a request about it is open.
    async fn request_is_open(&self, order_number: &str) -> NotSent {
        let number = order_number.to_owned();
        match self.open_intent(order_number).await {
            Err(error) => NotSent::Ledger(error),
            Ok(Some(open)) if open.is_left_alone(self.now()) => NotSent::UnknownOutcome(number),
            Ok(_) => NotSent::Busy(number),
        }
    }
}

fn not_shipped(order_number: &str) -> NotSent {
    NotSent::NotNow(format!("注文{order_number}には出荷情報がありません。"))
}

fn already_shipped(order_number: &str, slip_number: &str) -> NotSent {
    NotSent::NotNow(format!(
        "注文{order_number}には、送り状番号{slip_number}の出荷情報があります。1つの注文に登録できる送り状番号は1つです。変更するときは、先に出荷情報を削除してください。"
    ))
}
