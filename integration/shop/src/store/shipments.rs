//! Shipments: the ledger's, of orders that are paid by クロネコ掛け払い, and the shop's own of all others.

use jiff::Timestamp;
use kakebarai::ledger::{self, ShipmentQuery};
use sqlx::{Any, Row as _};

use super::{
    Result, Store, StoreError,
    searching::{fold, pattern},
};

/// A shipment in the list.
#[derive(Clone, Debug)]
pub(crate) struct ListedShipment {
    pub(crate) order_number: String,
    pub(crate) slip_number: String,
    pub(crate) created_at: Timestamp,
    pub(crate) known: ShipmentScope,
}

/// Who knows a shipment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShipmentScope {
    /// クロネコ掛け払い, too.
    ByBoth,
    /// クロネコ掛け払い, which has refused to delete it.
    NotDeleted,
    /// クロネコ掛け払い, of an order that is cancelled: it can only be deleted here.
    OfCancelled,
    /// The shop alone: クロネコ掛け払い has not been told.
    NotSent,
    /// The shop alone: クロネコ掛け払い has nothing to do with the order.
    OfTheShop,
}

/// The order number as it is compared, and the slip number without its hyphens.
const FILTER: &str = "WHERE $1 = '%%' OR LOWER(order_number) LIKE $1 ESCAPE '!' \
     OR LOWER(REPLACE(slip_number, '-', '')) LIKE $2 ESCAPE '!'";

/// The pattern for a slip number without its hyphens; one that nothing matches if it has nothing else.
fn slip_pattern(search: &str) -> String {
    let without = search.replace('-', "");
    if without.is_empty() {
        "-".to_owned()
    } else {
        pattern(&without)
    }
}

impl ListedShipment {
    /// The sort key of the list.
    fn age(&self) -> (Timestamp, &str) {
        (self.created_at, &self.order_number)
    }
}

impl Store {
    /// A page of shipments whose order or slip number contains a text, the newest first: those of the ledger and the shop's
    /// own in one list.
    pub(crate) async fn shipments(
        &self,
        search: &str,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<ListedShipment>> {
        let search = fold(search.trim());
        let in_ledger = self.of_the_ledger_before(&search, skip).await?;
        let mut found = self.ledger_shipments(&search, in_ledger, limit).await?;
        found.extend(self.own_shipments(&search, skip - in_ledger, limit).await?);
        found.sort_by(|one, other| other.age().cmp(&one.age()));
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// How many of the first `skip` shipments of the one list are the ledger's. Found by halves: only a few shipments are read, however
    /// far back a page is.
    async fn of_the_ledger_before(&self, search: &str, skip: u32) -> Result<u32> {
        if skip == 0 {
            return Ok(0);
        }
        let all = count(self.ledger.count_shipments(search).await?);
        let own = count(self.count_own_shipments(search).await?);
        let (mut least, mut most) = (skip.saturating_sub(own), skip.min(all));
        while least < most {
            let middle = least + (most - least) / 2;
            // With `middle` of the ledger's before the page: the ledger's first on it, and the shop's own last before it.
            let next = self.ledger_shipments(search, middle, 1).await?;
            let before = self.own_shipments(search, skip - middle - 1, 1).await?;
            let is_enough = match (before.first(), next.first()) {
                (Some(before), Some(next)) => before.age() > next.age(),
                _ => true,
            };
            if is_enough {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        Ok(least)
    }

    async fn ledger_shipments(
        &self,
        search: &str,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<ListedShipment>> {
        let query = ShipmentQuery {
            search: search.to_owned(),
            skip,
            limit,
        };
        let known = self.ledger.shipments(&query).await?;
        Ok(known.into_iter().map(ListedShipment::from).collect())
    }

    async fn own_shipments(
        &self,
        search: &str,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<ListedShipment>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT order_number, slip_number, created_at FROM shop_shipments {FILTER} \
             ORDER BY created_at DESC, order_number DESC LIMIT $3 OFFSET $4"
        ));
        let rows = sqlx::query(sql)
            .bind(pattern(search))
            .bind(slip_pattern(search))
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        let read = rows.iter().map(|row| {
            let order_number: String = row.try_get("order_number")?;
            let created_at = Timestamp::from_millisecond(row.try_get("created_at")?);
            let unreadable = |_| StoreError::Unreadable(format!("注文{order_number}の出荷情報"));
            Ok(ListedShipment {
                created_at: created_at.map_err(unreadable)?,
                slip_number: row.try_get("slip_number")?,
                known: ShipmentScope::OfTheShop,
                order_number,
            })
        });
        read.collect()
    }

    /// The numbers of the orders that have this slip number: those of the ledger, and the shop's own.
    pub(crate) async fn orders_with_slip(&self, slip_number: &str) -> Result<Vec<String>> {
        let mut numbers = self.ledger.orders_with_slip(slip_number).await?;
        let own = sqlx::query_scalar::<Any, String>(
            "SELECT order_number FROM shop_shipments WHERE slip_number = $1 ORDER BY created_at DESC, order_number DESC",
        );
        numbers.extend(own.bind(slip_number).fetch_all(&self.pool).await?);
        Ok(numbers)
    }

    /// How many shipments a search finds on all its pages.
    pub(crate) async fn count_shipments(&self, search: &str) -> Result<u64> {
        let search = fold(search.trim());
        Ok(self.ledger.count_shipments(&search).await? + self.count_own_shipments(&search).await?)
    }

    async fn count_own_shipments(&self, search: &str) -> Result<u64> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM shop_shipments {FILTER}"));
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(pattern(search))
            .bind(slip_pattern(search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Records the shipment of an order that クロネコ掛け払い has nothing to do with. Returns `false` if it has one, or is cancelled.
    pub(crate) async fn add_shipment(&self, order_number: &str, slip_number: &str) -> Result<bool> {
        let mut transaction = self.pool.begin().await?;
        // Its row is locked: nobody cancels the order meanwhile.
        let sql = "UPDATE shop_orders SET transfer = transfer WHERE number = $1 AND transfer <> 'cancelled'";
        let locked = sqlx::query(sql).bind(order_number);
        if locked.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Ok(false);
        }
        let added = sqlx::query(
            "INSERT INTO shop_shipments (order_number, slip_number, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(order_number)
        .bind(slip_number)
        .bind(self.now())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(added.rows_affected() == 1)
    }

    /// Deletes such a shipment. Returns `false` if there was none.
    pub(crate) async fn remove_shipment(&self, order_number: &str) -> Result<bool> {
        let removed = sqlx::query("DELETE FROM shop_shipments WHERE order_number = $1")
            .bind(order_number)
            .execute(&self.pool)
            .await?;
        Ok(removed.rows_affected() == 1)
    }
}

fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl From<ledger::ListedShipment> for ListedShipment {
    fn from(shipment: ledger::ListedShipment) -> Self {
        Self {
            known: match (shipment.sent, shipment.deletion_refused) {
                (true, _) if shipment.of_cancelled => ShipmentScope::OfCancelled,
                (false, _) => ShipmentScope::NotSent,
                (true, true) => ShipmentScope::NotDeleted,
                (true, false) => ShipmentScope::ByBoth,
            },
            order_number: shipment.order_number,
            slip_number: shipment.slip_number,
            created_at: shipment.created_at,
        }
    }
}
