//! Users and their groups as files carry them: read in stretches, written in stretches, each user's groups whole.

use sqlx::{AnyConnection, Row as _};

use super::{
    Result, Store, StoreError,
    customers::status,
    id,
    users::{folded, key},
};
use kakebarai::user_groups::{Membership, Memberships};

/// How many users are read at once.
const STRETCH: i64 = 500;

impl Store {
    /// The next users behind an id, by their ids: id, e-mail address, groups. Empty behind the last.
    pub(crate) async fn users_with_groups(
        &self,
        behind: u64,
    ) -> Result<Vec<(u64, String, Memberships)>> {
        let rows = sqlx::query(
            "SELECT u.id, u.email, COALESCE(m.group_id, 0) AS group_id, COALESCE(m.status, '') AS status \
             FROM (SELECT id, email FROM shop_users WHERE id > $1 ORDER BY id LIMIT $2) u \
             LEFT JOIN shop_memberships m ON m.user_id = u.id ORDER BY u.id, m.group_id",
        )
        .bind(key(behind))
        .bind(STRETCH)
        .fetch_all(&self.pool)
        .await?;
        let mut users: Vec<(u64, String, Vec<Membership>)> = Vec::new();
        for row in &rows {
            let user = row.try_get::<i64, _>("id")?.unsigned_abs();
            if users.last().is_none_or(|(last, ..)| *last != user) {
                users.push((user, row.try_get("email")?, Vec::new()));
            }
            let group = id(row.try_get("group_id")?);
            if let (Some(status), Some((.., groups))) =
                (status(row.try_get("status")?)?, users.last_mut())
            {
                groups.push(Membership { group, status });
            }
        }
        users
            .into_iter()
            .map(|(user, email, groups)| Ok((user, email, whole(user, groups)?)))
            .collect()
    }

    /// A user by e-mail address, with all groups.
    pub(crate) async fn groups_of(&self, email: &str) -> Result<Option<(u64, Memberships)>> {
        let row = sqlx::query("SELECT id FROM shop_users WHERE email = $1")
            .bind(folded(email))
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let user = row.try_get::<i64, _>("id")?.unsigned_abs();
        Ok(Some((user, whole(user, self.memberships(user).await?)?)))
    }

    /// Gives users other groups in place of all that they have: all of these users, or none.
    pub(crate) async fn replace_groups(&self, users: &[(u64, Memberships)]) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        for (user, groups) in users {
            replace(&mut transaction, *user, groups).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn replace(connection: &mut AnyConnection, user: u64, groups: &Memberships) -> Result<()> {
    sqlx::query("DELETE FROM shop_memberships WHERE user_id = $1")
        .bind(key(user))
        .execute(&mut *connection)
        .await?;
    for membership in groups.as_slice() {
        sqlx::query("INSERT INTO shop_memberships (user_id, group_id, status) VALUES ($1, $2, $3)")
            .bind(key(user))
            .bind(i64::from(membership.group))
            .bind(membership.status.letter().to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn whole(user: u64, groups: Vec<Membership>) -> Result<Memberships> {
    let unreadable = || StoreError::Unreadable(format!("会員{user}のグループ"));
    Memberships::new(groups).ok_or_else(unreadable)
}
