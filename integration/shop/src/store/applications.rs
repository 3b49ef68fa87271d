//! What users have last applied for クロネコ掛け払い with.

use std::collections::BTreeMap;

use sqlx::{Any, Row as _};

use super::{Result, Store, StoreError, settings::json, users::key};
use kakebarai::buyers::application::{Application, FIELDS};

impl Store {
    /// What a user has last applied with.
    pub(crate) async fn application(&self, user: u64) -> Result<Option<Application>> {
        let row = sqlx::query("SELECT fields FROM shop_applications WHERE user_id = $1")
            .bind(key(user))
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            let fields: BTreeMap<String, String> = serde_json::from_str(row.try_get("fields")?)
                .map_err(|_| StoreError::Unreadable(format!("会員{user}の申込内容")))?;
            let mut application = Application::default();
            for (name, value) in fields {
                application.set(&name, value);
            }
            Ok(application)
        })
        .transpose()
    }

    /// Saves what a user applies with, in place of what was there.
    pub(crate) async fn save_application(
        &self,
        user: u64,
        application: &Application,
    ) -> Result<()> {
        let fields = FIELDS
            .iter()
            .map(|field| (field.name, application.get(field.name)));
        let fields: BTreeMap<&str, &str> = fields.filter(|(_, value)| !value.is_empty()).collect();
        sqlx::query::<Any>(
            "INSERT INTO shop_applications (user_id, fields) VALUES ($1, $2) \
             ON CONFLICT (user_id) DO UPDATE SET fields = excluded.fields",
        )
        .bind(key(user))
        .bind(json(&fields)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
