//! The shop's users (会員).

use std::fmt;

use jiff::Timestamp;
use sqlx::{
    Any, AnyConnection, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use super::{LoggedIn, Result, Store, StoreError, next_number, searching::searched};
use kakebarai::buyers::application::Profile;

use crate::security::sessions::SessionKind;

/// A user. Its `Debug` shows the id alone.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) id: u64,
    /// In lower case.
    pub(crate) email: String,
    pub(crate) profile: Profile,
    pub(crate) created_at: Timestamp,
}

/// A user who registers.
pub(crate) struct NewUser {
    pub(crate) email: String,
    pub(crate) password_hash: String,
    pub(crate) profile: Profile,
}

impl User {
    /// 会社名, or the person's name if there is none.
    pub(crate) fn name(&self) -> String {
        if self.profile.company.is_empty() {
            self.full_name()
        } else {
            self.profile.company.clone()
        }
    }

    /// 姓 and 名.
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.profile.family_name, self.profile.given_name)
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

pub(super) const COLUMNS: &str = "u.id, u.email, u.company, u.family_name, u.given_name, u.family_name_kana, u.given_name_kana, \
     u.postal_code, u.address, u.telephone, u.created_at";

/// An e-mail address as it is compared.
pub(crate) fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}

impl Store {
    /// Adds a user. Returns `None` if the e-mail address is taken.
    pub(crate) async fn add_user(&self, user: &NewUser) -> Result<Option<u64>> {
        let mut transaction = self.pool.begin().await?;
        let id = next_number(&mut transaction, "user").await?;
        if !insert(&mut transaction, id, user, self.now()).await? {
            return Ok(None);
        }
        transaction.commit().await?;
        Ok(Some(id.unsigned_abs()))
    }

    /// A user's id and the hash of the password, by e-mail address.
    pub(crate) async fn password_of(&self, email: &str) -> Result<Option<(u64, String)>> {
        let row = sqlx::query("SELECT id, password_hash FROM shop_users WHERE email = $1")
            .bind(folded(email))
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            let id: i64 = row.try_get("id")?;
            Ok((id.unsigned_abs(), row.try_get("password_hash")?))
        })
        .transpose()
    }

    /// Changes a user's data, the e-mail address among them. Returns `false` if another user has that address.
    pub(crate) async fn change_user(&self, user: &User) -> Result<bool> {
        let mut transaction = self.pool.begin().await?;
        let is_changed = change(&mut transaction, user).await?;
        transaction.commit().await?;
        Ok(is_changed)
    }

    /// Changes a user's e-mail address, and the password if one is given, and ends the user's sessions: all or nothing. Returns `false`
    /// if another user has the address.
    pub(crate) async fn change_login(
        &self,
        user: u64,
        email: &str,
        password_hash: Option<&str>,
    ) -> Result<bool> {
        let Some(known) = self.customer_of(user).await? else {
            return Ok(false);
        };
        let changed = User {
            email: email.to_owned(),
            ..known
        };
        let mut transaction = self.pool.begin().await?;
        if !change(&mut transaction, &changed).await? {
            return Ok(false);
        }
        if let Some(hash) = password_hash {
            sqlx::query("UPDATE shop_users SET password_hash = $1 WHERE id = $2")
                .bind(hash)
                .bind(key(user))
                .execute(&mut *transaction)
                .await?;
        }
        sqlx::query("DELETE FROM shop_sessions WHERE kind = 'customer' AND account = $1")
            .bind(user.to_string())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The customer whose session has this digest.
    pub(crate) async fn customer(&self, digest: &str) -> Result<Option<LoggedIn<User>>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, s.expires_at FROM shop_sessions s JOIN shop_users u ON u.id = CAST(s.account AS BIGINT) \
             WHERE s.digest = $1 AND s.kind = 'customer' AND s.expires_at > $2"
        ));
        let row = sqlx::query(sql)
            .bind(digest)
            .bind(self.now())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| {
            Ok(LoggedIn {
                who: read(&row)?,
                is_old: row.try_get::<i64, _>("expires_at")?
                    < self.old_before(SessionKind::Customer),
            })
        })
        .transpose()
    }
}

type AnyQuery<'q> = Query<'q, Any, AnyArguments>;

/// Binds the eight columns of a profile, in their order.
fn with_profile<'q>(query: AnyQuery<'q>, profile: &Profile) -> AnyQuery<'q> {
    [
        &profile.company,
        &profile.family_name,
        &profile.given_name,
        &profile.family_name_kana,
        &profile.given_name_kana,
        &profile.postal_code,
        &profile.address,
        &profile.telephone,
    ]
    .into_iter()
    .fold(query, |query, text| query.bind(text.clone()))
}

/// Writes a user down under an id. `false` where the e-mail address is taken.
pub(super) async fn insert(
    connection: &mut AnyConnection,
    id: i64,
    user: &NewUser,
    created_at: i64,
) -> Result<bool> {
    let profile = &user.profile;
    let (search, digits) = searched(&folded(&user.email), profile);
    let adding = sqlx::query(
        "INSERT INTO shop_users (id, email, password_hash, company, family_name, given_name, family_name_kana, given_name_kana, \
         postal_code, address, telephone, created_at, search, digits) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (email) DO NOTHING",
    )
    .bind(id)
    .bind(folded(&user.email))
    .bind(&user.password_hash);
    let added = with_profile(adding, profile)
        .bind(created_at)
        .bind(search)
        .bind(digits)
        .execute(connection)
        .await?;
    Ok(added.rows_affected() == 1)
}

pub(super) fn read(row: &AnyRow) -> Result<User> {
    let id: i64 = row.try_get("id")?;
    let created_at = Timestamp::from_millisecond(row.try_get("created_at")?);
    Ok(User {
        id: id.unsigned_abs(),
        email: row.try_get("email")?,
        profile: Profile {
            company: row.try_get("company")?,
            family_name: row.try_get("family_name")?,
            given_name: row.try_get("given_name")?,
            family_name_kana: row.try_get("family_name_kana")?,
            given_name_kana: row.try_get("given_name_kana")?,
            postal_code: row.try_get("postal_code")?,
            address: row.try_get("address")?,
            telephone: row.try_get("telephone")?,
        },
        created_at: created_at
            .map_err(|_| StoreError::Unreadable(format!("会員{id}の登録日時")))?,
    })
}

/// A user's id as the database keeps it.
pub(super) fn key(user: u64) -> i64 {
    i64::try_from(user).unwrap_or(i64::MAX)
}

impl Store {
    /// Folds the users whose search text is empty, as a migration leaves it that belongs to another way to fold.
    pub(super) async fn fold_users(&self) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM shop_users u WHERE u.search = ''"
        ));
        let rows = sqlx::query(sql).fetch_all(&mut *transaction).await?;
        for row in &rows {
            let user = read(row)?;
            fold_user(&mut transaction, row.try_get("id")?, &user).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Changes a user's data; returns `false` if another user has the e-mail address.
async fn change(connection: &mut AnyConnection, user: &User) -> Result<bool> {
    let profile = &user.profile;
    let email = folded(&user.email);
    let changing = sqlx::query(
        "UPDATE shop_users SET email = $2, company = $3, family_name = $4, given_name = $5, family_name_kana = $6, \
         given_name_kana = $7, postal_code = $8, address = $9, telephone = $10 WHERE id = $1 \
         AND NOT EXISTS (SELECT 1 FROM shop_users others WHERE others.email = $2 AND others.id <> $1)",
    )
    .bind(key(user.id))
    .bind(&email);
    let changed = with_profile(changing, profile)
        .execute(&mut *connection)
        .await?;
    if changed.rows_affected() == 0 {
        return Ok(false);
    }
    let written = User {
        email,
        ..user.clone()
    };
    fold_user(connection, key(user.id), &written).await?;
    Ok(true)
}

async fn fold_user(connection: &mut AnyConnection, id: i64, user: &User) -> Result<()> {
    let (search, digits) = searched(&user.email, &user.profile);
    sqlx::query("UPDATE shop_users SET search = $1, digits = $2 WHERE id = $3")
        .bind(search)
        .bind(digits)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}
