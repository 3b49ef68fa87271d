//! What orders have used of coupons, gift certificates and points, and what comes back if an order fails or is cancelled.

use std::collections::BTreeMap;

use kakebarai::ledger::Status;
use sqlx::{Any, AnyConnection, Transaction};

use super::{OrderSnapshot, Result, Store, contents::ReductionKind, users::key};

impl ReductionKind {
    /// Its word in the database; `None` for a discount that everybody gets, which is not counted.
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Discount => None,
            Self::Coupon => Some("coupon"),
            Self::GiftCertificate => Some("gift-certificate"),
            Self::Points => Some("points"),
        }
    }

    /// The query for what is left of one: orders of a coupon, yen of a gift certificate, points of a user. A coupon for any number of
    /// orders is never used up.
    const fn left(self) -> &'static str {
        match self {
            Self::Discount => "SELECT $2",
            Self::Coupon => {
                "SELECT COALESCE((SELECT COALESCE(d.times, 1000000000) - (SELECT COUNT(*) FROM shop_redemptions r \
                 WHERE r.kind = $1 AND r.source = d.id AND r.returned = 0) FROM shop_discounts d WHERE d.id = $2), 0)"
            }
            Self::GiftCertificate => {
                "SELECT CAST(COALESCE((SELECT g.amount - COALESCE((SELECT SUM(r.amount) FROM shop_redemptions r \
                 WHERE r.kind = $1 AND r.source = g.id AND r.returned = 0), 0) FROM shop_gift_certificates g WHERE g.id = $2), 0) AS BIGINT)"
            }
            Self::Points => {
                "SELECT CAST(COALESCE((SELECT u.points - COALESCE((SELECT SUM(r.amount) FROM shop_redemptions r \
                 WHERE r.kind = $1 AND r.source = u.id AND r.returned = 0), 0) FROM shop_users u WHERE u.id = $2), 0) AS BIGINT)"
            }
        }
    }
}

/// What the checkout asks for: whether there is any coupon or gift certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Offers {
    pub(crate) coupons: bool,
    pub(crate) gift_certificates: bool,
}

impl Store {
    /// What is left of a coupon, a gift certificate, or a user's points. Orders that failed since give back what they had used.
    pub(crate) async fn left_of(&self, kind: ReductionKind, source: i64) -> Result<i64> {
        let Some(word) = kind.word() else {
            return Ok(i64::MAX);
        };
        self.take_back(kind, &[source]).await?;
        let mut connection = self.pool.acquire().await?;
        left(&mut connection, kind, word, source).await
    }

    /// Has orders that failed since give back what they had used of some sources of a kind: those whose
    /// settlement was cancelled, and those that turned out not to be settled after their customers had been told that they
    /// exist.
    pub(super) async fn take_back(&self, kind: ReductionKind, sources: &[i64]) -> Result<()> {
        let (Some(word), false) = (kind.word(), sources.is_empty()) else {
            return Ok(());
        };
        let places: Vec<String> = (2..sources.len() + 2)
            .map(|place| format!("${place}"))
            .collect();
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT DISTINCT r.order_number, s.outcome FROM shop_redemptions r JOIN shop_orders s ON s.number = r.order_number \
             WHERE r.kind = $1 AND r.returned = 0 AND r.source IN ({})",
            places.join(", ")
        ));
        let mut query = sqlx::query_as::<Any, (String, String)>(sql).bind(word);
        for source in sources {
            query = query.bind(*source);
        }
        let outcomes: BTreeMap<String, String> =
            query.fetch_all(&self.pool).await?.into_iter().collect();
        let numbers: Vec<&String> = outcomes.keys().collect();
        for (number, order) in self.ledger.orders_by_number(&numbers).await? {
            let has_come_to_nothing = match order.status {
                Status::Cancelled => true,
                // It was refused, or never sent. One that is still being placed may yet be sent again.
                Status::None => {
                    !order.is_open
                        && outcomes
                            .get(&number)
                            .is_some_and(|outcome| outcome != "open")
                }
                _ => false,
            };
            if has_come_to_nothing {
                let mut connection = self.pool.acquire().await?;
                give_back(&mut connection, &number).await?;
            }
        }
        Ok(())
    }

    /// Whether a coupon may be used by one order more. Which orders have been cancelled since is asked only where that
    /// decides: a coupon that many orders have used costs a checkout no more than a fresh one.
    pub(crate) async fn coupon_is_left(&self, coupon: i64) -> Result<bool> {
        let kind = ReductionKind::Coupon;
        if let Some(word) = kind.word() {
            let mut connection = self.pool.acquire().await?;
            if left(&mut connection, kind, word, coupon).await? > 0 {
                return Ok(true);
            }
        }
        Ok(self.left_of(kind, coupon).await? > 0)
    }

    /// How many points a user has.
    pub(crate) async fn points_of(&self, user: u64) -> Result<i64> {
        self.left_of(ReductionKind::Points, key(user)).await
    }

    /// Gives a user points, or takes some away. Returns `false` if fewer than 0 would be left.
    pub(crate) async fn add_points(&self, user: u64, points: i64) -> Result<bool> {
        // This also gives back what cancelled orders had used.
        if self.points_of(user).await?.saturating_add(points) < 0 {
            return Ok(false);
        }
        let mut transaction = self.pool.begin().await?;
        // An order that is being placed holds this row while it uses points.
        sqlx::query("UPDATE shop_counters SET last = last WHERE name = 'order'")
            .execute(&mut *transaction)
            .await?;
        let added = sqlx::query(
            "UPDATE shop_users SET points = points + $1 WHERE id = $2 AND points + $1 >= COALESCE((SELECT SUM(r.amount) \
             FROM shop_redemptions r WHERE r.kind = 'points' AND r.source = shop_users.id AND r.returned = 0), 0)",
        )
        .bind(points)
        .bind(key(user))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(added.rows_affected() == 1)
    }

    /// What the checkout asks for.
    pub(crate) async fn offers(&self) -> Result<Offers> {
        let sql = "SELECT CASE WHEN EXISTS (SELECT 1 FROM shop_discounts WHERE folded <> '' AND enabled = 1) THEN 1 ELSE 0 END \
                   + CASE WHEN EXISTS (SELECT 1 FROM shop_gift_certificates) THEN 2 ELSE 0 END";
        let both = sqlx::query_scalar::<Any, i64>(sqlx::AssertSqlSafe(format!(
            "SELECT CAST(({sql}) AS BIGINT)"
        )))
        .fetch_one(&self.pool)
        .await?;
        Ok(Offers {
            coupons: both & 1 != 0,
            gift_certificates: both & 2 != 0,
        })
    }
}

/// Records what an order uses, in the transaction that has taken its number, so that no other order is placed meanwhile and nothing is
/// used twice. Returns `false` if too little is left.
pub(super) async fn redeem(
    transaction: &mut Transaction<'_, Any>,
    number: &str,
    contents: &OrderSnapshot,
) -> Result<bool> {
    for reduction in &contents.reductions {
        let Some(word) = reduction.kind.word() else {
            continue;
        };
        let left = left(transaction, reduction.kind, word, reduction.source).await?;
        let needed = match reduction.kind {
            ReductionKind::Coupon => 1,
            _ => reduction.amount,
        };
        if left < needed {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO shop_redemptions (order_number, kind, source, amount, returned) VALUES ($1, $2, $3, $4, 0)",
        )
        .bind(number)
        .bind(word)
        .bind(reduction.source)
        .bind(reduction.amount)
        .execute(&mut **transaction)
        .await?;
    }
    Ok(true)
}

/// Gives back what a failed or cancelled order had used.
pub(super) async fn give_back(connection: &mut AnyConnection, number: &str) -> Result<()> {
    sqlx::query("UPDATE shop_redemptions SET returned = 1 WHERE order_number = $1")
        .bind(number)
        .execute(connection)
        .await?;
    Ok(())
}

async fn left(
    connection: &mut AnyConnection,
    kind: ReductionKind,
    word: &str,
    source: i64,
) -> Result<i64> {
    Ok(sqlx::query_scalar::<Any, i64>(kind.left())
        .bind(word)
        .bind(source)
        .fetch_one(connection)
        .await?)
}
