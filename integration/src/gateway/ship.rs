//! 出荷登録 and 出荷取消: a shipment here and at the provider, or at neither.

use crate::{
    gateway::{Gateway, NotSent, Outcome},
    ledger::{Changed, Request, Status},
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
    /// [`Gateway::delete_shipment_here`].
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
        let slip_number = match SlipNumber::read(slip_number) {
            Ok(slip_number) => slip_number.as_str().to_owned(),
            Err(wrong) if send || wrong == NoSlipNumber::Missing => return Err(wrong.into()),
            Err(_) => slip_number.trim().to_owned(),
        };
        let order = self
            .ledger()
            .order(order_number)
            .await
            .map_err(NotSent::Ledger)?;
        let order = order.ok_or_else(|| NotSent::NoSuchOrder(order_number.to_owned()))?;
        if let Some(shipment) = order.shipment {
            return Err(already_shipped(order_number, &shipment.slip_number).into());
        }
        if !send {
            let kept = self
                .ledger()
                .keep_shipment_here(order_number, &slip_number)
                .await
                .map_err(NotSent::Ledger)?;
            return match kept {
                Changed::Done => Ok(Shipped::OnlyHere),
                Changed::Nothing => Err(NotSent::Busy(order_number.to_owned()).into()),
                Changed::NotNow => Err(self.still_open(order_number).await.into()),
            };
        }
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
        let order = self.ledger().order(order_number).await?;
        let order = order.ok_or_else(|| NotSent::NoSuchOrder(order_number.to_owned()))?;
        let Some(shipment) = order.shipment else {
            return Err(NotSent::NotNow(format!(
                "注文{order_number}には出荷情報がありません。"
            )));
        };
        if !shipment.sent {
            return match self.ledger().forget_unsent_shipment(order_number).await? {
                Changed::Done => Ok(Deleted::OnlyHere),
                Changed::Nothing => Err(NotSent::Busy(order_number.to_owned())),
                Changed::NotNow => Err(self.still_open(order_number).await),
            };
        }
        if !self.account().covers(&order.account) {
            return Err(NotSent::OtherAccount(order_number.to_owned()));
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

    /// Deletes a shipment here alone, whether or not the provider knows it. The provider's record stays as it is.
    ///
    /// # Errors
    /// [`NotSent`] if a request about the order is still open, or there is no shipment.
    pub async fn delete_shipment_here(&self, order_number: &str) -> Result<(), NotSent> {
        match self.ledger().forget_shipment(order_number).await? {
            Changed::Done => Ok(()),
            Changed::Nothing => Err(NotSent::NotNow(format!(
                "注文{order_number}には出荷情報がありません。"
            ))),
            Changed::NotNow => Err(self.still_open(order_number).await),
        }
    }
}

fn already_shipped(order_number: &str, slip_number: &str) -> NotSent {
    NotSent::NotNow(format!(
        "注文{order_number}には、送り状番号{slip_number}の出荷情報があります。1つの注文に登録できる送り状番号は1つです。変更するときは、先に出荷情報を削除してください。"
    ))
}
