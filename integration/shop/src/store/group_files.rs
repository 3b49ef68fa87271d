//! Users and their groups as files carry them: read in stretches, written in stretches, each user's groups whole.

use std::collections::HashMap;

use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Result, Store, StoreError,
    customers::status,
    id,
    users::{COLUMNS, User, folded, key, read},
};
use kakebarai::user_groups::{Membership, Memberships};

/// How many users are read at once.
const STRETCH: i64 = 500;

impl Store {
    /// The next users behind an id, by their ids, with their groups. Empty behind the last.
    pub(crate) async fn users_with_groups(&self, behind: u64) -> Result<Vec<(User, Memberships)>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, COALESCE(m.group_id, 0) AS group_id, COALESCE(m.status, '') AS status \
             FROM (SELECT * FROM shop_users WHERE id > $1 ORDER BY id LIMIT $2) u \
             LEFT JOIN shop_memberships m ON m.user_id = u.id ORDER BY u.id, m.group_id"
        ));
        let rows = sqlx::query(sql)
            .bind(key(behind))
            .bind(STRETCH)
            .fetch_all(&self.pool)
            .await?;
        let users = with_groups(&rows, read)?.into_iter();
        Ok(users.map(|(_, user, groups)| (user, groups)).collect())
    }

    /// Users by their e-mail addresses, some hundreds at once: id and groups of those that there are, by [`folded`] address.
    /// An empty list finds nobody.
    pub(crate) async fn groups_by_address(
        &self,
        emails: &[&str],
    ) -> Result<HashMap<String, (u64, Memberships)>> {
        if emails.is_empty() {
            return Ok(HashMap::new());
        }
        let places: Vec<String> = (1..=emails.len())
            .map(|place| format!("${place}"))
            .collect();
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT u.id, u.email, COALESCE(m.group_id, 0) AS group_id, COALESCE(m.status, '') AS status \
             FROM shop_users u LEFT JOIN shop_memberships m ON m.user_id = u.id \
             WHERE u.email IN ({}) ORDER BY u.id, m.group_id",
            places.join(", ")
        ));
        let mut query = sqlx::query(sql);
        for email in emails {
            query = query.bind(folded(email));
        }
        let rows = query.fetch_all(&self.pool).await?;
        let users = with_groups(&rows, |row| Ok(row.try_get::<String, _>("email")?))?;
        let found = users
            .into_iter()
            .map(|(id, email, groups)| (email, (id, groups)));
        Ok(found.collect())
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

/// Users of rows that have one membership each, those of a user one after the other; `of` reads what else is wanted of a user.
fn with_groups<T>(
    rows: &[AnyRow],
    of: impl Fn(&AnyRow) -> Result<T>,
) -> Result<Vec<(u64, T, Memberships)>> {
    let mut users: Vec<(u64, T, Vec<Membership>)> = Vec::new();
    for row in rows {
        let user = row.try_get::<i64, _>("id")?.unsigned_abs();
        if users.last().is_none_or(|(last, ..)| *last != user) {
            users.push((user, of(row)?, Vec::new()));
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
        .map(|(user, of, groups)| Ok((user, of, whole(user, groups)?)))
        .collect()
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
