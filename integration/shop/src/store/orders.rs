//! Orders, and how they stand: the shop's own word and what the ledger knows, read together so that they never drift apart.

use jiff::{SignedDuration, Timestamp};
use sqlx::{Any, Row as _, any::AnyRow};

use super::{
    OrderSnapshot, Owner, Payment, Result, Store, StoreError, carts::take_out, next_number,
    settings::json, users::key,
};

/// An order.
#[derive(Clone, Debug)]
pub(crate) struct PlacedOrder {
    /// 受注番号.
    pub(crate) number: String,
    pub(crate) user: u64,
    pub(crate) placed_at: Timestamp,
    pub(crate) payment: Payment,
    /// What the customer was shown as the total, in yen.
    pub(crate) total: i64,
    pub(crate) contents: OrderSnapshot,
    pub(crate) standing: OrderStatus,
    /// 送り状番号; empty before it is shipped.
    pub(crate) slip_number: String,
}

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderStatus {
    /// Paid by 銀行振込: nothing has come yet.
    AwaitsTransfer,
    /// Paid by 銀行振込: the money has come.
    Paid,
    /// クロネコ掛け払い has registered it.
    Registered,
    /// クロネコ掛け払い has been asked, and nobody knows yet what came of it.
    Checking,
    /// 決済取消, or 注文取消 of 銀行振込.
    Cancelled,
    /// It did not come about.
    Failed,
}

/// An order that is about to be placed.
#[derive(Debug)]
pub(crate) struct NewOrder<'a> {
    pub(crate) user: u64,
    pub(crate) payment: Payment,
    pub(crate) total: i64,
    pub(crate) token: &'a str,
    pub(crate) contents: &'a OrderSnapshot,
}

/// So long an order may be in the making; a process that takes longer has crashed.
const IN_THE_MAKING: SignedDuration = SignedDuration::from_mins(5);

const COLUMNS: &str = "SELECT s.number, s.user_id, s.placed_at, s.outcome, s.payment, s.total, s.contents, s.transfer, \
     COALESCE(o.status, '') AS status, COALESCE(i.id, '') AS open_intent, \
     COALESCE(h.slip_number, COALESCE(t.slip_number, '')) AS slip_number \
     FROM shop_orders s";

/// What stands elsewhere about orders `s`.
pub(super) const JOINED: &str = "LEFT JOIN orders o ON o.order_number = s.number \
     LEFT JOIN intents i ON i.order_number = s.number AND i.state IN ('sending', 'unknown') \
     LEFT JOIN shipments h ON h.order_number = s.number \
     LEFT JOIN shop_shipments t ON t.order_number = s.number";

/// Says how orders that are still being placed have ended.
const CLOSE: &str = "UPDATE shop_orders SET outcome = CASE WHEN EXISTS \
     (SELECT 1 FROM orders o WHERE o.order_number = shop_orders.number AND o.status <> '') \
     THEN 'accepted' ELSE 'failed' END WHERE outcome = 'open' AND NOT EXISTS \
     (SELECT 1 FROM intents i WHERE i.order_number = shop_orders.number AND i.state IN ('sending', 'unknown'))";

impl Store {
    /// Takes a number for an order and writes it down as being placed. None where its token has become an order before.
    pub(crate) async fn begin_order(&self, order: &NewOrder<'_>) -> Result<Option<String>> {
        let mut transaction = self.pool.begin().await?;
        let number = next_number(&mut transaction, "order").await?.to_string();
        let written = sqlx::query(
            "INSERT INTO shop_orders (number, user_id, placed_at, outcome, payment, total, token, contents) \
             VALUES ($1, $2, $3, 'open', $4, $5, $6, $7) ON CONFLICT (token) DO NOTHING",
        )
        .bind(&number)
        .bind(key(order.user))
        .bind(self.now())
        .bind(order.payment.word())
        .bind(order.total)
        .bind(order.token)
        .bind(json(order.contents)?)
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(None);
        }
        transaction.commit().await?;
        Ok(Some(number))
    }

    /// The customer is told that the order exists: what was ordered is gone from the cart, and what was chosen is forgotten.
    /// Where a crash has come between, that is made up for as long as nothing else has been chosen.
    pub(crate) async fn accept_order(&self, number: &str, user: u64) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        let accepted = sqlx::query(
            "UPDATE shop_orders SET outcome = 'accepted' WHERE number = $1 AND outcome = 'open'",
        )
        .bind(number)
        .execute(&mut *transaction)
        .await?;
        let chosen = sqlx::query(
            "DELETE FROM shop_checkouts WHERE user_id = $1 AND token = (SELECT token FROM shop_orders WHERE number = $2)",
        )
        .bind(key(user))
        .bind(number)
        .execute(&mut *transaction)
        .await?;
        if accepted.rows_affected() + chosen.rows_affected() > 0 {
            let contents = "SELECT contents FROM shop_orders WHERE number = $1";
            let contents = sqlx::query_scalar::<Any, String>(contents)
                .bind(number)
                .fetch_one(&mut *transaction)
                .await?;
            let contents: OrderSnapshot = serde_json::from_str(&contents)
                .map_err(|_| StoreError::Unreadable(format!("受注{number}")))?;
            let owner = Owner::User(user);
            for item in &contents.items {
                take_out(&mut transaction, &owner, item.product, item.pieces()).await?;
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The customer is told that the order did not come about: the cart stays, and the next try has a token of its own.
    pub(crate) async fn fail_order(&self, number: &str, user: u64, next_token: &str) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("UPDATE shop_orders SET outcome = 'failed' WHERE number = $1")
            .bind(number)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("UPDATE shop_checkouts SET token = $1 WHERE user_id = $2")
            .bind(next_token)
            .bind(key(user))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// An order by its number.
    pub(crate) async fn order(&self, number: &str) -> Result<Option<PlacedOrder>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} {JOINED} WHERE s.number = $1"));
        let row = sqlx::query(sql)
            .bind(number)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(|row| self.read_order(row)).transpose()
    }

    /// The order that a token has become.
    pub(crate) async fn order_of_token(&self, token: &str) -> Result<Option<PlacedOrder>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} {JOINED} WHERE s.token = $1"));
        let row = sqlx::query(sql)
            .bind(token)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(|row| self.read_order(row)).transpose()
    }

    /// 注文履歴 of a user, the newest first: those of which the user was told that they exist.
    pub(crate) async fn orders_of(
        &self,
        user: u64,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<PlacedOrder>> {
        // The page first, from the index alone; only then what belongs to its orders.
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} {JOINED} WHERE s.number IN (SELECT number FROM shop_orders WHERE user_id = $1 AND outcome = 'accepted' \
             ORDER BY placed_at DESC, number DESC LIMIT $2 OFFSET $3) ORDER BY s.placed_at DESC, s.number DESC"
        ));
        let rows = sqlx::query(sql)
            .bind(key(user))
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(|row| self.read_order(row)).collect()
    }

    /// How many they are.
    pub(crate) async fn count_orders_of(&self, user: u64) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM shop_orders WHERE user_id = $1 AND outcome = 'accepted'";
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(key(user))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Orders of processes that crashed: those that クロネコ掛け払い has exist after all, those of which nothing was ever sent
    /// did not come about. What is still being asked stays open.
    pub(crate) async fn close_crashed_orders(&self) -> Result<()> {
        let before = self
            .now()
            .saturating_sub(i64::try_from(IN_THE_MAKING.as_millis()).unwrap_or(0));
        let sql = sqlx::AssertSqlSafe(format!("{CLOSE} AND placed_at < $1"));
        sqlx::query(sql).bind(before).execute(&self.pool).await?;
        Ok(())
    }

    /// The same of one order, whose outcome has just been found out.
    pub(crate) async fn close_crashed_order(&self, number: &str) -> Result<()> {
        let sql = sqlx::AssertSqlSafe(format!("{CLOSE} AND number = $1"));
        sqlx::query(sql).bind(number).execute(&self.pool).await?;
        Ok(())
    }

    /// Those of some orders about which クロネコ掛け払い is being asked, or has not answered.
    pub(crate) async fn open_orders(&self, numbers: &[&str]) -> Result<Vec<String>> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (1..=numbers.len())
            .map(|place| format!("${place}"))
            .collect();
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT order_number FROM intents WHERE state IN ('sending', 'unknown') AND order_number IN ({})",
            places.join(", ")
        ));
        let mut query = sqlx::query_scalar::<Any, String>(sql);
        for number in numbers {
            query = query.bind(*number);
        }
        Ok(query.fetch_all(&self.pool).await?)
    }

    /// How many requests have had no answer, as [`Ledger::unknown_outcomes`] has them.
    ///
    /// [`Ledger::unknown_outcomes`]: kakebarai::ledger::Ledger::unknown_outcomes
    pub(crate) async fn count_unknown_outcomes(&self) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM intents WHERE state = 'unknown' OR (state = 'sending' AND held_until < $1)";
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(self.now())
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    fn read_order(&self, row: &AnyRow) -> Result<PlacedOrder> {
        let number: String = row.try_get("number")?;
        let unreadable = || StoreError::Unreadable(format!("受注{number}"));
        let (placed_at, payment, standing) = self.read_standing(row)?;
        let contents: String = row.try_get("contents")?;
        Ok(PlacedOrder {
            user: row.try_get::<i64, _>("user_id")?.unsigned_abs(),
            total: row.try_get("total")?,
            slip_number: row.try_get("slip_number")?,
            contents: serde_json::from_str(&contents).map_err(|_| unreadable())?,
            placed_at,
            payment,
            standing,
            number,
        })
    }

    /// When an order was placed, how it is paid, how it stands.
    pub(super) fn read_standing(&self, row: &AnyRow) -> Result<(Timestamp, Payment, OrderStatus)> {
        let number: &str = row.try_get("number")?;
        let unreadable = || StoreError::Unreadable(format!("受注{number}"));
        let placed_at = Timestamp::from_millisecond(row.try_get("placed_at")?);
        let placed_at = placed_at.map_err(|_| unreadable())?;
        let payment = Payment::of(row.try_get("payment")?).ok_or_else(unreadable)?;
        let (outcome, status): (&str, &str) = (row.try_get("outcome")?, row.try_get("status")?);
        let is_open = !row.try_get::<&str, _>("open_intent")?.is_empty();
        let is_new = self.clock.now().duration_since(placed_at) < IN_THE_MAKING;
        let standing = match (payment, status) {
            (Payment::Transfer, _) if outcome == "accepted" => match row.try_get("transfer")? {
                "paid" => OrderStatus::Paid,
                "cancelled" => OrderStatus::Cancelled,
                _ => OrderStatus::AwaitsTransfer,
            },
            (Payment::Kakebarai, "KB_1") => OrderStatus::Registered,
            (Payment::Kakebarai, "KB_2") => OrderStatus::Cancelled,
            (Payment::Kakebarai, _) if is_open => OrderStatus::Checking,
            _ if outcome == "open" && is_new => OrderStatus::Checking,
            _ => OrderStatus::Failed,
        };
        Ok((placed_at, payment, standing))
    }
}
