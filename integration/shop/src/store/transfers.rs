//! 銀行振込: what an operator says of its orders.

use super::{Result, Store, redemptions::give_back};

impl Store {
    /// Records that the money has come. Returns `false` if it had already, or if the order does not wait for it.
    pub(crate) async fn mark_paid(&self, number: &str) -> Result<bool> {
        let marked = sqlx::query(
            "UPDATE shop_orders SET transfer = 'paid' WHERE number = $1 AND payment = 'transfer' AND outcome = 'accepted' AND transfer = ''",
        )
        .bind(number)
        .execute(&self.pool)
        .await?;
        Ok(marked.rows_affected() == 1)
    }

    /// Cancels an order. Returns `false` if it is shipped or cancelled already, or is paid in another way.
    pub(crate) async fn cancel_transfer(&self, number: &str) -> Result<bool> {
        let mut transaction = self.pool.begin().await?;
        // The row is locked first: what is asked of the shipments then sees one that was added meanwhile.
        sqlx::query("UPDATE shop_orders SET transfer = transfer WHERE number = $1")
            .bind(number)
            .execute(&mut *transaction)
            .await?;
        let cancelled = sqlx::query(
            "UPDATE shop_orders SET transfer = 'cancelled' WHERE number = $1 AND payment = 'transfer' AND outcome = 'accepted' \
             AND transfer <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM shop_shipments t WHERE t.order_number = shop_orders.number)",
        )
        .bind(number)
        .execute(&mut *transaction)
        .await?;
        if cancelled.rows_affected() == 1 {
            give_back(&mut transaction, number).await?;
        }
        transaction.commit().await?;
        Ok(cancelled.rows_affected() == 1)
    }
}
