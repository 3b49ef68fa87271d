//! Why stored data cannot be used.

use sqlx::migrate::MigrateError;

/// Why stored data cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The database reports an error.
    #[error("データベースを使えません（{0}）")]
    Database(sqlx::Error),
    /// The database does not answer in time.
    #[error("データベースが時間内に答えません")]
    Silent,
    /// A pooler before the database gives each transaction another connection.
    #[error(
        "途中に接続プール（pgbouncer の transaction モードなど）があるようです。PostgreSQL に直接つなぐか、プールを session モードにしてください"
    )]
    Pooled,
    /// Other requests hold a lock for too long.
    #[error("ほかの要求が終わるのを待てませんでした")]
    Locked,
    /// Another process has it open.
    #[error("ほかのシミュレーターが使っています。止めるか、別のファイルを指定してください")]
    InUse,
    /// It is not a database.
    #[error("SQLite のデータベースではありません。別のファイルを指定してください")]
    NoDatabase,
    /// A newer version of the simulator has written it.
    #[error("新しい版のシミュレーターが書いたデータです（形式 {0}）。その版以降で開いてください")]
    Newer(i64),
    /// Its tables cannot be brought up to date.
    #[error("データの形式を新しくできません（{0}）")]
    Migration(MigrateError),
    /// The file cannot be opened or created.
    #[error(
        "ファイルを開けません（{0}）。フォルダーがあることと権限を確認するか、別のファイルを指定してください"
    )]
    File(#[from] std::io::Error),
    /// It is not a regular file.
    #[error(
        "ファイルではありません（ディレクトリやデバイスは使えません）。別のファイルを指定してください"
    )]
    NoFile,
    /// Its tables are those of another program.
    #[error("ほかのプログラムのデータベースです。別の保存先を指定してください")]
    Foreign,
    /// Nothing can be written to it.
    #[error("書き込めません")]
    Unwritable,
    /// Something in it cannot be read.
    #[error(
        "加盟店 {merchant} のデータを読めません（{what}）。控えに戻すか、別の保存先を指定してください"
    )]
    Unreadable {
        /// 加盟店コード.
        merchant: String,
        /// The unreadable part.
        what: String,
    },
}

impl From<sqlx::Error> for DataError {
    fn from(error: sqlx::Error) -> Self {
        let is_busy = |database: &dyn sqlx::error::DatabaseError| {
            // SQLITE_BUSY, in its variants.
            database
                .code()
                .is_some_and(|code| ["5", "261", "517"].contains(&&*code))
        };
        if error.as_database_error().is_some_and(is_busy) {
            return Self::InUse;
        }
        // lock_not_available.
        let is_locked = |database: &dyn sqlx::error::DatabaseError| {
            database.code().is_some_and(|code| code == "55P03")
        };
        if error.as_database_error().is_some_and(is_locked) {
            return Self::Locked;
        }
        // duplicate_prepared_statement, invalid_sql_statement_name: the connection differs from the one before.
        let is_pooled = |database: &dyn sqlx::error::DatabaseError| {
            database
                .code()
                .is_some_and(|code| ["42P05", "26000"].contains(&&*code))
        };
        if error.as_database_error().is_some_and(is_pooled) {
            return Self::Pooled;
        }
        // SQLITE_NOTADB.
        let is_foreign = |database: &dyn sqlx::error::DatabaseError| {
            database.code().is_some_and(|code| code == "26")
        };
        if error.as_database_error().is_some_and(is_foreign) {
            return Self::NoDatabase;
        }
        Self::Database(error)
    }
}
