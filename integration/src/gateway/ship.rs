//! 出荷登録 and 出荷取消: a shipment here and at the provider, or at neither.

use crate::{
    gateway::{Fate, Gateway, NotAsked},
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
    NotAsked(#[from] NotAsked),
}

/// What became of a shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shipped {
    /// It is made here; the provider was not told, as was wished.
    OnlyHere,
    /// The provider was asked. It is made here where this [is done](Fate::is_done), and not otherwise.
    Sent(Fate),
}

/// What became of deleting a shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// The provider never knew it; it is deleted here.
    OnlyHere,
    /// The provider was asked. It is deleted here where this [is done](Fate::is_done), and kept otherwise: offer
    /// [`Gateway::delete_shipment_here`].
    Sent(Fate),
}

impl Gateway {
    /// 出荷登録. `send` is the tick at 「出荷情報をクロネコ掛け払いに送信する」.
    ///
    /// # Errors
    /// [`NotShipped`] where nothing was sent: the slip number has a mistake, the order is not 登録, or it has a shipment.
    pub async fn ship(
        &self,
        order_number: &str,
        slip_number: &str,
        send: bool,
    ) -> Result<Shipped, NotShipped> {
        let slip_number = SlipNumber::read(slip_number)?.as_str().to_owned();
        let order = self
            .ledger()
            .order(order_number)
            .await
            .map_err(NotAsked::Ledger)?;
        let order = order.ok_or_else(|| NotAsked::NoSuchOrder(order_number.to_owned()))?;
        if let Some(shipment) = order.shipment {
            return Err(already_shipped(order_number, &shipment.slip_number).into());
        }
        if !send {
            let kept = self
                .ledger()
                .keep_shipment_here(order_number, &slip_number)
                .await
                .map_err(NotAsked::Ledger)?;
            return match kept {
                Changed::Done => Ok(Shipped::OnlyHere),
                Changed::Nothing => Err(NotAsked::Busy(order_number.to_owned()).into()),
                Changed::NotNow => Err(self.still_open(order_number).await.into()),
            };
        }
        if !self.account().may_hold(&order.account) {
            return Err(NotAsked::OtherAccount(order_number.to_owned()).into());
        }
        if order.status != Status::Registered {
            let label = order.status.label();
            let why = format!(
                "受注{order_number}の取引状況は「{label}」です。出荷情報を送信できるのは「登録」の決済だけです。"
            );
            return Err(NotAsked::NotNow(why).into());
        }
        let fate = self
            .ask(order_number, Request::Ship { slip_number })
            .await?;
        Ok(Shipped::Sent(fate))
    }

    /// Deletes the shipment of an order: 出荷取消 where the provider knows it.
    ///
    /// # Errors
    /// [`NotAsked`] where nothing was sent.
    pub async fn delete_shipment(&self, order_number: &str) -> Result<Deleted, NotAsked> {
        let order = self.ledger().order(order_number).await?;
        let order = order.ok_or_else(|| NotAsked::NoSuchOrder(order_number.to_owned()))?;
        let Some(shipment) = order.shipment else {
            return Err(NotAsked::NotNow(format!(
                "受注{order_number}には出荷情報がありません。"
            )));
        };
        if !shipment.sent {
            return match self.ledger().forget_unsent_shipment(order_number).await? {
                Changed::Done => Ok(Deleted::OnlyHere),
                Changed::Nothing => Err(NotAsked::Busy(order_number.to_owned())),
                Changed::NotNow => Err(self.still_open(order_number).await),
            };
        }
        if !self.account().may_hold(&order.account) {
            return Err(NotAsked::OtherAccount(order_number.to_owned()));
        }
        let fate = self
            .ask(
                order_number,
                Request::Unship {
                    slip_number: shipment.slip_number,
                },
            )
            .await?;
        Ok(Deleted::Sent(fate))
    }

    /// Deletes a shipment here alone, whatever the provider knows. Its own record stays as it is.
    ///
    /// # Errors
    /// [`NotAsked`] where a request about the order is still open, or there is no shipment.
    pub async fn delete_shipment_here(&self, order_number: &str) -> Result<(), NotAsked> {
        match self.ledger().forget_shipment(order_number).await? {
            Changed::Done => Ok(()),
            Changed::Nothing => Err(NotAsked::NotNow(format!(
                "受注{order_number}には出荷情報がありません。"
            ))),
            Changed::NotNow => Err(self.still_open(order_number).await),
        }
    }
}

fn already_shipped(order_number: &str, slip_number: &str) -> NotAsked {
    NotAsked::NotNow(format!(
        "受注{order_number}には、送り状番号{slip_number}の出荷情報があります。1つの受注に登録できる送り状番号は1つです。変更するときは、先に出荷情報を削除してください。"
    ))
}
