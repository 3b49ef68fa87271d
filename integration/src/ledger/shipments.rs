//! Shipments of orders that were settled by クロネコ掛け払い.

use jiff::Timestamp;
use sqlx::{Any, Row as _, any::AnyArguments, query::Query};

use super::{
    Ledger, LedgerError,
    orders::{lock, pattern},
};

/// A shipment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedShipment {
    /// 受注番号.
    pub order_number: String,
    /// 送り状番号, digits only.
    pub slip_number: String,
    /// Whether the provider knows it.
    pub sent: bool,
    /// Whether the provider has refused to take it back.
    pub deletion_refused: bool,
    /// Whether its order is cancelled, so that the provider is not asked any more.
    pub of_cancelled: bool,
    /// When it was recorded.
    pub created_at: Timestamp,
}

/// Which shipments, the newest first. Fields may be added: end a literal with `..Default::default()`.
#[derive(Clone, Debug, Default)]
pub struct ShipmentQuery {
    /// Whose order or slip number contains this; capitals and the hyphens of slip numbers do not matter.
    pub search: String,
    /// How many to skip.
    pub skip: u32,
    /// The most to return; 0 for none.
    pub limit: u32,
}

/// Ignores case, which databases treat differently, and the hyphens of slip numbers, which other carriers' may be recorded with.
const FILTER: &str = "WHERE $1 = '%%' OR LOWER(order_number) LIKE LOWER($1) ESCAPE '!' \
     OR LOWER(REPLACE(slip_number, '-', '')) LIKE LOWER($2) ESCAPE '!'";

/// The pattern for a slip number without its hyphens; one that nothing matches if it has nothing else.
fn slip_pattern(search: &str) -> String {
    let without = search.replace('-', "");
    if without.is_empty() {
        "-".to_owned()
    } else {
        pattern(&without)
    }
}

impl Ledger {
    /// A page of shipments.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn shipments(
        &self,
        query: &ShipmentQuery,
    ) -> Result<Vec<ListedShipment>, LedgerError> {
        // Intents are looked up for the orders of the page only.
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT s.order_number, s.slip_number, s.created_at, s.sent, CASE WHEN EXISTS (SELECT 1 FROM kakebarai_intents i \
             WHERE i.order_number = s.order_number AND i.recorded_at >= s.created_at AND i.state = 'refused' AND i.kind = 'unship') \
             THEN 1 ELSE 0 END AS refused, \
             CASE WHEN EXISTS (SELECT 1 FROM kakebarai_orders o WHERE o.order_number = s.order_number AND o.status = 'KB_2') \
             THEN 1 ELSE 0 END AS cancelled \
             FROM (SELECT order_number, slip_number, created_at, sent FROM kakebarai_shipments {FILTER} ORDER BY created_at DESC, order_number DESC LIMIT $3 OFFSET $4) s \
             ORDER BY s.created_at DESC, s.order_number DESC"
        ));
        let rows = sqlx::query(sql)
            .bind(pattern(&query.search))
            .bind(slip_pattern(&query.search))
            .bind(i64::from(query.limit))
            .bind(i64::from(query.skip))
            .fetch_all(&self.pool)
            .await?;
        let read = rows.iter().map(|row| {
            let order_number: String = row.try_get("order_number")?;
            let created_at = Timestamp::from_millisecond(row.try_get("created_at")?);
            let unreadable = |_| LedgerError::Unreadable(format!("注文{order_number}の出荷情報"));
            Ok(ListedShipment {
                created_at: created_at.map_err(unreadable)?,
                slip_number: row.try_get("slip_number")?,
                sent: row.try_get::<i64, _>("sent")? == 1,
                deletion_refused: row.try_get::<i64, _>("refused")? == 1,
                of_cancelled: row.try_get::<i64, _>("cancelled")? == 1,
                order_number,
            })
        });
        read.collect()
    }

    /// The numbers of the orders that have this slip number, the newest first. The provider takes one slip number for at most five orders
    /// (documented, C030004).
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn orders_with_slip(&self, slip_number: &str) -> Result<Vec<String>, LedgerError> {
        let numbers = sqlx::query_scalar::<Any, String>(
            "SELECT order_number FROM kakebarai_shipments WHERE slip_number = $1 ORDER BY created_at DESC, order_number DESC",
        );
        Ok(numbers.bind(slip_number).fetch_all(&self.pool).await?)
    }

    /// How many shipments a search finds on all its pages.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn count_shipments(&self, search: &str) -> Result<u64, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM kakebarai_shipments {FILTER}"));
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(pattern(search))
            .bind(slip_pattern(search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Records a shipment that is not sent to the provider, unless the order has one or is cancelled.
    pub(crate) async fn keep_shipment_here(
        &self,
        order_number: &str,
        slip_number: &str,
    ) -> Result<Changed, LedgerError> {
        let kept = sqlx::query(
            "INSERT INTO kakebarai_shipments (order_number, slip_number, sent, created_at) \
             SELECT order_number, CAST($2 AS TEXT), 0, CAST($3 AS BIGINT) FROM kakebarai_orders WHERE order_number = $1 AND status <> 'KB_2' \
             ON CONFLICT DO NOTHING",
        )
        .bind(order_number)
        .bind(slip_number)
        .bind(self.now());
        self.change_shipment(order_number, kept).await
    }

    /// Deletes a shipment here, whether or not the provider knows it.
    pub(crate) async fn forget_shipment(&self, order_number: &str) -> Result<Changed, LedgerError> {
        let forgotten = sqlx::query("DELETE FROM kakebarai_shipments WHERE order_number = $1")
            .bind(order_number);
        self.change_shipment(order_number, forgotten).await
    }

    /// Deletes a shipment that was not sent to the provider.
    pub(crate) async fn forget_unsent_shipment(
        &self,
        order_number: &str,
    ) -> Result<Changed, LedgerError> {
        let forgotten =
            sqlx::query("DELETE FROM kakebarai_shipments WHERE order_number = $1 AND sent = 0")
                .bind(order_number);
        self.change_shipment(order_number, forgotten).await
    }

    /// Changes a shipment while its order has no open request.
    async fn change_shipment(
        &self,
        order_number: &str,
        change: Query<'_, Any, AnyArguments>,
    ) -> Result<Changed, LedgerError> {
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction, order_number).await?;
        let open: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM kakebarai_intents WHERE order_number = $1 AND state IN ('sending', 'unknown')",
        )
        .bind(order_number)
        .fetch_one(&mut *transaction)
        .await?;
        if open > 0 {
            return Ok(Changed::NotNow);
        }
        let changed = change.execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(if changed.rows_affected() == 1 {
            Changed::Done
        } else {
            Changed::Nothing
        })
    }
}

/// What became of a change to a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    Done,
    /// There was nothing to change, or something in the way.
    Nothing,
    /// A request about the order is open.
    NotNow,
}
