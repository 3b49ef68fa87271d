//! The users as an operator looks for them.

use sqlx::{Any, Row as _};

use super::{
    Result, Store, StoreError, User,
    searching::{customer_pattern, digits_pattern},
    users::{self, COLUMNS, key},
};
use kakebarai::user_groups::GroupStatus;

/// Which users.
#[derive(Clone, Debug, Default)]
pub(crate) struct CustomerQuery {
    /// Whose e-mail address, company, name, reading or telephone number contains this.
    pub(crate) search: String,
    pub(crate) sort: CustomerSort,
    /// How many to skip.
    pub(crate) skip: u32,
    /// The most to return.
    pub(crate) limit: u32,
}

/// How their list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CustomerSort {
    /// The last registered first.
    #[default]
    Newest,
    Oldest,
    Email,
}

/// A user in the list.
#[derive(Debug)]
pub(crate) struct ListedCustomer {
    pub(crate) user: User,
    /// How the user stands in the group that was asked for.
    pub(crate) membership: Option<GroupStatus>,
}

impl CustomerQuery {
    const fn filter(&self) -> &'static str {
        if self.search.is_empty() {
            "WHERE $1 = $1 AND $2 = $2"
        } else {
            "WHERE u.search LIKE $1 ESCAPE '!' OR u.digits LIKE $2"
        }
    }
}

impl Store {
    /// A user by id.
    pub(crate) async fn customer_of(&self, id: u64) -> Result<Option<User>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM shop_users u WHERE u.id = $1"
        ));
        let row = sqlx::query(sql)
            .bind(key(id))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(users::read).transpose()
    }

    /// A page of users, with each one's membership in a group.
    pub(crate) async fn customers(
        &self,
        query: &CustomerQuery,
        group: u32,
    ) -> Result<Vec<ListedCustomer>> {
        let filter = query.filter();
        let sort = match query.sort {
            CustomerSort::Newest => "u.id DESC",
            CustomerSort::Oldest => "u.id",
            CustomerSort::Email => "u.email",
        };
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, COALESCE(m.status, '') AS membership FROM shop_users u \
             LEFT JOIN shop_memberships m ON m.user_id = u.id AND m.group_id = $3 {filter} ORDER BY {sort} LIMIT $4 OFFSET $5"
        ));
        let rows = sqlx::query(sql)
            .bind(customer_pattern(&query.search))
            .bind(digits_pattern(&query.search))
            .bind(i64::from(group))
            .bind(i64::from(query.limit))
            .bind(i64::from(query.skip))
            .fetch_all(&self.pool)
            .await?;
        let read = rows.iter().map(|row| {
            Ok(ListedCustomer {
                user: users::read(row)?,
                membership: status(row.try_get("membership")?)?,
            })
        });
        read.collect()
    }

    /// How many users a query finds on all its pages.
    pub(crate) async fn count_customers(&self, query: &CustomerQuery) -> Result<u64> {
        let filter = query.filter();
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM shop_users u {filter}"));
        let count = sqlx::query_scalar::<Any, i64>(sql)
            .bind(customer_pattern(&query.search))
            .bind(digits_pattern(&query.search))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }
}

/// A user's status, by its letter; `None` if it is empty.
pub(super) fn status(letter: &str) -> Result<Option<GroupStatus>> {
    if letter.is_empty() {
        return Ok(None);
    }
    let mut all = GroupStatus::ALL.into_iter();
    let found = all.find(|status| letter == status.letter().to_string());
    let unreadable = || StoreError::Unreadable("ユーザーグループのステータス".to_owned());
    found.ok_or_else(unreadable).map(Some)
}
