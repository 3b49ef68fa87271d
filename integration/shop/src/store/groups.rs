//! User groups, and the status of their members.

use sqlx::Row as _;

use super::{Result, Store, StoreError, customers::status, id, next_number, users::key};
use kakebarai::user_groups::Membership;

/// A user group.
#[derive(Clone, Debug)]
pub(crate) struct UserGroup {
    pub(crate) id: u32,
    pub(crate) name: String,
}

impl Store {
    /// All groups, by their ids.
    pub(crate) async fn groups(&self) -> Result<Vec<UserGroup>> {
        let rows = sqlx::query("SELECT id, name FROM shop_groups ORDER BY id")
            .fetch_all(&self.pool)
            .await?;
        let read = rows.iter().map(|row| {
            Ok(UserGroup {
                id: id(row.try_get("id")?),
                name: row.try_get("name")?,
            })
        });
        read.collect()
    }

    /// Adds a group or gives a known one another name.
    pub(crate) async fn save_group(&self, group: &UserGroup) -> Result<()> {
        sqlx::query(
            "INSERT INTO shop_groups (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        )
        .bind(i64::from(group.id))
        .bind(&group.name)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Adds a group under a new id, and returns it.
    pub(crate) async fn create_group(&self, name: &str) -> Result<u32> {
        let mut transaction = self.pool.begin().await?;
        let number = next_number(&mut transaction, "group").await?;
        sqlx::query("INSERT INTO shop_groups (id, name) VALUES ($1, $2)")
            .bind(number)
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(id(number))
    }

    /// Deletes a group with all its memberships.
    pub(crate) async fn delete_group(&self, group: u32) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        for sql in [
            "DELETE FROM shop_groups WHERE id = $1",
            "DELETE FROM shop_memberships WHERE group_id = $1",
        ] {
            sqlx::query(sql)
                .bind(i64::from(group))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// How many users are in a group, whatever their status.
    pub(crate) async fn count_members(&self, group: u32) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM shop_memberships WHERE group_id = $1";
        let count = sqlx::query_scalar::<sqlx::Any, i64>(sql)
            .bind(i64::from(group))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// The groups of a user, by their ids.
    pub(crate) async fn memberships(&self, user: u64) -> Result<Vec<Membership>> {
        let rows = sqlx::query(
            "SELECT group_id, status FROM shop_memberships WHERE user_id = $1 ORDER BY group_id",
        )
        .bind(key(user))
        .fetch_all(&self.pool)
        .await?;
        let read = rows.iter().map(|row| {
            let status = status(row.try_get("status")?)?;
            Ok(Membership {
                group: id(row.try_get("group_id")?),
                status: status
                    .ok_or_else(|| StoreError::Unreadable(format!("会員{user}のグループ")))?,
            })
        });
        read.collect()
    }

    /// Sets a user's status in a group.
    pub(crate) async fn save_membership(&self, user: u64, membership: Membership) -> Result<()> {
        sqlx::query(
            "INSERT INTO shop_memberships (user_id, group_id, status) VALUES ($1, $2, $3) \
             ON CONFLICT (user_id, group_id) DO UPDATE SET status = excluded.status",
        )
        .bind(key(user))
        .bind(i64::from(membership.group))
        .bind(membership.status.letter().to_string())
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
