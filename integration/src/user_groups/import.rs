//! The import: read as a stream, row by row. A bad row is reported and changes nothing; a dry run is not applying.

use std::{
    collections::HashSet,
    fmt,
    hash::{BuildHasher as _, RandomState},
    io::{self, Chain, Cursor, Read},
};

use encoding_rs::{SHIFT_JIS, UTF_8};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::{
    Encoding, Memberships, RowOutcome, RowProblem,
    row::{Row, Wish},
    short_lines::ShortLines,
};

/// How far the encoding and the header are looked for.
const SNIFFED_BYTES: u64 = 64 * 1024;

/// The names that the e-mail column goes by.
const EMAIL_COLUMNS: [&str; 4] = ["E-mail", "Email", "email", "メールアドレス"];
const GROUPS_COLUMN: &str = "User group IDs";

/// What is told of the file; what is not is found out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions {
    /// Its encoding.
    pub encoding: Option<Encoding>,
    /// `,`, `;` or a tab.
    pub delimiter: Option<u8>,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderProblem {
    /// The file.
    #[error("ファイルを読めません：{0}")]
    Read(#[from] io::Error),
    /// Nothing is in it.
    #[error("ファイルが空です。")]
    Empty,
    /// A column is missing.
    #[error("1行目に列「{0}」がありません。書き出したファイルの1行目をそのまま残してください。")]
    NoColumn(&'static str),
    /// The header has more than 64 KB.
    #[error("1行目が長すぎます（64KBまで）。書き出したファイルの1行目をそのまま残してください。")]
    TooLong,
    /// The header is no text in the encoding.
    #[error("1行目を読めません。文字コードは UTF-8 か Shift_JIS にしてください。")]
    Undecodable,
}

/// How far the import has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read, the header not counted.
    pub rows: u64,
    /// Bytes of the file behind them, as they decode to UTF-8.
    pub bytes: u64,
}

/// How an import went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows that change something.
    pub changed: u64,
    /// Rows that do not.
    pub unchanged: u64,
    /// Rows with a problem.
    pub problems: u64,
}

impl Summary {
    /// Counts a row.
    pub const fn count(&mut self, outcome: &RowOutcome) {
        match outcome {
            RowOutcome::Change(_) => self.changed += 1,
            RowOutcome::Unchanged => self.unchanged += 1,
            RowOutcome::Problem(_) => self.problems += 1,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            changed,
            unchanged,
            problems,
        } = self;
        write!(
            f,
            "変更 {changed}件、変更なし {unchanged}件、エラー {problems}件"
        )
    }
}

/// What was looked at, what follows it, and an end of the last line.
type Whole<R> = ShortLines<Chain<Chain<Cursor<Vec<u8>>, R>, &'static [u8]>>;
type Decoded<R> = DecodeReaderBytes<Whole<R>, Vec<u8>>;

/// A file that is imported row by row.
pub struct Import<R> {
    rows: csv::Reader<Decoded<R>>,
    header: Vec<String>,
    email: usize,
    groups: usize,
    seen: HashSet<u64>,
    hasher: RandomState,
    progress: Progress,
    /// With CRLF the reader counts a line only when it reads on.
    ends_with_crlf: bool,
    ended: bool,
}

impl<R: Read> Import<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`HeaderProblem`]: the file is no such file, and no row of it was looked at.
    pub fn open(mut file: R, options: ImportOptions) -> Result<Self, HeaderProblem> {
        let mut beginning = Vec::new();
        file.by_ref()
            .take(SNIFFED_BYTES)
            .read_to_end(&mut beginning)?;
        if beginning.is_empty() {
            return Err(HeaderProblem::Empty);
        }
        let is_utf8 = match options.encoding {
            Some(encoding) => encoding != Encoding::ShiftJis,
            None => is_utf8(&beginning),
        };
        let first_line = beginning.split(|byte| *byte == b'\n').next();
        if first_line.is_some_and(|line| line.len() as u64 == SNIFFED_BYTES) {
            return Err(HeaderProblem::TooLong);
        }
        let ends_with_crlf = first_line.is_some_and(|line| line.ends_with(b"\r"));
        let delimiter = options.delimiter.unwrap_or_else(|| delimiter(&beginning));
        let end: &[u8] = if ends_with_crlf { b"\r\n" } else { b"\n" };
        let file = ShortLines::of(Cursor::new(beginning).chain(file).chain(end));
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(if is_utf8 { UTF_8 } else { SHIFT_JIS }))
            .strip_bom(true)
            .build_with_buffer(file, vec![0; 8 * 1024])?;
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(true)
            .from_reader(decoded);
        let header = rows.headers().map_err(|_| HeaderProblem::Undecodable)?;
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        if header.iter().any(|name| name.contains('\u{fffd}')) {
            return Err(HeaderProblem::Undecodable);
        }
        let place = |wanted: &[&str]| {
            header
                .iter()
                .position(|name| wanted.contains(&name.as_str()))
        };
        Ok(Self {
            email: place(&EMAIL_COLUMNS).ok_or(HeaderProblem::NoColumn("E-mail"))?,
            groups: place(&[GROUPS_COLUMN]).ok_or(HeaderProblem::NoColumn(GROUPS_COLUMN))?,
            rows,
            header,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            progress: Progress::default(),
            ends_with_crlf,
            ended: false,
        })
    }

    /// How far it has come.
    pub const fn progress(&self) -> Progress {
        self.progress
    }

    /// The next row; `known` are the shop's groups.
    pub fn next(&mut self, known: &[u32]) -> Option<Row> {
        if self.ended {
            return None;
        }
        let mut row = csv::StringRecord::new();
        let read = self.rows.read_record(&mut row);
        // Blank lines before a row are skipped, so that its line is counted from its end.
        let breaks = row
            .iter()
            .flat_map(str::bytes)
            .filter(|byte| *byte == b'\n');
        let behind = breaks.count() as u64 + u64::from(!self.ends_with_crlf);
        let line = self.rows.position().line().saturating_sub(behind);
        self.progress.bytes = self.rows.position().byte();
        let read = match read {
            Ok(false) => {
                self.ended = true;
                return None;
            }
            Ok(true) => self.read(&row, known),
            Err(error) => {
                // After a fault of the file itself there is nothing more to read.
                self.ended = error.is_io_error();
                Err(RowProblem::Unreadable(error.to_string()))
            }
        };
        self.progress.rows += 1;
        Some(Row { line, read })
    }

    fn read(&mut self, row: &csv::StringRecord, known: &[u32]) -> Result<Wish, RowProblem> {
        if row.len() != self.header.len() {
            return Err(RowProblem::Columns {
                found: row.len(),
                expected: self.header.len(),
            });
        }
        if row.iter().any(|value| value.contains('\u{fffd}')) {
            return Err(RowProblem::Undecodable);
        }
        let email = row.get(self.email).unwrap_or("").trim();
        if email.is_empty() {
            return Err(RowProblem::NoEmail);
        }
        if !self
            .seen
            .insert(self.hasher.hash_one(email.to_ascii_lowercase()))
        {
            return Err(RowProblem::Twice);
        }
        let groups: Memberships = row.get(self.groups).unwrap_or("").parse()?;
        if let Some(unknown) = groups
            .as_slice()
            .iter()
            .find(|one| !known.contains(&one.group))
        {
            return Err(RowProblem::UnknownGroup(unknown.group));
        }
        let others = self.header.iter().zip(row).enumerate();
        let others = others.filter(|(place, _)| *place != self.email && *place != self.groups);
        Ok(Wish {
            email: email.to_owned(),
            groups,
            others: others
                .map(|(_, (name, value))| (name.clone(), value.to_owned()))
                .collect(),
        })
    }
}

impl<R> fmt::Debug for Import<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Import")
            .field("header", &self.header)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

/// Whether the beginning of a file is UTF-8; a character may be cut off at its end.
fn is_utf8(beginning: &[u8]) -> bool {
    match std::str::from_utf8(beginning) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// The one of the three that the header has most of.
fn delimiter(beginning: &[u8]) -> u8 {
    let header = beginning
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: u8| header.split(|byte| *byte == delimiter).count();
    let mut found = b',';
    for delimiter in [b';', b'\t'] {
        if count(delimiter) > count(found) {
            found = delimiter;
        }
    }
    found
}
