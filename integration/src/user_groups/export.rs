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

/// A value that no spreadsheet takes for a formula: one that begins like one stands behind an apostrophe, and so does one
/// that begins with an apostrophe, so that whoever reads the file can always take one off.
fn harmless(value: &str) -> String {
    let is_formula = value.starts_with([
        '=', '+', '-', '@', '＝', '＋', '－', '−', 'ー', '＠', '\t', '\r', '\n', '\0', '\'',
    ]);
    let apostrophe = if is_formula { "'" } else { "" };
    format!("{apostrophe}{value}")
}

impl<W: Write> Exporter<W> {
    /// Begins a file: the header `E-mail` and `User group IDs`. `delimiter` is `,`, `;` or a tab.
    ///
    /// # Errors
    /// [`NotExported::Write`].
    pub fn begin(mut writer: W, delimiter: u8, encoding: Encoding) -> Result<Self, NotExported> {
        if encoding == Encoding::Utf8WithMark {
            writer.write_all("\u{feff}".as_bytes())?;
        }
        let mut header = b"E-mail".to_vec();
        header.push(delimiter);
        header.extend_from_slice(b"User group IDs\n");
        writer.write_all(&header)?;
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
        let mut builder = csv::WriterBuilder::new();
        builder
            .delimiter(self.delimiter)
            .quote_style(csv::QuoteStyle::Always);
        let mut row = builder.from_writer(Vec::new());
        row.write_record([harmless(email).as_str(), &groups.to_string()])
            .map_err(io::Error::from)?;
        let bytes = row
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))?;
        if self.encoding == Encoding::ShiftJis {
            let text = String::from_utf8_lossy(&bytes);
            let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
            if unmappable {
                return Err(NotExported::Unmappable(email.to_owned()));
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
