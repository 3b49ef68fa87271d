//! The items of a settlement as a file.

use axum::response::Response;

use super::items::Diff;
use crate::{error::PageError, pages::admin::spreadsheet};

/// The file.
pub(super) fn answer(diff: &Diff, name: &str) -> Result<Response, PageError> {
    let value = if diff.is_sent {
        "送信した値"
    } else {
        "送信する値"
    };
    let header = [
        "項目",
        "APIの項目名",
        value,
        "いまの設定での値",
        "金額の元・説明",
    ];
    let rows = diff.rows.iter().map(|row| {
        let now = row.now.as_ref().unwrap_or(&row.value);
        [&row.label, &row.name, &row.value, now, &row.why].map(Clone::clone)
    });
    let header = std::iter::once(header.map(str::to_owned));
    spreadsheet::answer(name, header.chain(rows))
}
