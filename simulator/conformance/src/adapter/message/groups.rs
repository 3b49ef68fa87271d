//! The file of user groups, as the add-on exports and imports it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::or_default;

/// Exports, imports or shows the groups of the shop's customers.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Groups {
    /// The session.
    pub session: String,
    /// What to do.
    pub op: GroupsOperation,
    /// For an import and its trial: the file in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
    /// How the file is, or is to be, encoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<FileEncoding>,
    /// What stands between the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// For `show`, the addresses of whose groups are asked for; for an export, of who is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<String>>,
}

/// What to do with the file of user groups.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum GroupsOperation {
    /// エクスポート.
    Export,
    /// インポート.
    Import,
    /// An import that changes nothing.
    DryRun,
    /// What the groups are now.
    Show,
}

/// How a file is encoded.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum FileEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// `Shift_JIS`.
    ShiftJis,
}

/// What stands between the columns.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

/// What came of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct GroupsDone {
    /// The exported file in base64.
    #[serde(default)]
    pub csv: Option<String>,
    /// What an import, or its trial, did.
    #[serde(default)]
    pub rows: Option<ImportedRows>,
    /// What was shown.
    #[serde(default)]
    pub users: Option<Vec<UserGroups>>,
}

/// What an import did.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportedRows {
    /// Customers whose groups changed.
    pub changed: u32,
    /// Customers whose groups are as before.
    pub same: u32,
    /// Lines of which nothing was taken.
    #[serde(default, deserialize_with = "or_default")]
    pub errors: Vec<WrongRow>,
}

/// A line of which nothing was taken.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WrongRow {
    /// Its number; the head is line 1.
    pub line: u32,
    /// Why.
    pub message: String,
}

/// The groups of a customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UserGroups {
    /// The address of the account.
    pub email: String,
    /// As the file writes them.
    #[schema(example = "9:A; 4:P")]
    pub groups: String,
}

/// A file of user groups, byte for byte: data begins in line 2, and a cell without a group removes all groups.
pub const USER_GROUPS_FILE: &str = "E-mail,User group IDs\n\
    \"1111@cs-cart.jp\",\"9:A; 4:P\"\n\
    \"2222@cs-cart.jp\",\"\"\n\
    \"3333@cs-cart.jp\",\"9:X\"\n\
    \"nobody@example.jp\",\"9:A\"\n";

/// The answer to its import if the first had no groups, the second has none, and the last address is unknown.
pub const USER_GROUPS_ANSWER: &str = r#"{"rows":{"changed":1,"same":1,"errors":[{"line":4,"message":"状態「X」はありません（A・P・F・D のいずれか）"},{"line":5,"message":"nobody@example.jp のお客様はいません"}]}}"#;
