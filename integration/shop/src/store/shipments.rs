//! Shipments: the ledger's, of orders that are paid by クロネコ掛け払い, and the shop's own of all others.

use jiff::Timestamp;
use sqlx::{Any, Row as _};

use super::{Result, Store, StoreError, searching::pattern};

/// A shipment in the list.
#[derive(Clone, Debug)]
pub(crate) struct ListedShipment {
    pub(crate) order_number: String,
    pub(crate) slip_number: String,
    pub(crate) created_at: Timestamp,
    pub(crate) known: Known,
}

/// Who knows a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// クロネコ掛け払い, too.
    ByBoth,
    /// クロネコ掛け払い, which has refused to delete it.
    NotDeleted,
    /// The shop alone.
    ByTheShop,
}

const BOTH: &str = "SELECT order_number, slip_number, created_at, sent FROM shipments WHERE order_number LIKE $1 ESCAPE '!' OR slip_number LIKE $1 ESCAPE '!' \
     UNION ALL SELECT order_number, slip_number, created_at, 0 FROM shop_shipments WHERE order_number LIKE $1 ESCAPE '!' OR slip_number LIKE $1 ESCAPE '!'";

impl Store {
    /// A page of shipments whose order or slip number contains a text, the newest first.
    pub(crate) async fn shipments(
        &self,
        search: &str,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<ListedShipment>> {
        // What was asked about the orders of the page is looked up for these alone.
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT b.order_number, b.slip_number, b.created_at, b.sent, CASE WHEN EXISTS (SELECT 1 FROM intents i \
             WHERE i.order_number = b.order_number AND i.recorded_at >= b.created_at AND i.state = 'refused' \
             AND i.request LIKE '{{\"call\":\"unship\"%') THEN 1 ELSE 0 END AS refused \
             FROM (SELECT * FROM ({BOTH}) a ORDER BY created_at DESC, order_number DESC LIMIT $2 OFFSET $3) b ORDER BY b.created_at DESC, b.order_number DESC"
        ));
        let rows = sqlx::query(sql)
            .bind(pattern(search))
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        let read = rows.iter().map(|row| {
            let order_number: String = row.try_get("order_number")?;
            let sent = row.try_get::<i64, _>("sent")? == 1;
            let refused = row.try_get::<i64, _>("refused")? == 1;
            let created_at = Timestamp::from_millisecond(row.try_get("created_at")?);
            let unreadable = |_| StoreError::Unreadable(format!("受注{order_number}の出荷情報"));
            Ok(ListedShipment {
                created_at: created_at.map_err(unreadable)?,
                slip_number: row.try_get("slip_number")?,
                known: match (sent, refused) {
                    (false, _) => Known::ByTheShop,
                    (true, true) => Known::NotDeleted,
                    (true, false) => Known::ByBoth,
                },
                order_number,
            })
        });
        read.collect()
    }

    /// How many shipments a search finds on all its pages.
    pub(crate) async fn count_shipments(&self, search: &str) -> Result<u64> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM ({BOTH}) b"));
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(pattern(search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Writes down the shipment of an order that クロネコ掛け払い has nothing to do with. `false` where it has one,
    /// or is cancelled.
    pub(crate) async fn add_shipment(&self, order_number: &str, slip_number: &str) -> Result<bool> {
        let added = sqlx::query(
            "INSERT INTO shop_shipments (order_number, slip_number, created_at) SELECT s.number, CAST($2 AS TEXT), CAST($3 AS BIGINT) \
             FROM shop_orders s WHERE s.number = $1 AND s.transfer <> 'cancelled' ON CONFLICT DO NOTHING",
        )
        .bind(order_number)
        .bind(slip_number)
        .bind(self.now())
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Forgets such a shipment. `false` where there was none.
    pub(crate) async fn remove_shipment(&self, order_number: &str) -> Result<bool> {
        let removed = sqlx::query("DELETE FROM shop_shipments WHERE order_number = $1")
            .bind(order_number)
            .execute(&self.pool)
            .await?;
        Ok(removed.rows_affected() == 1)
    }
}
