//! Discounts that everybody gets, and coupons.

use jiff::civil::Date;
use sqlx::{Row as _, any::AnyRow};

use super::{Result, Store, StoreError, fold, id, next_number};
use kakebarai::client::Decimal2;

/// 割引, or クーポン if it has a code.
#[derive(Clone, Debug)]
pub(crate) struct Discount {
    pub(crate) id: u32,
    pub(crate) name: String,
    /// Empty for a discount that everybody gets.
    pub(crate) code: String,
    pub(crate) value: DiscountValue,
    /// The least that the goods have to cost, in yen.
    pub(crate) goods_from: i64,
    /// The first and the last day, in Japan.
    pub(crate) days: (Option<Date>, Option<Date>),
    /// How many orders may use a coupon; `None` for any number.
    pub(crate) times: Option<u32>,
    pub(crate) enabled: bool,
}

/// The amount that is taken off the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiscountValue {
    Yen(i64),
    Percent(Decimal2),
}

impl Discount {
    pub(crate) const fn is_coupon(&self) -> bool {
        !self.code.is_empty()
    }

    /// The discount on goods of a price in yen: rounded down, and never more than the goods cost.
    pub(crate) fn of(&self, goods: i64) -> i64 {
        match self.value {
            DiscountValue::Yen(yen) => yen.min(goods),
            DiscountValue::Percent(percent) => {
                let hundredths = i128::from(goods) * i128::from(percent.as_hundredths());
                i64::try_from(hundredths / 10_000).unwrap_or(goods)
            }
        }
    }

    /// Whether it is given on a day.
    pub(crate) fn is_given_on(&self, day: Date) -> bool {
        let (first, last) = self.days;
        self.enabled
            && first.is_none_or(|first| first <= day)
            && last.is_none_or(|last| day <= last)
    }
}

const COLUMNS: &str = "SELECT id, name, code, kind, amount, goods_from, first_day, last_day, times, enabled FROM shop_discounts";

/// Both take the values in the order in which [`bind`] gives them.
const INSERT: &str = "INSERT INTO shop_discounts (id, name, code, folded, kind, amount, goods_from, first_day, last_day, times, enabled) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";

const UPDATE: &str = "UPDATE shop_discounts SET name = $2, code = $3, folded = $4, kind = $5, amount = $6, goods_from = $7, \
     first_day = $8, last_day = $9, times = $10, enabled = $11 WHERE id = $1 \
     AND NOT EXISTS (SELECT 1 FROM shop_discounts others WHERE others.folded = $4 AND $4 <> '' AND others.id <> $1)";

impl Store {
    /// All of them, those that everybody gets first.
    pub(crate) async fn discounts(&self) -> Result<Vec<Discount>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY folded <> '', id"));
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// One of them.
    pub(crate) async fn discount(&self, id: u32) -> Result<Option<Discount>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"));
        let row = sqlx::query(sql)
            .bind(i64::from(id))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The coupon of a code, in any spelling.
    pub(crate) async fn coupon(&self, code: &str) -> Result<Option<Discount>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE folded = $1 AND folded <> ''"));
        let row = sqlx::query(sql)
            .bind(fold(code.trim()))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Adds a discount. Returns `false` if another one has its code.
    pub(crate) async fn create_discount(&self, discount: &Discount) -> Result<bool> {
        let mut transaction = self.pool.begin().await?;
        let number = next_number(&mut transaction, "discount").await?;
        let written = bind(INSERT, number, discount)
            .execute(&mut *transaction)
            .await?;
        if written.rows_affected() == 0 {
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Changes a discount. Returns `false` if another one has its code, or if it is gone.
    pub(crate) async fn change_discount(&self, discount: &Discount) -> Result<bool> {
        let written = bind(UPDATE, discount.id.into(), discount)
            .execute(&self.pool)
            .await?;
        Ok(written.rows_affected() == 1)
    }

    /// Deletes a discount. What was ordered stays as it was.
    pub(crate) async fn delete_discount(&self, id: u32) -> Result<()> {
        sqlx::query("DELETE FROM shop_discounts WHERE id = $1")
            .bind(i64::from(id))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn bind<'q>(
    sql: &'static str,
    id: i64,
    discount: &Discount,
) -> sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments> {
    let (kind, amount) = match discount.value {
        DiscountValue::Yen(yen) => ("yen", yen),
        DiscountValue::Percent(percent) => ("percent", percent.as_hundredths()),
    };
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    sqlx::query(sql)
        .bind(id)
        .bind(discount.name.clone())
        .bind(discount.code.clone())
        .bind(fold(&discount.code))
        .bind(kind)
        .bind(amount)
        .bind(discount.goods_from)
        .bind(day(discount.days.0))
        .bind(day(discount.days.1))
        .bind(discount.times.map(i64::from))
        .bind(i64::from(discount.enabled))
}

fn read(row: &AnyRow) -> Result<Discount> {
    let name: String = row.try_get("name")?;
    let unreadable = || StoreError::Unreadable(format!("割引「{name}」"));
    let amount: i64 = row.try_get("amount")?;
    let value = match row.try_get("kind")? {
        "yen" => DiscountValue::Yen(amount),
        "percent" => DiscountValue::Percent(Decimal2::from_hundredths(amount)),
        _ => return Err(unreadable()),
    };
    Ok(Discount {
        id: id(row.try_get("id")?),
        code: row.try_get("code")?,
        goods_from: row.try_get("goods_from")?,
        days: (
            day(row.try_get("first_day")?).map_err(|_| unreadable())?,
            day(row.try_get("last_day")?).map_err(|_| unreadable())?,
        ),
        times: row.try_get::<Option<i64>, _>("times")?.map(id),
        enabled: row.try_get::<i64, _>("enabled")? == 1,
        value,
        name,
    })
}

/// A day as it is kept, if there is one.
pub(super) fn day(text: &str) -> std::result::Result<Option<Date>, jiff::Error> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some),
    }
}
