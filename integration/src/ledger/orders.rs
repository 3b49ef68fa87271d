//! Orders and their shipments, as far as they were settled by クロネコ掛け払い.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::{Any, Row as _, Transaction, any::AnyRow};

use super::{Account, Ledger, LedgerError};

/// 取引状況.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct OrderRecord {
    /// 受注番号.
    pub order_number: String,
    /// The account under which it was settled.
    pub account: Account,
    /// 取引先ID.
    pub buyer_id: String,
    /// 決済金額, in yen, without tax.
    pub price: i64,
    /// 消費税, in yen.
    pub tax: i64,
    /// 取引状況.
    pub status: Status,
    /// 送信日時: the time of the last request.
    pub sent_at: Timestamp,
    /// エラーコード of the last request; empty if it has none.
    pub error_code: String,
    /// Its shipment.
    pub shipment: Option<Shipment>,
    /// Whether a request about it is being sent, or has no known outcome.
    pub is_open: bool,
}

/// 出荷情報.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shipment {
    /// 送り状番号, digits only.
    pub slip_number: String,
    /// Whether the provider knows it.
    pub sent: bool,
}

/// How a list of orders is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OrderSort {
    /// The newest first.
    #[default]
    Newest,
    /// The oldest first.
    Oldest,
    /// By order number.
    Number,
}

/// Which orders. Fields may be added: end a literal with `..Default::default()`.
#[derive(Clone, Debug, Default)]
pub struct OrderQuery {
    /// Of this status only.
    pub status: Option<Status>,
    /// With a shipment only, or without one only.
    pub shipped: Option<bool>,
    /// Only those whose last request has an エラーコード.
    pub refused: bool,
    /// Only those whose last request was at this moment or later.
    pub from: Option<Timestamp>,
    /// Only those whose last request was before this moment.
    pub before: Option<Timestamp>,
    /// Whose order number or buyer id contains this.
    pub search: String,
    /// In which order.
    pub sort: OrderSort,
    /// How many to skip.
    pub skip: u32,
    /// The most to return; 0 for none.
    pub limit: u32,
}

const COLUMNS: &str = "SELECT o.order_number, o.account, o.buyer_id, o.price, o.tax, o.status, o.sent_at, o.error_code, s.slip_number, s.sent, \
     COALESCE(i.id, '') AS open_intent \
     FROM kakebarai_orders o LEFT JOIN kakebarai_shipments s ON s.order_number = o.order_number \
     LEFT JOIN kakebarai_intents i ON i.order_number = o.order_number AND i.state IN ('sending', 'unknown') ";

/// How many orders one query looks up by their numbers.
pub(super) const AT_ONCE: usize = 500;

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

    /// Orders by their numbers, as a shop needs them beside a list of its own; those that the ledger does not know are left
    /// out.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn orders_by_number<T: AsRef<str>>(
        &self,
        order_numbers: &[T],
    ) -> Result<BTreeMap<String, OrderRecord>, LedgerError> {
        let mut found = BTreeMap::new();
        for some in order_numbers.chunks(AT_ONCE) {
            let places: Vec<String> = (1..=some.len()).map(|place| format!("${place}")).collect();
            let sql = sqlx::AssertSqlSafe(format!(
                "{COLUMNS} WHERE o.order_number IN ({})",
                places.join(", ")
            ));
            let mut query = sqlx::query(sql);
            for number in some {
                query = query.bind(number.as_ref());
            }
            for row in query.fetch_all(&self.pool).await? {
                let order = read(&row)?;
                found.insert(order.order_number.clone(), order);
            }
        }
        Ok(found)
    }

    /// A page of orders.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn orders(&self, query: &OrderQuery) -> Result<Vec<OrderRecord>, LedgerError> {
        let sort = match query.sort {
            OrderSort::Newest => "o.created_at DESC, o.order_number DESC",
            OrderSort::Oldest => "o.created_at, o.order_number",
            // By its characters, whatever language the database is in; SQLite does so by itself.
            OrderSort::Number if super::is_postgres(&self.pool) => "o.order_number COLLATE \"C\"",
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
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT COUNT(*) FROM kakebarai_orders o {}",
            query.filter()
        ));
        let count: i64 = sqlx::query_scalar::<Any, i64>(sql)
            .bind(query.status.map_or("", Status::code))
            .bind(pattern(&query.search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }
}

/// An order that is locked.
pub(super) struct Locked {
    pub(super) status: Status,
    pub(super) account: Account,
}

/// Locks an order until the transaction ends, and returns its status and account.
pub(super) async fn lock(
    transaction: &mut Transaction<'_, Any>,
    order_number: &str,
) -> Result<Option<Locked>, LedgerError> {
    let row = sqlx::query(
        "UPDATE kakebarai_orders SET sent_at = sent_at WHERE order_number = $1 RETURNING status, account",
    )
    .bind(order_number)
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Locked {
        status: Status::of(row.try_get("status")?),
        account: Account::read(row.try_get("account")?),
    }))
}

impl OrderQuery {
    /// Filters by nothing but what is asked for; both parameters occur in any case.
    fn filter(&self) -> String {
        let status = self.status.map_or("$1 = $1", |_| "o.status = $1");
        let search = if self.search.is_empty() {
            "$2 = $2"
        } else {
            "(LOWER(o.order_number) LIKE LOWER($2) ESCAPE '!' OR LOWER(o.buyer_id) LIKE LOWER($2) ESCAPE '!')"
        };
        let shipment =
            "EXISTS (SELECT 1 FROM kakebarai_shipments f WHERE f.order_number = o.order_number)";
        let mut filters = vec![status.to_owned(), search.to_owned()];
        filters.extend(self.shipped.map(|shipped| {
            let not = if shipped { "" } else { "NOT " };
            format!("{not}{shipment}")
        }));
        filters.extend(self.refused.then(|| "o.error_code <> ''".to_owned()));
        for (moment, than) in [(self.from, ">="), (self.before, "<")] {
            let moment = moment.map(Timestamp::as_millisecond);
            filters.extend(moment.map(|moment| format!("o.sent_at {than} {moment}")));
        }
        format!("WHERE {}", filters.join(" AND "))
    }
}

/// A pattern for what contains a text.
pub(super) fn pattern(text: &str) -> String {
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
        sent_at.map_err(|_| LedgerError::Unreadable(format!("注文{number}の送信日時")))?;
    let slip_number: Option<String> = row.try_get("slip_number")?;
    let sent: Option<i64> = row.try_get("sent")?;
    Ok(OrderRecord {
        order_number: number,
        account: Account::read(row.try_get("account")?),
        buyer_id: row.try_get("buyer_id")?,
        price: row.try_get("price")?,
        tax: row.try_get("tax")?,
        status: Status::of(row.try_get("status")?),
        sent_at,
        error_code: row.try_get("error_code")?,
        is_open: !row.try_get::<&str, _>("open_intent")?.is_empty(),
        shipment: slip_number.map(|slip_number| Shipment {
            slip_number,
            sent: sent == Some(1),
        }),
    })
}
