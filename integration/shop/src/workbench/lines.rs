//! The lines of goods as they are pasted: one a line, with commas or, from a spreadsheet, tabs between the columns.

use kakebarai::{buyers::application::conversion::to_half_width, client::Decimal2};

use super::{BasketLine, LineTax};

/// The most lines that are tried out at once.
const MAX_LINES: usize = 2_000;

/// The highest amount of a line, in yen: no settlement is higher (documented).
const MAX_AMOUNT: i128 = 999_999_999;

/// The rate of a line that names none, in per cent.
pub(super) const USUAL_RATE: u32 = 10;

/// Reads the lines; a header is left out.
///
/// # Errors
/// What is wrong with each line that cannot be read, with its number.
pub(super) fn read_lines(text: &str) -> Result<Vec<BasketLine>, Vec<String>> {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let mut row = csv::StringRecord::new();
    // The text is UTF-8 already, and rows may be of any length: nothing else can fail.
    while rows.read_record(&mut row).unwrap_or(false) {
        let number = row.position().map_or(0, csv::Position::line);
        let is_first = lines.is_empty() && problems.is_empty();
        if row.iter().all(str::is_empty) || is_first && is_header(&row) {
            continue;
        }
        match line(&row) {
            Ok(line) => lines.push(line),
            Err(why) => problems.push(format!("{number}行目：{why}")),
        }
    }
    if lines.len() > MAX_LINES {
        problems.push(format!("明細は{MAX_LINES}行までにしてください。"));
    }
    if problems.is_empty() {
        Ok(lines)
    } else {
        Err(problems)
    }
}

fn delimiter(text: &str) -> u8 {
    if text.contains('\t') { b'\t' } else { b',' }
}

/// The lines with one more: code, name, price, quantity, rate, and 内税・外税・非課税.
pub(super) fn with_line(text: &str, cells: [&str; 6]) -> String {
    let mut row = csv::WriterBuilder::new()
        .delimiter(delimiter(text))
        .from_writer(Vec::new());
    // Into memory nothing fails.
    let row = match row.write_record(cells) {
        Ok(()) => row.into_inner().unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let row = String::from_utf8_lossy(&row);
    [text, row.trim_end()].join("\n").trim_start().to_owned()
}

fn is_header(row: &csv::StringRecord) -> bool {
    let cell = row.get(2).unwrap_or_default();
    cell.contains("単価") || cell.contains("価格") || cell.eq_ignore_ascii_case("price")
}

fn line(row: &csv::StringRecord) -> Result<BasketLine, String> {
    let cell = |place: usize| row.get(place).unwrap_or_default();
    if row.len() < 3 {
        return Err(
            "「商品コード,商品名,単価」のように、3つ以上の列を入力してください。".to_owned(),
        );
    }
    let unit_price = number(cell(2)).filter(|price| price.as_hundredths() >= 0);
    let unit_price = unit_price.ok_or_else(|| {
        format!(
            "単価「{}」は、0円以上、小数点以下2桁までの数字にしてください。",
            cell(2)
        )
    })?;
    let quantity = match cell(3) {
        "" => Some(Decimal2::from(1_u32)),
        text => number(text).filter(|quantity| quantity.as_hundredths() > 0),
    };
    let quantity = quantity.ok_or_else(|| {
        format!(
            "数量「{}」は、0より大きい、小数点以下2桁までの数字にしてください。",
            cell(3)
        )
    })?;
    let amount =
        i128::from(unit_price.as_hundredths()) * i128::from(quantity.as_hundredths()) / 10_000;
    if amount > MAX_AMOUNT {
        return Err("単価×数量は、999,999,999円までにしてください。".to_owned());
    }
    Ok(BasketLine {
        code: cell(0).to_owned(),
        name: cell(1).to_owned(),
        unit_price,
        quantity,
        tax: tax(cell(4), cell(5))?,
    })
}

/// A number as people write it: `3,980円`, `１２.５`.
pub(super) fn number(text: &str) -> Option<Decimal2> {
    let text: String = to_half_width(text)
        .chars()
        .filter(|character| !matches!(character, ',' | '円' | '¥' | '￥' | '%' | ' '))
        .collect();
    text.parse().ok()
}

/// A tax by its rate and 内税・外税・非課税, both as they are entered. A rate of 非課税 is enough.
pub(super) fn tax(rate: &str, kind: &str) -> Result<LineTax, String> {
    let is_exempt = |word: &str| ["非課税", "不課税", "免税", "対象外"].contains(&word);
    if is_exempt(kind) || is_exempt(rate) {
        return Ok(LineTax::Exempt);
    }
    let found = match rate {
        "" => Some(Decimal2::from(USUAL_RATE)),
        text => number(text).filter(|rate| (0..=10_000).contains(&rate.as_hundredths())),
    };
    let found = found.ok_or_else(|| {
        format!(
            "税率「{rate}」は、0から100まで、小数点以下2桁までの数字か「非課税」にしてください。"
        )
    })?;
    match kind {
        "" | "外税" | "税抜" | "税抜き" | "税別" => Ok(LineTax::OnTop(found)),
        "内税" | "税込" | "税込み" => Ok(LineTax::Included(found)),
        other => Err(format!(
            "「{other}」は「外税」「内税」「非課税」のどれかにしてください。"
        )),
    }
}
