//! The items of a settlement as a file that spreadsheet programs open: UTF-8 with a byte order mark.

use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};

use super::items::Diff;
use crate::error::PageError;

/// The file.
pub(super) fn answer(contrast: &Diff, name: &str) -> Result<Response, PageError> {
    let content = written(contrast).map_err(|error| PageError::Inside(Box::new(error)))?;
    let attachment = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (
            CONTENT_DISPOSITION,
            attachment.unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    Ok((headers, content).into_response())
}

fn written(contrast: &Diff) -> Result<Vec<u8>, csv::Error> {
    let mut builder = csv::WriterBuilder::new();
    builder.terminator(csv::Terminator::CRLF);
    let mut file = builder.from_writer("\u{feff}".as_bytes().to_vec());
    let value = if contrast.is_sent {
        "送信した値"
    } else {
        "送信する値"
    };
    file.write_record([
        "項目",
        "APIの項目名",
        value,
        "いまの設定での値",
        "金額の元・説明",
    ])?;
    for row in &contrast.rows {
        let now = row.now.as_ref().unwrap_or(&row.value);
        let fields = [&row.label, &row.name, &row.value, now, &row.why];
        file.write_record(fields.map(|field| harmless(field)))?;
    }
    file.into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}

/// A text that no spreadsheet program takes for a formula: an apostrophe stands before what would be one. Numbers are left.
fn harmless(text: &str) -> String {
    let is_number = text.parse::<i64>().is_ok();
    if !is_number
        && text.starts_with([
            '=', '+', '-', '@', '＝', '＋', '－', '−', 'ー', '＠', '\t', '\r', '\n', '\0',
        ])
    {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
