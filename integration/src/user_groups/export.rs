//! The export: header unquoted, values quoted.

use std::io::{self, Write};

use encoding_rs::SHIFT_JIS;

use super::Memberships;

/// How a file is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    #[default]
    Utf8,
    /// UTF-8 with one, as spreadsheet programs like it.
    Utf8WithMark,
    /// `Shift_JIS`.
    ShiftJis,
}

/// Why a row was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotExported {
    /// The file.
    #[error("ファイルに書き込めません：{0}")]
    Write(#[from] io::Error),
    /// A character that `Shift_JIS` does not have.
    #[error("「{0}」には Shift_JIS で書けない文字があります。UTF-8 で書き出してください。")]
    Unmappable(String),
}

/// Writes users and their groups, row by row.
#[derive(Debug)]
pub struct Exporter<W> {
    writer: W,
    delimiter: u8,
    encoding: Encoding,
}

/// A value that no spreadsheet takes for a formula: an apostrophe goes before one that begins like a formula or with an apostrophe, so
/// that a reader can always take one off. Whole numbers stay as they are.
pub fn without_formula(value: &str) -> String {
    let is_formula = value.starts_with([
        '=', '+', '-', '@', '＝', '＋', '－', '−', 'ー', '＠', '\t', '\r', '\n', '\0', '\'',
    ]);
    let is_number = value.parse::<i64>().is_ok();
    let apostrophe = if is_formula && !is_number { "'" } else { "" };
    format!("{apostrophe}{value}")
}

impl<W: Write> Exporter<W> {
    /// Begins a file: the header `E-mail` and `User group IDs`. `delimiter` is `,`, `;` or a tab.
    ///
    /// # Errors
    /// [`NotExported::Write`].
    pub fn begin(writer: W, delimiter: u8, encoding: Encoding) -> Result<Self, NotExported> {
        Self::begin_with(writer, delimiter, encoding, &["E-mail", "User group IDs"])
    }

    /// Begins a file with other columns; their names have no delimiter in them.
    ///
    /// # Errors
    /// [`NotExported::Write`].
    pub fn begin_with(
        mut writer: W,
        delimiter: u8,
        encoding: Encoding,
        columns: &[&str],
    ) -> Result<Self, NotExported> {
        if encoding == Encoding::Utf8WithMark {
            writer.write_all("\u{feff}".as_bytes())?;
        }
        let mut header = String::new();
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                header.push(char::from(delimiter));
            }
            header.push_str(column);
        }
        header.push('\n');
        if encoding == Encoding::ShiftJis {
            let (bytes, _, unmappable) = SHIFT_JIS.encode(&header);
            if unmappable {
                return Err(NotExported::Unmappable(header.trim_end().to_owned()));
            }
            writer.write_all(&bytes)?;
        } else {
            writer.write_all(header.as_bytes())?;
        }
        Ok(Self {
            writer,
            delimiter,
            encoding,
        })
    }

    /// Writes a user.
    ///
    /// # Errors
    /// [`NotExported`]; nothing of the row is written then.
    pub fn user(&mut self, email: &str, groups: &Memberships) -> Result<(), NotExported> {
        self.row(&[email, &groups.to_string()])
    }

    /// Writes a row, value by value as the columns are.
    ///
    /// # Errors
    /// [`NotExported`]; nothing of the row is written then.
    pub fn row(&mut self, values: &[&str]) -> Result<(), NotExported> {
        let mut builder = csv::WriterBuilder::new();
        builder
            .delimiter(self.delimiter)
            .quote_style(csv::QuoteStyle::Always);
        let mut row = builder.from_writer(Vec::new());
        row.write_record(values.iter().map(|value| without_formula(value)))
            .map_err(io::Error::from)?;
        let bytes = row
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))?;
        if self.encoding == Encoding::ShiftJis {
            let text = String::from_utf8_lossy(&bytes);
            let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
            if unmappable {
                let is_unmappable = |value: &&&str| SHIFT_JIS.encode(value).2;
                let value = values.iter().find(is_unmappable);
                let value = value.map_or_else(String::new, |value| (*value).to_owned());
                return Err(NotExported::Unmappable(value));
            }
            self.writer.write_all(&bytes)?;
        } else {
            self.writer.write_all(&bytes)?;
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`NotExported::Write`].
    pub fn end(mut self) -> Result<W, NotExported> {
        self.writer.flush()?;
        Ok(self.writer)
    }
}
