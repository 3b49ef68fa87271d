//! The shop's taxes.

use sqlx::{AnyConnection, Row as _};

use super::{
    Result, Store, id,
    settings::{SET, method_row, registration_number_row},
};
use crate::settings::PaymentMethod;
use kakebarai::{client::Decimal2, order::Tax};

impl Store {
    /// All of them, by their ids.
    pub(crate) async fn taxes(&self) -> Result<Vec<Tax>> {
        let rows =
            sqlx::query("SELECT id, name, rate, included, enabled FROM shop_taxes ORDER BY id")
                .fetch_all(&self.pool)
                .await?;
        let read = rows.iter().map(|row| {
            let (id, name) = (id(row.try_get("id")?), row.try_get::<String, _>("name")?);
            let rate = Decimal2::from_hundredths(row.try_get("rate")?);
            let is = |column: &str| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(column)? == 1);
            Ok(Tax::on_top(id, name, rate).set_up(is("included")?, is("enabled")?))
        });
        read.collect()
    }

    /// Adds a tax or writes a known one anew.
    pub(crate) async fn save_tax(&self, tax: &Tax) -> Result<()> {
        let mut connection = self.pool.acquire().await?;
        save(&mut connection, tax).await
    }

    /// Writes taxes anew, how they are rounded, and 登録番号: all or nothing.
    pub(crate) async fn save_taxes(
        &self,
        taxes: &[Tax],
        method: &PaymentMethod,
        registration_number: &str,
    ) -> Result<()> {
        let (method_name, method) = method_row(method)?;
        let mut transaction = self.pool.begin().await?;
        for tax in taxes {
            save(&mut transaction, tax).await?;
        }
        for (name, value) in [
            (method_name, method.as_str()),
            registration_number_row(registration_number),
        ] {
            sqlx::query(SET)
                .bind(name)
                .bind(value)
                .execute(&mut *transaction)
                .await?;
        }
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
