//! The shop's taxes.

use sqlx::{AnyConnection, Row as _};

use super::{
    Result, Store, id,
    settings::{SET, method_row},
};
use kakebarai::{client::Decimal2, order::Tax, settings::PaymentMethod};

impl Store {
    /// All of them, by their ids.
    pub(crate) async fn taxes(&self) -> Result<Vec<Tax>> {
        let rows =
            sqlx::query("SELECT id, name, rate, included, enabled FROM shop_taxes ORDER BY id")
                .fetch_all(&self.pool)
                .await?;
        let read = rows.iter().map(|row| {
            Ok(Tax {
                id: id(row.try_get("id")?),
                name: row.try_get("name")?,
                rate: Decimal2::from_hundredths(row.try_get("rate")?),
                included: row.try_get::<i64, _>("included")? == 1,
                enabled: row.try_get::<i64, _>("enabled")? == 1,
            })
        });
        read.collect()
    }

    /// Adds a tax or writes a known one anew.
    pub(crate) async fn save_tax(&self, tax: &Tax) -> Result<()> {
        let mut connection = self.pool.acquire().await?;
        save(&mut connection, tax).await
    }

    /// Writes taxes anew, and how they are rounded: both or neither.
    pub(crate) async fn save_taxes(&self, taxes: &[Tax], method: &PaymentMethod) -> Result<()> {
        let (name, value) = method_row(method)?;
        let mut transaction = self.pool.begin().await?;
        for tax in taxes {
            save(&mut transaction, tax).await?;
        }
        sqlx::query(SET)
            .bind(name)
            .bind(value)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn save(connection: &mut AnyConnection, tax: &Tax) -> Result<()> {
    sqlx::query(
        "INSERT INTO shop_taxes (id, name, rate, included, enabled) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) \
         DO UPDATE SET name = excluded.name, rate = excluded.rate, included = excluded.included, enabled = excluded.enabled",
    )
    .bind(i64::from(tax.id))
    .bind(&tax.name)
    .bind(tax.rate.as_hundredths())
    .bind(i64::from(tax.included))
    .bind(i64::from(tax.enabled))
    .execute(connection)
    .await?;
    Ok(())
}
