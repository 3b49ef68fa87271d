//! The requests about orders: about one, and about many at once, as files and reports need them.

use super::{
    Intent, Ledger, LedgerError,
    intents::{COLUMNS, read},
    orders::AT_ONCE,
};

impl Ledger {
    /// All requests about an order, the oldest first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn intents(&self, order_number: &str) -> Result<Vec<Intent>, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE order_number = $1 ORDER BY recorded_at, id"
        ));
        let rows = sqlx::query(sql)
            .bind(order_number)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// All requests about some orders, by their numbers, for each the oldest first.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn intents_by_number<T: AsRef<str>>(
        &self,
        order_numbers: &[T],
    ) -> Result<Vec<Intent>, LedgerError> {
        let mut found = Vec::new();
        for some in order_numbers.chunks(AT_ONCE) {
            let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
            let sql = sqlx::AssertSqlSafe(format!(
                "{COLUMNS} WHERE order_number IN ({}) ORDER BY order_number, recorded_at, id",
                places.join(", ")
            ));
            let mut query = sqlx::query(sql);
            for number in some {
                query = query.bind(number.as_ref());
            }
            for row in query.fetch_all(&self.pool).await? {
                found.push(read(&row)?);
            }
        }
        Ok(found)
    }
}
