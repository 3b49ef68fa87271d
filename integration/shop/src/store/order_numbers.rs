//! Order numbers: a prefix and a number that counts up.

use jiff::Timestamp;
use sqlx::{Any, Row as _, Transaction};

use super::{
    Result, Store, next_number,
    searching::exactly,
    settings::{ORDER_PREFIX, SET},
};
use crate::format;

/// How the next order is numbered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderNumbers {
    pub(crate) prefix: String,
    pub(crate) next: u64,
}

impl Default for OrderNumbers {
    /// As a new shop counts.
    fn default() -> Self {
        Self {
            prefix: String::new(),
            next: 1001,
        }
    }
}

impl From<Timestamp> for OrderNumbers {
    /// Numbers that say when they began, in Japan: `261124-100530`. A shop that begins a second later has others, as long as no
    /// shop takes more than one order a second.
    fn from(moment: Timestamp) -> Self {
        let moment = format::japan(moment);
        let time = moment.strftime("%H%M%S").to_string();
        Self {
            prefix: moment.strftime("%y%m%d-").to_string(),
            next: time.parse().unwrap_or(1),
        }
    }
}

impl Store {
    /// How the next order will be numbered.
    pub(crate) async fn order_numbers(&self) -> Result<OrderNumbers> {
        let last = "SELECT last FROM shop_counters WHERE name = 'order'";
        let last = sqlx::query_scalar::<Any, i64>(last)
            .fetch_one(&self.pool)
            .await?;
        let prefix = sqlx::query_scalar::<Any, String>(PREFIX)
            .bind(ORDER_PREFIX)
            .fetch_optional(&self.pool)
            .await?;
        Ok(OrderNumbers {
            prefix: prefix.unwrap_or_default(),
            next: last.unsigned_abs() + 1,
        })
    }

    /// The largest number of an order with a prefix; `None` if no order has it.
    pub(crate) async fn largest_order_number(&self, prefix: &str) -> Result<Option<u64>> {
        let rows = sqlx::query("SELECT number FROM shop_orders WHERE number LIKE $1 ESCAPE '!'")
            .bind(format!("{}%", exactly(prefix)))
            .fetch_all(&self.pool)
            .await?;
        let mut largest = None;
        for row in rows {
            let number: &str = row.try_get("number")?;
            // SQLite's `LIKE` ignores case.
            let rest = number.strip_prefix(prefix);
            largest = largest.max(rest.and_then(|rest| rest.parse().ok()));
        }
        Ok(largest)
    }

    /// Sets how the next order is numbered.
    pub(crate) async fn save_order_numbers(&self, numbers: &OrderNumbers) -> Result<()> {
        let last = i64::try_from(numbers.next.saturating_sub(1)).unwrap_or(i64::MAX);
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE shop_counters SET last = $1 WHERE name = 'order'")
            .bind(last)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(SET)
            .bind(ORDER_PREFIX)
            .bind(&numbers.prefix)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

const PREFIX: &str = "SELECT value FROM shop_settings WHERE name = $1";

/// Takes the next order number. It is the first thing that its transaction writes, so that orders are placed one after the
/// other.
pub(super) async fn next_order_number(transaction: &mut Transaction<'_, Any>) -> Result<String> {
    let number = next_number(transaction, "order").await?;
    let prefix = sqlx::query_scalar::<Any, String>(PREFIX)
        .bind(ORDER_PREFIX)
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(format!("{}{number}", prefix.unwrap_or_default()))
}
