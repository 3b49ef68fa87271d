//! The meaning of a database's error for the person who starts the simulator.

use std::{borrow::Cow, error::Error, fmt};

use sqlx::error::{DatabaseError, ErrorKind};

use crate::storage::data_error::DataError;

/// A refusal with its code.
#[derive(Debug)]
struct Refused(&'static str);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl Error for Refused {}

impl DatabaseError for Refused {
    fn message(&self) -> &'static str {
        "refused"
    }

    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.0.into())
    }

    fn as_error(&self) -> &(dyn Error + Send + Sync + 'static) {
        self
    }

    fn as_error_mut(&mut self) -> &mut (dyn Error + Send + Sync + 'static) {
        self
    }

    fn into_error(self: Box<Self>) -> Box<dyn Error + Send + Sync + 'static> {
        self
    }

    fn kind(&self) -> ErrorKind {
        ErrorKind::Other
    }
}

#[test]
fn a_pooler_that_changes_connections_between_transactions_is_named_with_its_remedy() {
    for (code, said) in [
        // "prepared statement already exists", and "does not exist".
        ("42P05", "session モード"),
        ("26000", "session モード"),
        ("55P03", "待てませんでした"),
        ("5", "ほかのシミュレーター"),
        ("26", "SQLite のデータベースではありません"),
        ("42P01", "データベースを使えません"),
    ] {
        let error = sqlx::Error::Database(Box::new(Refused(code)));
        let text = DataError::from(error).to_string();
        assert!(text.contains(said), "{code}: {text}");
    }
}
