//! The shop's taxes.

use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Result, Store, id, next_number,
    settings::{SET, TaxRounding, registration_number_row, rounding_row},
};
use kakebarai::{client::Decimal2, order::Tax};

/// How much is taxed by a tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TaxUses {
    pub(crate) products: i64,
    pub(crate) shipping_methods: i64,
}

const USES: &str = "SELECT t.name, (SELECT COUNT(*) FROM shop_products p WHERE p.tax_id = t.id) AS products, \
     (SELECT COUNT(*) FROM shop_shipping_methods s WHERE s.tax_id = t.id) AS shipping_methods FROM shop_taxes t";

impl TaxUses {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            products: row.try_get("products")?,
            shipping_methods: row.try_get("shipping_methods")?,
        })
    }
}

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

    /// The taxes that goods or shipping have, and that are not charged, by their names.
    pub(crate) async fn missing_taxes(&self) -> Result<Vec<(String, TaxUses)>> {
        let sql = sqlx::AssertSqlSafe(format!("{USES} WHERE t.enabled = 0 ORDER BY t.id"));
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        let read = rows
            .iter()
            .map(|row| Ok((row.try_get("name")?, TaxUses::read(row)?)));
        let mut missing: Vec<(String, TaxUses)> = read.collect::<Result<_>>()?;
        missing.retain(|(_, uses)| uses.products > 0 || uses.shipping_methods > 0);
        Ok(missing)
    }

    /// Adds a tax or changes a known one.
    pub(crate) async fn save_tax(&self, tax: &Tax) -> Result<()> {
        let mut connection = self.pool.acquire().await?;
        save(&mut connection, tax).await
    }

    /// Adds a tax under a new id.
    pub(crate) async fn create_tax(&self, tax: &Tax) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        let number = next_number(&mut transaction, "tax").await?;
        let mut numbered = tax.clone();
        numbered.id = id(number);
        save(&mut transaction, &numbered).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What is taxed by a tax.
    pub(crate) async fn uses_of_tax(&self, tax: u32) -> Result<TaxUses> {
        let sql = sqlx::AssertSqlSafe(format!("{USES} WHERE t.id = $1"));
        let row = sqlx::query(sql)
            .bind(i64::from(tax))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map_or(Ok(TaxUses::default()), TaxUses::read)
    }

    /// Deletes a tax. Returns `false` if products or postage are taxed by it.
    pub(crate) async fn delete_tax(&self, tax: u32) -> Result<bool> {
        let deleted = sqlx::query(
            "DELETE FROM shop_taxes WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM shop_products WHERE tax_id = $1) \
             AND NOT EXISTS (SELECT 1 FROM shop_shipping_methods WHERE tax_id = $1)",
        )
        .bind(i64::from(tax))
        .execute(&self.pool)
        .await?;
        Ok(deleted.rows_affected() == 1)
    }

    /// Saves taxes, how they are rounded, and 登録番号: all or nothing.
    pub(crate) async fn save_taxes(
        &self,
        taxes: &[Tax],
        rounding: TaxRounding,
        registration_number: &str,
    ) -> Result<()> {
        let (rounding_name, rounding) = rounding_row(rounding)?;
        let mut transaction = self.pool.begin().await?;
        for tax in taxes {
            save(&mut transaction, tax).await?;
        }
        for (name, value) in [
            (rounding_name, rounding.as_str()),
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
