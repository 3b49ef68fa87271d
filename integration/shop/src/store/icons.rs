//! Icons that were uploaded.

use sqlx::Row as _;

use super::{Result, Store, StoreError};
use crate::{icons::media_type, security::key::bytes};

impl Store {
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
