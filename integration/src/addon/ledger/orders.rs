//! Orders and their shipments, as far as they were settled by クロネコ掛け払い.

use jiff::Timestamp;
use sqlx::{Any, Row as _, any::AnyRow};

use super::{Ledger, LedgerError};

/// 取引状況.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not registered, or not known to be.
    None,
    /// 登録, `KB_1`.
    Registered,
    /// 取消, `KB_2`.
    Cancelled,
}

impl Status {
    /// As the ledger keeps it, and as the CS-Cart add-on does (seen).
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Registered => "KB_1",
            Self::Cancelled => "KB_2",
        }
    }

    /// As the screens show it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "―",
            Self::Registered => "登録",
            Self::Cancelled => "取消",
        }
    }

    pub(super) fn of(code: &str) -> Self {
        match code {
            "KB_1" => Self::Registered,
            "KB_2" => Self::Cancelled,
            _ => Self::None,
        }
    }
}

/// An order in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRecord {
    /// 受注番号.
    pub order_number: String,
    /// 取引先ID.
    pub buyer_id: String,
    /// 決済金額, in yen, without tax.
    pub price: i64,
    /// 消費税, in yen.
    pub tax: i64,
    /// 取引状況.
    pub status: Status,
    /// 送信日時: when something was asked last.
    pub sent_at: Timestamp,
    /// エラーコード of what was asked last; empty where it was accepted.
    pub error_code: String,
    /// Its shipment.
    pub shipment: Option<Shipment>,
}

/// 出荷情報.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// 送り状番号, digits only.
    pub slip_number: String,
    /// Whether the provider knows it.
    pub sent: bool,
}

/// What a list of orders goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderSort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By order number.
    Number,
}

/// Which orders.
#[derive(Clone, Debug, Default)]
pub struct OrderQuery {
    /// Of this status only.
    pub status: Option<Status>,
    /// Whose order number or buyer id contains this.
    pub search: String,
    /// In which order.
    pub sort: OrderSort,
    /// How many are left out at the beginning.
    pub skip: u32,
    /// At most so many; 0 for none.
    pub limit: u32,
}

const COLUMNS: &str = "SELECT o.order_number, o.buyer_id, o.price, o.tax, o.status, o.sent_at, o.error_code, s.slip_number, s.sent \
     FROM orders o LEFT JOIN shipments s ON s.order_number = o.order_number ";

impl Ledger {
    /// An order.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn order(&self, order_number: &str) -> Result<Option<OrderRecord>, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE o.order_number = $1"));
        let row = sqlx::query(sql)
            .bind(order_number)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// A page of orders.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn orders(&self, query: &OrderQuery) -> Result<Vec<OrderRecord>, LedgerError> {
        let sort = match query.sort {
            OrderSort::Newest => "o.created_at DESC, o.order_number DESC",
            OrderSort::Oldest => "o.created_at, o.order_number",
            OrderSort::Number => "o.order_number",
        };
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} {} ORDER BY {sort} LIMIT $3 OFFSET $4",
            query.filter()
        ));
        let rows = sqlx::query(sql)
            .bind(query.status.map_or("", Status::code))
            .bind(pattern(&query.search))
            .bind(i64::from(query.limit))
            .bind(i64::from(query.skip))
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// How many orders a query finds on all its pages.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn count_orders(&self, query: &OrderQuery) -> Result<u64, LedgerError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM orders o {}", query.filter()));
        let count: i64 = sqlx::query_scalar::<Any, i64>(sql)
            .bind(query.status.map_or("", Status::code))
            .bind(pattern(&query.search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Writes down a shipment of which the provider is not told.
    ///
    /// # Errors
    /// [`LedgerError`]. `false`: the order has a shipment already.
    pub async fn keep_shipment_here(
        &self,
        order_number: &str,
        slip_number: &str,
    ) -> Result<bool, LedgerError> {
        let kept = sqlx::query(
            "INSERT INTO shipments (order_number, slip_number, sent, created_at) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING",
        )
        .bind(order_number)
        .bind(slip_number)
        .bind(self.now())
        .execute(&self.pool)
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    /// Forgets a shipment here, whatever the provider knows.
    ///
    /// # Errors
    /// [`LedgerError`]. `false`: there was none.
    pub async fn forget_shipment(&self, order_number: &str) -> Result<bool, LedgerError> {
        let forgotten = sqlx::query("DELETE FROM shipments WHERE order_number = $1")
            .bind(order_number)
            .execute(&self.pool)
            .await?;
        Ok(forgotten.rows_affected() == 1)
    }
}

impl OrderQuery {
    /// Only what is asked for is looked at; the parameters are there either way.
    fn filter(&self) -> String {
        let status = self.status.map_or("$1 = $1", |_| "o.status = $1");
        let search = if self.search.is_empty() {
            "$2 = $2"
        } else {
            "(o.order_number LIKE $2 ESCAPE '!' OR o.buyer_id LIKE $2 ESCAPE '!')"
        };
        format!("WHERE {status} AND {search}")
    }
}

/// A pattern for what contains a text.
fn pattern(text: &str) -> String {
    let text = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{text}%")
}

fn read(row: &AnyRow) -> Result<OrderRecord, LedgerError> {
    let number: String = row.try_get("order_number")?;
    let sent_at = Timestamp::from_millisecond(row.try_get("sent_at")?);
    let sent_at =
        sent_at.map_err(|_| LedgerError::Unreadable(format!("受注{number}の送信日時")))?;
    let slip_number: Option<String> = row.try_get("slip_number")?;
    let sent: Option<i64> = row.try_get("sent")?;
    Ok(OrderRecord {
        order_number: number,
        buyer_id: row.try_get("buyer_id")?,
        price: row.try_get("price")?,
        tax: row.try_get("tax")?,
        status: Status::of(row.try_get("status")?),
        sent_at,
        error_code: row.try_get("error_code")?,
        shipment: slip_number.map(|slip_number| Shipment {
            slip_number,
            sent: sent == Some(1),
        }),
    })
}
