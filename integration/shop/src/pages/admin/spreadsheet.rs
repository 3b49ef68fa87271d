//! Files that spreadsheet programs open: CSV in UTF-8 with a byte order mark, without formulas.

use axum::{
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};

use kakebarai::user_groups::without_formula;
use maud::{Markup, html};

use crate::error::PageError;

/// How such a file is opened so that its values stay as they are.
pub(super) fn advice() -> Markup {
    html! {
        p.hint {
            "CSVファイルをダブルクリックして表計算ソフトで開くと、「00123」は「123」に、「1-2」は日付に、「3E5」は「300000」に変わります。"
            "Excelでは「データ」の「テキストまたはCSVから」で読み込み、列のデータ型を「テキスト」にすると、そのまま表示されます。"
        }
    }
}

/// A file of rows, the first of which names the columns.
pub(super) fn answer<const COLUMNS: usize>(
    name: &str,
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<Response, PageError> {
    let content = written(rows).map_err(|error| PageError::Inside(Box::new(error)))?;
    Ok(attached(name, "text/csv; charset=utf-8", content))
}

/// A file to be kept.
pub(super) fn attached(name: &str, kind: &'static str, content: Vec<u8>) -> Response {
    let attachment = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            CONTENT_DISPOSITION,
            attachment.unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (headers, content).into_response()
}

fn written<const COLUMNS: usize>(
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<Vec<u8>, csv::Error> {
    let mut builder = csv::WriterBuilder::new();
    builder.terminator(csv::Terminator::CRLF);
    let mut file = builder.from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        file.write_record(row.map(|value| without_formula(&value)))?;
    }
    file.into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}
