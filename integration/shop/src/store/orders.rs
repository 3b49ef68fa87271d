//! Orders and their status: the shop's own record and the ledger's, read together so that they never drift apart.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use kakebarai::ledger::{OrderRecord, Status};
use sqlx::{Any, Row as _, any::AnyRow};

use crate::settings::Payment;

use super::{
    OrderSnapshot, Owner, Result, Store, StoreError,
    carts::take_out,
    order_numbers::next_order_number,
    redemptions::{give_back, redeem},
    settings::json,
    users::key,
};

/// An order.
#[derive(Clone, Debug)]
pub(crate) struct PlacedOrder {
    /// 受注番号.
    pub(crate) number: String,
    pub(crate) user: u64,
    pub(crate) placed_at: Timestamp,
    pub(crate) payment: Payment,
    /// The total that the customer was shown, in yen.
    pub(crate) total: i64,
    pub(crate) contents: OrderSnapshot,
    pub(crate) status: OrderStatus,
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
    /// クロネコ掛け払い has been asked, and the outcome is not known yet.
    Checking,
    /// 決済取消, or 注文取消 of 銀行振込.
    Cancelled,
    /// It failed.
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

/// The result of beginning an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BegunOrder {
    /// It has this number.
    Numbered(String),
    /// Its token has become an order before.
    Known,
    /// A coupon, a gift certificate or points are not there any more.
    UsedUp,
}

/// How long an order may be in the making; a process that takes longer has crashed.
const IN_THE_MAKING: SignedDuration = SignedDuration::from_mins(5);

pub(super) const COLUMNS: &str = "SELECT s.number, s.user_id, s.placed_at, s.outcome, s.payment, s.total, s.contents, s.transfer, \
     COALESCE(t.slip_number, '') AS slip_number FROM shop_orders s \
     LEFT JOIN shop_shipments t ON t.order_number = s.number";

impl Store {
    /// Takes a number for an order and records it as being placed, with what it uses of coupons and the like.
    pub(crate) async fn begin_order(&self, order: &NewOrder<'_>) -> Result<BegunOrder> {
        let mut transaction = self.pool.begin().await?;
        let number = next_order_number(&mut transaction).await?;
        // If nothing is left to pay, the order does not wait for money.
        let transfer = if order.total == 0 { "paid" } else { "" };
        let written = sqlx::query(
            "INSERT INTO shop_orders (number, user_id, placed_at, outcome, payment, total, token, contents, transfer) \
             VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8) ON CONFLICT (token) DO NOTHING",
        )
        .bind(&number)
        .bind(key(order.user))
        .bind(self.now())
        .bind(order.payment.word())
        .bind(order.total)
        .bind(order.token)
        .bind(json(order.contents)?)
        .bind(transfer)
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(BegunOrder::Known);
        }
        if !redeem(&mut transaction, &number, order.contents).await? {
            return Ok(BegunOrder::UsedUp);
        }
        transaction.commit().await?;
        Ok(BegunOrder::Numbered(number))
    }

    /// Accepts an order, before the customer is told: takes its goods out of the cart and forgets the choices. After a crash in
    /// between, this is made up for as long as nothing else has been chosen.
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
                .map_err(|_| StoreError::Unreadable(format!("注文{number}")))?;
            let owner = Owner::User(user);
            for item in &contents.items {
                take_out(&mut transaction, &owner, item.product, item.pieces()).await?;
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Marks an order as failed, before the customer is told: the cart stays, and the next try has a new token.
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
        give_back(&mut transaction, number).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// An order by its number.
    pub(crate) async fn order(&self, number: &str) -> Result<Option<PlacedOrder>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE s.number = $1"));
        let row = sqlx::query(sql)
            .bind(number)
            .fetch_optional(&self.pool)
            .await?;
        Ok(self.read_orders(row.as_slice()).await?.pop())
    }

    /// The order that was placed with a token.
    pub(crate) async fn order_of_token(&self, token: &str) -> Result<Option<PlacedOrder>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE s.token = $1"));
        let row = sqlx::query(sql)
            .bind(token)
            .fetch_optional(&self.pool)
            .await?;
        Ok(self.read_orders(row.as_slice()).await?.pop())
    }

    /// 注文履歴 of a user, the newest first: only orders that were accepted.
    pub(crate) async fn orders_of(
        &self,
        user: u64,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<PlacedOrder>> {
        // The page first, from the index alone; only then what belongs to its orders.
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE s.number IN (SELECT number FROM shop_orders WHERE user_id = $1 AND outcome = 'accepted' \
             ORDER BY placed_at DESC, number DESC LIMIT $2 OFFSET $3) ORDER BY s.placed_at DESC, s.number DESC"
        ));
        let rows = sqlx::query(sql)
            .bind(key(user))
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        self.read_orders(&rows).await
    }

    /// The number of orders in it.
    pub(crate) async fn count_orders_of(&self, user: u64) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM shop_orders WHERE user_id = $1 AND outcome = 'accepted'";
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(key(user))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Closes orders of processes that crashed: those that クロネコ掛け払い has are accepted, the others have failed. Those with an
    /// open request stay open.
    pub(crate) async fn close_crashed_orders(&self) -> Result<()> {
        let before = self
            .now()
            .saturating_sub(i64::try_from(IN_THE_MAKING.as_millis()).unwrap_or(0));
        let numbers = "SELECT number FROM shop_orders WHERE outcome = 'open' AND placed_at < $1";
        let numbers = sqlx::query_scalar::<Any, String>(numbers)
            .bind(before)
            .fetch_all(&self.pool)
            .await?;
        self.close(&numbers).await
    }

    /// The same for one order, whose outcome has just been found out.
    pub(crate) async fn close_crashed_order(&self, number: &str) -> Result<()> {
        self.close(&[number.to_owned()]).await
    }

    /// Records how orders that are still being placed have ended.
    async fn close(&self, numbers: &[String]) -> Result<()> {
        let known = self.ledger.orders_by_number(numbers).await?;
        for number in numbers {
            let outcome = match known.get(number) {
                Some(order) if order.is_open => continue,
                Some(order) if order.status != Status::None => "accepted",
                _ => "failed",
            };
            let mut transaction = self.pool.begin().await?;
            let closed = sqlx::query(
                "UPDATE shop_orders SET outcome = $1 WHERE number = $2 AND outcome = 'open'",
            )
            .bind(outcome)
            .bind(number)
            .execute(&mut *transaction)
            .await?;
            if closed.rows_affected() == 1 && outcome == "failed" {
                give_back(&mut transaction, number).await?;
            }
            transaction.commit().await?;
        }
        Ok(())
    }

    /// What the ledger knows of the orders of some rows.
    pub(super) async fn known(&self, rows: &[AnyRow]) -> Result<BTreeMap<String, OrderRecord>> {
        let numbers = rows.iter().map(|row| row.try_get::<String, _>("number"));
        let numbers: Vec<String> = numbers.collect::<std::result::Result<_, _>>()?;
        Ok(self.ledger.orders_by_number(&numbers).await?)
    }

    pub(super) async fn read_orders(&self, rows: &[AnyRow]) -> Result<Vec<PlacedOrder>> {
        let known = self.known(rows).await?;
        rows.iter()
            .map(|row| self.read_order(row, &known))
            .collect()
    }

    fn read_order(
        &self,
        row: &AnyRow,
        known: &BTreeMap<String, OrderRecord>,
    ) -> Result<PlacedOrder> {
        let number: String = row.try_get("number")?;
        let unreadable = || StoreError::Unreadable(format!("注文{number}"));
        let (placed_at, payment, status) = self.read_status(row, known.get(&number))?;
        let contents: String = row.try_get("contents")?;
        Ok(PlacedOrder {
            user: row.try_get::<i64, _>("user_id")?.unsigned_abs(),
            total: row.try_get("total")?,
            slip_number: slip_number(row, known.get(&number))?,
            contents: serde_json::from_str(&contents).map_err(|_| unreadable())?,
            placed_at,
            payment,
            status,
            number,
        })
    }

    /// When an order was placed, how it is paid, and its status.
    pub(super) fn read_status(
        &self,
        row: &AnyRow,
        known: Option<&OrderRecord>,
    ) -> Result<(Timestamp, Payment, OrderStatus)> {
        let number: &str = row.try_get("number")?;
        let unreadable = || StoreError::Unreadable(format!("注文{number}"));
        let placed_at = Timestamp::from_millisecond(row.try_get("placed_at")?);
        let placed_at = placed_at.map_err(|_| unreadable())?;
        let payment = Payment::of(row.try_get("payment")?).ok_or_else(unreadable)?;
        let outcome: &str = row.try_get("outcome")?;
        let is_open = known.is_some_and(|known| known.is_open);
        let status = known.map_or(Status::None, |known| known.status);
        let is_new = self.clock.now().duration_since(placed_at) < IN_THE_MAKING;
        let status = match (payment, status) {
            (Payment::Transfer, _) if outcome == "accepted" => match row.try_get("transfer")? {
                "paid" => OrderStatus::Paid,
                "cancelled" => OrderStatus::Cancelled,
                _ => OrderStatus::AwaitsTransfer,
            },
            (Payment::Kakebarai, Status::Registered) => OrderStatus::Registered,
            (Payment::Kakebarai, Status::Cancelled) => OrderStatus::Cancelled,
            (Payment::Kakebarai, _) if is_open => OrderStatus::Checking,
            _ if outcome == "open" && is_new => OrderStatus::Checking,
            _ => OrderStatus::Failed,
        };
        Ok((placed_at, payment, status))
    }
}

/// 送り状番号, in the ledger or in the shop's own table; empty before it is shipped.
pub(super) fn slip_number(row: &AnyRow, known: Option<&OrderRecord>) -> Result<String> {
    let shipment = known.and_then(|known| known.shipment.as_ref());
    Ok(match shipment {
        Some(shipment) => shipment.slip_number.clone(),
        None => row.try_get("slip_number")?,
    })
}
