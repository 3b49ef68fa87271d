//! What is looked for and where it is looked for, folded alike: ＡＢＣ, ABC and abc are one, with hyphens or without.

use sqlx::{AnyConnection, Row as _};
use unicode_normalization::UnicodeNormalization as _;

use super::{Result, Store, User, users};

/// A text as it is compared.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// A pattern for what contains a text.
pub(super) fn pattern(text: &str) -> String {
    let text = fold(text.trim());
    let text = text
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{text}%")
}

/// The same for the digits of a telephone number; one that finds nothing where a text is none.
pub(super) fn digits_pattern(text: &str) -> String {
    let text = fold(text.trim());
    let is_number = |of: char| of.is_ascii_digit() || "-‐−–ー() +".contains(of);
    let digits = digits(&text);
    if digits.is_empty() || !text.chars().all(is_number) {
        "-".to_owned()
    } else {
        format!("%{digits}%")
    }
}

fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// What a user is looked for by: e-mail address, company and name, then the digits of the telephone number.
pub(crate) fn searched(
    email: &str,
    company: &str,
    (family, given): (&str, &str),
    telephone: &str,
) -> (String, String) {
    // Nobody looks for what spans two lines.
    let search = fold(&format!("{email}\n{company}\n{family} {given}"));
    (search, digits(telephone))
}

impl Store {
    /// Folds the users of a database that has known no such thing.
    pub(super) async fn fold_users(&self) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {} FROM shop_users u WHERE u.search = ''",
            users::COLUMNS
        ));
        let rows = sqlx::query(sql).fetch_all(&mut *transaction).await?;
        for row in &rows {
            let user = users::read(row)?;
            fold_user(&mut transaction, row.try_get("id")?, &user).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

async fn fold_user(connection: &mut AnyConnection, id: i64, user: &User) -> Result<()> {
    let profile = &user.profile;
    let (search, digits) = searched(
        &user.email,
        &profile.company,
        (&profile.family_name, &profile.given_name),
        &profile.telephone,
    );
    sqlx::query("UPDATE shop_users SET search = $1, digits = $2 WHERE id = $3")
        .bind(search)
        .bind(digits)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}
