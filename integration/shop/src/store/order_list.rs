//! The orders as an operator looks for them.

use jiff::Timestamp;
use sqlx::{Any, Row as _};

use crate::settings::Payment;

use super::{
    OrderStatus, Result, Store,
    orders::slip_number,
    searching::{customer_pattern, fold},
};

/// Which orders.
#[derive(Clone, Debug, Default)]
pub(crate) struct OrderListQuery {
    /// Whose number, or whose customer's e-mail address, company or name, contains this.
    pub(crate) search: String,
    /// Only those paid in this way.
    pub(crate) payment: Option<Payment>,
    pub(crate) sort: OrderListSort,
    /// How many to skip.
    pub(crate) skip: u32,
    /// The most to return.
    pub(crate) limit: u32,
}

/// How their list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OrderListSort {
    #[default]
    Newest,
    Oldest,
    /// The highest total first.
    Total,
}

/// An order in the list.
#[derive(Clone, Debug)]
pub(crate) struct ListedOrder {
    pub(crate) number: String,
    pub(crate) placed_at: Timestamp,
    pub(crate) payment: Payment,
    /// In yen.
    pub(crate) total: i64,
    pub(crate) status: OrderStatus,
    /// 送り状番号; empty before it is shipped.
    pub(crate) slip_number: String,
    pub(crate) user: u64,
    pub(crate) email: String,
    /// 会社名, or the person's if there is none.
    pub(crate) customer: String,
}

/// The customers who are looked for: they are looked through once, not once for each order. The plus keeps SQLite from
/// going by customer, which would read all their orders to sort them.
const CUSTOMERS: &str =
    "+s.user_id IN (SELECT u.id FROM shop_users u WHERE u.search LIKE $2 ESCAPE '!')";

impl OrderListQuery {
    fn filter(&self) -> String {
        let payment = self.payment.map_or("$1 = $1", |_| "s.payment = $1");
        let folded = fold(&self.search);
        let search = match folded.as_str() {
            "" => "$2 = $2".to_owned(),
            // Order numbers have no other characters.
            number
                if number
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) =>
            {
                format!("(LOWER(s.number) LIKE $2 ESCAPE '!' OR {CUSTOMERS})")
            }
            _ => CUSTOMERS.to_owned(),
        };
        format!("WHERE {payment} AND {search}")
    }

    fn word(&self) -> &'static str {
        self.payment.map_or("", Payment::word)
    }
}

impl Store {
    /// A page of orders.
    pub(crate) async fn order_list(&self, query: &OrderListQuery) -> Result<Vec<ListedOrder>> {
        let filter = query.filter();
        let sort = match query.sort {
            OrderListSort::Newest => "s.placed_at DESC, s.number DESC",
            OrderListSort::Oldest => "s.placed_at, s.number",
            OrderListSort::Total => "s.total DESC, s.number DESC",
        };
        // What stands elsewhere is looked up for the orders of the page alone.
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT s.number, s.placed_at, s.payment, s.total, s.outcome, s.transfer, s.user_id, u.email, \
             CASE WHEN u.company = '' THEN u.family_name || ' ' || u.given_name ELSE u.company END AS customer, \
             COALESCE(t.slip_number, '') AS slip_number \
             FROM (SELECT s.number, s.placed_at, s.payment, s.total, s.outcome, s.transfer, s.user_id FROM shop_orders s {filter} ORDER BY {sort} LIMIT $3 OFFSET $4) s \
             JOIN shop_users u ON u.id = s.user_id \
             LEFT JOIN shop_shipments t ON t.order_number = s.number ORDER BY {sort}"
        ));
        let rows = sqlx::query(sql)
            .bind(query.word())
            .bind(customer_pattern(&query.search))
            .bind(i64::from(query.limit))
            .bind(i64::from(query.skip))
            .fetch_all(&self.pool)
            .await?;
        let known = self.known(&rows).await?;
        let read = rows.iter().map(|row| {
            let number: String = row.try_get("number")?;
            let known = known.get(&number);
            let (placed_at, payment, status) = self.read_status(row, known)?;
            Ok(ListedOrder {
                number,
                total: row.try_get("total")?,
                slip_number: slip_number(row, known)?,
                user: row.try_get::<i64, _>("user_id")?.unsigned_abs(),
                email: row.try_get("email")?,
                customer: row.try_get("customer")?,
                placed_at,
                payment,
                status,
            })
        });
        read.collect()
    }

    /// How many orders a query finds on all its pages.
    pub(crate) async fn count_order_list(&self, query: &OrderListQuery) -> Result<u64> {
        let filter = query.filter();
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM shop_orders s {filter}"));
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(query.word())
            .bind(customer_pattern(&query.search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }
}
