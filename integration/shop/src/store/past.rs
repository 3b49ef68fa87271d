//! A past that is made up: customers and orders are written down as if they had come long ago.

use jiff::Timestamp;

use super::{
    NewUser, OrderSnapshot, Result, Store, StoreError, next_numbers,
    settings::json,
    users::{self, key},
};
use crate::{security::key::fresh, settings::Payment};

/// A customer who registered long ago.
pub(crate) struct PastUser {
    pub(crate) id: u64,
    pub(crate) user: NewUser,
    pub(crate) registered_at: Timestamp,
}

/// An order that was placed long ago, and what the shop knows of its end.
#[derive(Debug)]
pub(crate) struct PastOrder<'a> {
    pub(crate) number: &'a str,
    pub(crate) user: u64,
    pub(crate) placed_at: Timestamp,
    pub(crate) payment: Payment,
    /// In yen.
    pub(crate) total: i64,
    pub(crate) contents: &'a OrderSnapshot,
    /// `accepted` or `failed`.
    pub(crate) outcome: &'a str,
    /// `paid`, `cancelled`, or nothing yet.
    pub(crate) transfer: &'a str,
    /// 送り状番号 of an order that is not paid by クロネコ掛け払い, and when it was shipped.
    pub(crate) shipment: Option<&'a (String, Timestamp)>,
}

impl Store {
    /// The first of as many ids of users, and the first of as many order numbers: nobody else gets them.
    pub(crate) async fn take_numbers(&self, users: u32, orders: u32) -> Result<(i64, i64)> {
        let mut transaction = self.pool.begin().await?;
        let user = next_numbers(&mut transaction, "user", users).await?;
        let order = next_numbers(&mut transaction, "order", orders).await?;
        transaction.commit().await?;
        Ok((user, order))
    }

    /// Writes customers and their orders down, all of them or none.
    pub(crate) async fn add_past(
        &self,
        users: &[PastUser],
        orders: &[PastOrder<'_>],
    ) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        for PastUser {
            id,
            user,
            registered_at,
        } in users
        {
            let registered_at = registered_at.as_millisecond();
            if !users::insert(&mut transaction, key(*id), user, registered_at).await? {
                return Err(StoreError::Taken);
            }
        }
        for order in orders {
            sqlx::query(
                "INSERT INTO shop_orders (number, user_id, placed_at, payment, total, token, contents, outcome, transfer) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            )
            .bind(order.number)
            .bind(key(order.user))
            .bind(order.placed_at.as_millisecond())
            .bind(order.payment.word())
            .bind(order.total)
            .bind(fresh())
            .bind(json(order.contents)?)
            .bind(order.outcome)
            .bind(order.transfer)
            .execute(&mut *transaction)
            .await?;
            if let Some((slip_number, shipped_at)) = order.shipment {
                sqlx::query(
                    "INSERT INTO shop_shipments (order_number, slip_number, created_at) VALUES ($1, $2, $3)",
                )
                .bind(order.number)
                .bind(slip_number)
                .bind(shipped_at.as_millisecond())
                .execute(&mut *transaction)
                .await?;
            }
        }
        transaction.commit().await?;
        Ok(())
    }
}
