//! Product codes, character by character: what is sent of them by the library's rule, and what the CS-Cart add-on makes of them.

use std::{collections::HashMap, fmt::Write as _};

use kakebarai::billing::{MAX_CHARACTERS, NotHalfWidth, ProductCodes, SentCode};

/// The names that a column of product codes goes by.
const COLUMNS: [&str; 7] = [
    "商品コード",
    "Product code",
    "product_code",
    "code",
    "sku",
    "品番",
    "商品番号",
];

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// White space around the code, which is not part of it.
    Around,
    /// Cut off the head.
    Cut,
    /// Sent.
    Sent,
    /// Not cut, and not accepted by the provider.
    Refused,
}

/// How a code fares by the setting 「頭から超えている値を切る」.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// There is none: it is sent empty.
    Empty,
    /// It is sent whole.
    Whole,
    /// It is sent without its head.
    Cut,
    /// It is not sent, and neither is an order with it.
    Refused,
}

/// A product code and what becomes of it.
#[derive(Clone, Debug)]
pub(crate) struct CodeCheck {
    /// Its line in what was entered, from 1.
    pub(crate) line: usize,
    pub(crate) entered: String,
    /// By 「頭から超えている値を切る」.
    pub(crate) cut_from_head: Result<SentCode, NotHalfWidth>,
    pub(crate) addon: AddonCode,
}

impl CodeCheck {
    pub(crate) fn of(line: usize, entered: &str) -> Self {
        Self {
            line,
            cut_from_head: ProductCodes::CutFromHead.fit(entered),
            addon: AddonCode::of(entered),
            entered: entered.to_owned(),
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        match &self.cut_from_head {
            Err(_) => Verdict::Refused,
            Ok(sent) if !sent.cut.is_empty() => Verdict::Cut,
            Ok(sent) if sent.code.is_empty() => Verdict::Empty,
            Ok(_) => Verdict::Whole,
        }
    }

    /// The part that is left, sent or not.
    pub(crate) fn left(&self) -> &str {
        match &self.cut_from_head {
            Ok(sent) => &sent.code,
            Err(problem) => &problem.sent,
        }
    }

    /// The part that is cut off its head.
    pub(crate) fn cut(&self) -> &str {
        let code = self.entered.trim();
        code.strip_suffix(self.left()).unwrap_or_default()
    }

    /// Each character with what becomes of it.
    pub(crate) fn marks(&self) -> impl Iterator<Item = (char, Mark)> {
        let code = self.entered.trim();
        let begins = self.entered.len() - self.entered.trim_start().len();
        let (cut, ends) = (begins + self.cut().len(), begins + code.len());
        let refused = match &self.cut_from_head {
            Ok(_) => "",
            Err(problem) => &problem.characters,
        };
        self.entered.char_indices().map(move |(at, character)| {
            let mark = match at {
                at if at < begins || at >= ends => Mark::Around,
                at if at < cut => Mark::Cut,
                _ if refused.contains(character) => Mark::Refused,
                _ => Mark::Sent,
            };
            (character, mark)
        })
    }
}

/// A product code as the CS-Cart add-on sends it: its last ten bytes, even if that tears characters apart (seen).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddonCode {
    /// As it stands in the request.
    pub(crate) bytes: Vec<u8>,
    /// As the provider reads it: bytes that are not a character become U+FFFD (inferred).
    pub(crate) sent: String,
}

impl AddonCode {
    pub(crate) fn of(code: &str) -> Self {
        let bytes = code.as_bytes();
        let bytes = &bytes[bytes.len().saturating_sub(MAX_CHARACTERS)..];
        Self {
            sent: String::from_utf8_lossy(bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// Whether a character was torn apart.
    pub(crate) fn is_torn(&self) -> bool {
        std::str::from_utf8(&self.bytes).is_err()
    }

    /// The bytes before the first whole character, as they stand in the request: `%B3`.
    pub(crate) fn torn(&self) -> String {
        let is_rest = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
        let mut torn = String::new();
        for byte in self.bytes.iter().take_while(is_rest) {
            let _ = write!(torn, "%{byte:02X}");
        }
        torn
    }

    /// The text that follows them.
    pub(crate) fn whole(&self) -> &str {
        self.sent.trim_start_matches('\u{fffd}')
    }

    /// Whether the provider takes a code: it would refuse it otherwise (A100002).
    pub(crate) fn is_taken(sent: &str) -> bool {
        // Blanks around it are sent, too, and are half-width.
        sent.chars().all(|character| {
            character == ' '
                || ProductCodes::CutFromHead
                    .fit(character.encode_utf8(&mut [0; 4]))
                    .is_ok_and(|sent| !sent.code.is_empty())
        })
    }
}

/// The most codes that are checked at once: a shop's whole range, in memory that is soon free again.
pub(crate) const MOST_CODES: usize = 200_000;

/// Why the codes of a text are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CodesProblem {
    /// There is no column of this name.
    NoColumn(String),
    /// More than [`MOST_CODES`].
    TooMany,
}

/// The codes of a text: a line each or, where the first line names such a column, that column of a CSV. `column` names
/// another one.
///
/// # Errors
/// [`CodesProblem`].
pub(crate) fn read_codes(text: &str, column: &str) -> Result<Vec<CodeCheck>, CodesProblem> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b',', b';']
        .into_iter()
        .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())
        .unwrap_or(b',');
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = rows.headers().cloned().unwrap_or_default();
    let is_wanted = |name: &str| {
        let name = name.trim();
        if column.is_empty() {
            COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(name))
        } else {
            name == column
        }
    };
    let Some(place) = header.iter().position(is_wanted) else {
        if !column.is_empty() {
            return Err(CodesProblem::NoColumn(column.to_owned()));
        }
        let lines = text.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim().is_empty());
        if lines.clone().nth(MOST_CODES).is_some() {
            return Err(CodesProblem::TooMany);
        }
        return Ok(lines
            .map(|(at, line)| CodeCheck::of(at + 1, line))
            .collect());
    };
    let mut codes = Vec::new();
    let mut row = csv::StringRecord::new();
    while rows.read_record(&mut row).unwrap_or(false) {
        if codes.len() == MOST_CODES {
            return Err(CodesProblem::TooMany);
        }
        let line = row.position().map_or(0, csv::Position::line);
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        codes.push(CodeCheck::of(line, row.get(place).unwrap_or_default()));
    }
    Ok(codes)
}

/// The lines of different codes that are sent alike, by the code as sent.
pub(crate) fn same_when_cut(codes: &[CodeCheck]) -> HashMap<&str, Vec<usize>> {
    let mut lines: HashMap<&str, Vec<(usize, &str)>> = HashMap::with_capacity(codes.len());
    let sent = codes
        .iter()
        .filter(|code| matches!(code.verdict(), Verdict::Whole | Verdict::Cut));
    for code in sent {
        lines
            .entry(code.left())
            .or_default()
            .push((code.line, code.entered.trim()));
    }
    // A code that was entered twice loses nothing by the cut.
    lines.retain(|_, of| of.iter().any(|(_, code)| *code != of[0].1));
    lines
        .into_iter()
        .map(|(sent, of)| (sent, of.into_iter().map(|(line, _)| line).collect()))
        .collect()
}
