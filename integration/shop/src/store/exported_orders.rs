//! Orders as files carry them: read in stretches, the oldest first, each with its customer's e-mail address.

use std::collections::HashMap;

use sqlx::Row as _;

use super::{PlacedOrder, Result, Store, orders::COLUMNS, users::key};

impl Store {
    /// At most `limit` orders after the first `skip`, each with its customer's e-mail address.
    pub(crate) async fn exported_orders(
        &self,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<(PlacedOrder, String)>> {
        // The stretch first, from the index alone; only then what belongs to its orders.
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE s.number IN (SELECT number FROM shop_orders ORDER BY placed_at, number LIMIT $1 OFFSET $2) \
             ORDER BY s.placed_at, s.number"
        ));
        let rows = sqlx::query(sql)
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        let orders = self.read_orders(&rows).await?;
        let emails = self.emails_of(&orders).await?;
        let with_email = orders.into_iter().map(|order| {
            let email = emails.get(&key(order.user)).cloned().unwrap_or_default();
            (order, email)
        });
        Ok(with_email.collect())
    }

    async fn emails_of(&self, orders: &[PlacedOrder]) -> Result<HashMap<i64, String>> {
        if orders.is_empty() {
            return Ok(HashMap::new());
        }
        let places: Vec<String> = (1..=orders.len())
            .map(|place| format!("${place}"))
            .collect();
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT id, email FROM shop_users WHERE id IN ({})",
            places.join(", ")
        ));
        let mut query = sqlx::query(sql);
        for order in orders {
            query = query.bind(key(order.user));
        }
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| Ok((row.try_get("id")?, row.try_get("email")?)))
            .collect()
    }
}
