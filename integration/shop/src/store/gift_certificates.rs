//! ギフト券: what they were worth when they were sold, and until when they are taken.

use std::fmt;

use jiff::civil::Date;
use sqlx::{Row as _, any::AnyRow};

use super::{
    Result, Store, StoreError, contents::ReductionKind, discounts::day, fold, id, next_number,
};

/// A gift certificate. Knowing its code is enough to use it, so its `Debug` shows the id alone.
#[derive(Clone)]
pub(crate) struct GiftCertificate {
    pub(crate) id: u32,
    pub(crate) code: String,
    /// In yen.
    pub(crate) amount: i64,
    /// What is left of it, in yen.
    pub(crate) balance: i64,
    /// The last day, in Japan; `None` for no end.
    pub(crate) last_day: Option<Date>,
    /// What an operator has written about it.
    pub(crate) note: String,
}

impl fmt::Debug for GiftCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GiftCertificate")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

const COLUMNS: &str = "SELECT g.id, g.code, g.amount, g.last_day, g.note, g.amount - CAST(COALESCE((SELECT SUM(r.amount) FROM shop_redemptions r \
     WHERE r.kind = 'gift-certificate' AND r.source = g.id AND r.returned = 0), 0) AS BIGINT) AS balance \
     FROM shop_gift_certificates g";

impl Store {
    /// A page of gift certificates, the newest first, with what is left of each now.
    pub(crate) async fn gift_certificates(
        &self,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<GiftCertificate>> {
        let page = "SELECT id FROM shop_gift_certificates ORDER BY id DESC LIMIT $1 OFFSET $2";
        let page = sqlx::query_scalar::<sqlx::Any, i64>(page)
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        self.take_back(ReductionKind::GiftCertificate, &page)
            .await?;
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY g.id DESC LIMIT $1 OFFSET $2"));
        let rows = sqlx::query(sql)
            .bind(i64::from(limit))
            .bind(i64::from(skip))
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// How many there are.
    pub(crate) async fn count_gift_certificates(&self) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM shop_gift_certificates";
        let count = sqlx::query_scalar::<sqlx::Any, i64>(sql)
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// One by its id, with what is left of it now.
    pub(crate) async fn gift_certificate(&self, id: u32) -> Result<Option<GiftCertificate>> {
        self.take_back(ReductionKind::GiftCertificate, &[id.into()])
            .await?;
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE g.id = $1"));
        let row = sqlx::query(sql)
            .bind(i64::from(id))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// One by its code, in any spelling.
    pub(crate) async fn gift_certificate_of(&self, code: &str) -> Result<Option<GiftCertificate>> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE g.folded = $1"));
        let row = sqlx::query(sql)
            .bind(fold(code.trim()))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Adds a gift certificate. Returns `false` if another one has its code.
    pub(crate) async fn create_gift_certificate(&self, gift: &GiftCertificate) -> Result<bool> {
        let mut transaction = self.pool.begin().await?;
        let number = next_number(&mut transaction, "gift-certificate").await?;
        let written = sqlx::query(
            "INSERT INTO shop_gift_certificates (id, code, folded, amount, last_day, note) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(number)
        .bind(&gift.code)
        .bind(fold(&gift.code))
        .bind(gift.amount)
        .bind(gift.last_day.map_or(String::new(), |day| day.to_string()))
        .bind(&gift.note)
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() == 0 {
            return Ok(false);
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Deletes a gift certificate. What was ordered stays as it was.
    pub(crate) async fn delete_gift_certificate(&self, id: u32) -> Result<()> {
        sqlx::query("DELETE FROM shop_gift_certificates WHERE id = $1")
            .bind(i64::from(id))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn read(row: &AnyRow) -> Result<GiftCertificate> {
    let number: i64 = row.try_get("id")?;
    let last_day = day(row.try_get("last_day")?);
    Ok(GiftCertificate {
        id: id(number),
        code: row.try_get("code")?,
        amount: row.try_get("amount")?,
        balance: row.try_get("balance")?,
        last_day: last_day
            .map_err(|_| StoreError::Unreadable(format!("ギフト券{number}の有効期限")))?,
        note: row.try_get("note")?,
    })
}
