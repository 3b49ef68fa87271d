//! The import: read as a stream, row by row. A bad row is reported and changes nothing; a dry run is not applying.

use std::{
    collections::HashSet,
    fmt,
    hash::{BuildHasher as _, RandomState},
    io::{self, Chain, Cursor, Read},
};

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use crate::characters::separated;

use super::{
    Encoding, Memberships, RowOutcome, RowProblem,
    decoding::{Decoding, utf_16},
    line_ends::LineEnds,
    row::{ParsedRow, Row},
};

/// How far the encoding and the header are looked for.
const SNIFFED_BYTES: u64 = 64 * 1024;

/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What the last line ends with if it has no end of its own; another end makes no row.
const END: &[u8] = b"\n";

/// The names that the e-mail column goes by.
const EMAIL_COLUMNS: [&str; 4] = ["E-mail", "Email", "email", "メールアドレス"];
const GROUPS_COLUMN: &str = "User group IDs";

/// The known properties of the file; the others are detected. Fields may be added: end a literal with `..Default::default()`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions {
    /// Its encoding. UTF-16 is detected in any case.
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
    /// A workbook of a spreadsheet, or another archive.
    #[error(
        "Excelブック（.xlsx）は取り込めません。Excelで「CSV（コンマ区切り）」の形式で保存してください。"
    )]
    Workbook,
    /// The header is not text in the encoding.
    #[error("1行目を読めません。文字コードは UTF-8、Shift_JIS、UTF-16 のどれかにしてください。")]
    Undecodable,
}

/// How an import went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
        let [changed, unchanged, problems] =
            [self.changed, self.unchanged, self.problems].map(separated);
        write!(
            f,
            "変更 {changed}件、変更なし {unchanged}件、エラー {problems}件"
        )
    }
}

/// What was looked at, and what follows it.
type Whole<R> = Chain<Cursor<Vec<u8>>, R>;
/// UTF-16 as UTF-8, everything else as it is; and an end of the last line.
type Bytes<R> = Chain<LineEnds<DecodeReaderBytes<Whole<R>, Vec<u8>>>, &'static [u8]>;

/// A file that is imported row by row.
pub struct Import<R> {
    rows: csv::Reader<Bytes<R>>,
    decoding: Decoding,
    delimiter: u8,
    header: Vec<String>,
    email: usize,
    groups: usize,
    seen: HashSet<u64>,
    hasher: RandomState,
    ended: bool,
}

impl<R: Read> Import<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`HeaderProblem`] if the file cannot be imported; no row of it was read.
    pub fn open(mut file: R, options: ImportOptions) -> Result<Self, HeaderProblem> {
        let mut beginning = Vec::new();
        file.by_ref()
            .take(SNIFFED_BYTES)
            .read_to_end(&mut beginning)?;
        // The first bytes of a ZIP archive.
        if beginning.starts_with(b"PK\x03\x04") {
            return Err(HeaderProblem::Workbook);
        }
        if beginning.is_empty() {
            return Err(HeaderProblem::Empty);
        }
        let utf_16 = utf_16(&beginning);
        let sniffed = match utf_16 {
            Some(charset) => charset.decode(&beginning).0.into_owned().into_bytes(),
            None => beginning.clone(),
        };
        let sniffed = sniffed.strip_prefix(MARK).unwrap_or(&sniffed);
        let (found, is_whole) = delimiter(sniffed);
        if !is_whole && beginning.len() as u64 == SNIFFED_BYTES {
            return Err(HeaderProblem::TooLong);
        }
        let mut decoding = Decoding::of(options.encoding.filter(|_| utf_16.is_none()), sniffed);
        let bytes = DecodeReaderBytesBuilder::new()
            .encoding(utf_16)
            .utf8_passthru(true)
            .strip_bom(true)
            .build_with_buffer(Cursor::new(beginning).chain(file), vec![0; 8 * 1024])?;
        let delimiter = options.delimiter.unwrap_or(found);
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(true)
            .from_reader(LineEnds::of(bytes).chain(END));
        let header = rows
            .byte_headers()
            .map_err(|_| HeaderProblem::Undecodable)?;
        decoding.learn(header.as_slice());
        let header: Option<Vec<String>> = header
            .iter()
            .map(|name| Some(decoding.text(name)?.trim().to_owned()))
            .collect();
        let header = header.ok_or(HeaderProblem::Undecodable)?;
        let place = |wanted: &[&str]| {
            header
                .iter()
                .position(|name| wanted.contains(&name.as_str()))
        };
        Ok(Self {
            email: place(&EMAIL_COLUMNS).ok_or(HeaderProblem::NoColumn("E-mail"))?,
            groups: place(&[GROUPS_COLUMN]).ok_or(HeaderProblem::NoColumn(GROUPS_COLUMN))?,
            rows,
            decoding,
            delimiter,
            header,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            ended: false,
        })
    }

    /// The next row; `known` are the shop's groups.
    pub fn next(&mut self, known: &[u32]) -> Option<Row> {
        if self.ended {
            return None;
        }
        let mut row = csv::ByteRecord::new();
        let before = self.rows.position().line();
        let read = self.rows.read_byte_record(&mut row);
        // Blank lines before a row are skipped, so that its line is counted from its end.
        let lines = |text: &[u8]| text.split(|byte| *byte == b'\n').count();
        let breaks = lines(row.as_slice()) as u64 - 1;
        let end = self.rows.position().line();
        // Up to the end of the file, the end that was added to it is within the quotes, too.
        let is_open = breaks > 0 && end - before == breaks;
        let line = end.saturating_sub(breaks + u64::from(!is_open));
        let read = match read {
            Ok(false) => {
                self.ended = true;
                return None;
            }
            Ok(true) => match self.read(&row, known) {
                read if is_open
                    || read
                        .as_ref()
                        .is_err_and(|why| self.is_of_a_quote(&row, why)) =>
                {
                    let lines = lines(row.as_slice().trim_ascii_end());
                    Err(RowProblem::Quote { lines })
                }
                read => read,
            },
            Err(error) => {
                // After a fault of the file itself there is nothing more to read.
                self.ended = error.is_io_error();
                Err(RowProblem::Unreadable(error.to_string()))
            }
        };
        Some(Row { line, read })
    }

    /// Whether a problem comes of a quote that another one closes some lines below: other rows are within it.
    fn is_of_a_quote(&self, row: &csv::ByteRecord, problem: &RowProblem) -> bool {
        let holds_rows = |value: &[u8]| {
            let mut below = value.split(|byte| *byte == b'\n').skip(1);
            below.any(|line| line.contains(&self.delimiter))
        };
        match problem {
            RowProblem::Columns { .. } => row.iter().any(holds_rows),
            RowProblem::Groups(_) => row.get(self.groups).is_some_and(holds_rows),
            RowProblem::NoEmail => row.get(self.email).is_some_and(holds_rows),
            _ => false,
        }
    }

    fn read(&mut self, row: &csv::ByteRecord, known: &[u32]) -> Result<ParsedRow, RowProblem> {
        if row.len() != self.header.len() {
            return Err(RowProblem::Columns {
                found: row.len(),
                expected: self.header.len(),
            });
        }
        self.decoding.learn(row.as_slice());
        let texts: Option<Vec<_>> = row.iter().map(|value| self.decoding.text(value)).collect();
        let texts = texts.ok_or(RowProblem::Undecodable)?;
        let email = texts.get(self.email).map_or("", |text| text.trim());
        // One with a line break is none: a quote before it is not closed.
        if email.is_empty() || email.contains('\n') {
            return Err(RowProblem::NoEmail);
        }
        if !self
            .seen
            .insert(self.hasher.hash_one(email.to_ascii_lowercase()))
        {
            return Err(RowProblem::Twice);
        }
        let groups: Memberships = texts.get(self.groups).map_or("", AsRef::as_ref).parse()?;
        if let Some(unknown) = groups
            .as_slice()
            .iter()
            .find(|one| !known.contains(&one.group))
        {
            return Err(RowProblem::UnknownGroup(unknown.group));
        }
        Ok(ParsedRow {
            email: email.to_owned(),
            groups,
        })
    }
}

impl<R> fmt::Debug for Import<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Import")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// The most frequent of the three delimiters outside the header's quotes, and whether the header has an end.
fn delimiter(beginning: &[u8]) -> (u8, bool) {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let (mut is_quoted, mut begins, mut is_blank) = (false, true, true);
    let mut is_whole = false;
    for byte in beginning {
        let is_end = matches!(byte, b'\n' | b'\r');
        if is_end && !is_quoted {
            // Blank lines before the header are not part of it.
            if is_blank {
                continue;
            }
            is_whole = true;
            break;
        }
        is_blank = false;
        let count = counts
            .iter_mut()
            .find(|(delimiter, _)| delimiter == byte && !is_quoted);
        if *byte == b'"' && (begins || is_quoted) {
            is_quoted = !is_quoted;
            // A second quote would be one within the value.
            begins = !is_quoted;
        } else {
            begins = count.is_some();
        }
        if let Some((_, count)) = count {
            *count += 1;
        }
    }
    let mut found = counts[0];
    for other in counts {
        if other.1 > found.1 {
            found = other;
        }
    }
    (found.0, is_whole)
}
