//! The same purchase under another order number: a buyer who orders again because the first answer never came would pay twice.

use sqlx::Row as _;

use super::{Account, Ledger, LedgerError, Request};
use crate::client::RegisterPayment;

impl Ledger {
    /// The order number of a settlement of the same goods for the same buyer that is being sent or has no known outcome. An intent that
    /// is recorded at the same time may be missed.
    pub(crate) async fn open_purchase(
        &self,
        account: &Account,
        payment: &RegisterPayment,
    ) -> Result<Option<String>, LedgerError> {
        let rows = sqlx::query(
            "SELECT i.order_number, i.request FROM kakebarai_intents i JOIN kakebarai_orders o ON o.order_number = i.order_number \
             WHERE i.state IN ('sending', 'unknown') AND i.kind = 'register' AND i.account = $1 AND i.order_number <> $2 \
             AND o.buyer_id = $3 AND o.price = $4 AND o.tax = $5 ORDER BY i.recorded_at, i.id",
        )
        .bind(account.as_str())
        .bind(&payment.order_number)
        .bind(&payment.buyer_id)
        .bind(i64::from(payment.price))
        .bind(i64::from(payment.tax))
        .fetch_all(&self.pool)
        .await?;
        for row in &rows {
            let number: String = row.try_get("order_number")?;
            if let Some(Request::Register(open)) = Request::read(row.try_get("request")?, &number)
                && open.lines == payment.lines
            {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }
}
