//! Icons that were uploaded.

use sqlx::Row as _;

use super::{
    Result, Store, StoreError,
    settings::{SET, method_row},
};
use crate::{
    icons::{Icon, media_type},
    security::key::{bytes, hexadecimal},
    settings::PaymentMethod,
};

impl Store {
    /// Saves 支払方法の設定 with its icon and none of those before it: both or neither.
    pub(crate) async fn save_method_with_icon(
        &self,
        method: &PaymentMethod,
        icon: Option<&Icon>,
    ) -> Result<()> {
        let (name, value) = method_row(method)?;
        let mut transaction = self.pool.begin().await?;
        sqlx::query(SET)
            .bind(name)
            .bind(value)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM shop_icons WHERE digest <> $1")
            .bind(icon.map_or("", |icon| &icon.digest))
            .execute(&mut *transaction)
            .await?;
        if let Some(icon) = icon {
            sqlx::query(
                "INSERT INTO shop_icons (digest, media_type, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            )
            .bind(&icon.digest)
            .bind(icon.media_type)
            .bind(hexadecimal(&icon.content))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// An icon by its digest: its type and its bytes.
    pub(crate) async fn icon(&self, digest: &str) -> Result<Option<(&'static str, Vec<u8>)>> {
        let row = sqlx::query("SELECT media_type, content FROM shop_icons WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            let unreadable = || StoreError::Unreadable("アイコン".to_owned());
            let kind = media_type(row.try_get("media_type")?).ok_or_else(unreadable)?;
            let content = bytes(row.try_get("content")?).ok_or_else(unreadable)?;
            Ok((kind, content))
        })
        .transpose()
    }
}
