//! The amounts and lines of a request for a settlement.

use crate::journal::Entry;

/// The judged parts of a request for a settlement.
#[derive(Debug)]
pub(crate) struct Settlement<'a> {
    pub(crate) entry: &'a Entry,
    /// 決済金額, without tax, in yen.
    pub(crate) price: Option<i64>,
    /// 消費税, in yen.
    pub(crate) tax: Option<i64>,
    /// Whether it declares lines.
    pub(crate) has_lines: bool,
    pub(crate) lines: Vec<Line<'a>>,
    /// Whether there are lines beyond the 99 of an order.
    pub(crate) goes_beyond: bool,
}

/// The judged parts of a line of an order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line<'a> {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) name: &'a str,
    pub(crate) code: &'a str,
    /// In hundredths.
    pub(crate) quantity: Option<i64>,
    /// In hundredths of a yen.
    pub(crate) unit_price: Option<i64>,
    pub(crate) amount: i64,
    pub(crate) tax: i64,
    has_amounts: bool,
}

/// The most lines of an order.
const MOST: usize = 99;

impl<'a> Settlement<'a> {
    /// Reads a request.
    pub(crate) fn of(entry: &'a Entry) -> Self {
        let mut settlement = Self {
            entry,
            price: None,
            tax: None,
            has_lines: false,
            lines: Vec::new(),
            goes_beyond: false,
        };
        for field in &entry.received {
            let value = field.value.as_deref().unwrap_or_default();
            match field.name.as_str() {
                "settlePrice" => settlement.price = yen(value),
                "shohiZei" => settlement.tax = yen(value),
                "meisaiUmu" => settlement.has_lines = value == "1",
                name => settlement.read(name, value),
            }
        }
        settlement.lines.retain(|line| line.has_amounts);
        settlement
    }

    fn read(&mut self, name: &str, value: &'a str) {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let Ok(number) = name[stem.len()..].parse::<usize>() else {
            return;
        };
        if !LINE_FIELDS.contains(&stem) || number == 0 {
            return;
        }
        if number > MOST {
            self.goes_beyond = true;
            return;
        }
        while self.lines.len() < number {
            let number = self.lines.len() + 1;
            self.lines.push(Line {
                number,
                ..Line::default()
            });
        }
        let line = &mut self.lines[number - 1];
        match stem {
            "shohinMei" => line.name = value,
            "shohinCode" => line.code = value,
            "suryo" => line.quantity = hundredths(value),
            "tanka" => line.unit_price = hundredths(value),
            amount => {
                let Some(yen) = yen(value) else {
                    return;
                };
                line.has_amounts = true;
                if amount == "shohiZei" {
                    line.tax = yen;
                } else {
                    line.amount = yen;
                }
            }
        }
    }

    /// The billed amount, in yen.
    pub(crate) fn billed(&self) -> Option<i64> {
        self.price?.checked_add(self.tax?)
    }

    /// Whether another one has the same lines and the same sums.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let same = |(one, other): (&Line<'_>, &Line<'_>)| {
            let one = (one.name, one.code, one.quantity, one.amount, one.tax);
            one == (
                other.name,
                other.code,
                other.quantity,
                other.amount,
                other.tax,
            )
        };
        (self.price, self.tax, self.lines.len()) == (other.price, other.tax, other.lines.len())
            && self.lines.iter().zip(&other.lines).all(same)
    }

    /// The lines that contain only a tax.
    pub(crate) fn tax_lines(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines
            .iter()
            .filter(|line| line.amount == 0 && line.tax != 0)
    }
}

/// The wire names of a line's items, without its number.
const LINE_FIELDS: [&str; 6] = [
    "shohinMei",
    "shohinCode",
    "suryo",
    "tanka",
    "kessaiKingaku",
    "shohiZei",
];

impl Line<'_> {
    /// The most yen that roundings add to its tax: one for each piece. Shares of a piece may be rounded up like a whole one.
    pub(crate) fn rounding(&self) -> i64 {
        self.quantity.unwrap_or(100).abs() / 100 + 2
    }

    /// Whether it is postage or a fee, by its name or its code.
    pub(crate) fn is_charge(&self) -> bool {
        let of_name = ["送料", "配送", "手数料", "代引"];
        let of_code = ["SHIPPING", "SURCHARGE"];
        of_name.iter().any(|word| self.name.contains(word)) || of_code.contains(&self.code)
    }
}

/// An amount; `None` beyond any realistic bill, so that sums of many do not overflow.
fn yen(text: &str) -> Option<i64> {
    let yen: i64 = text.parse().ok()?;
    (yen.abs() < 1_000_000_000_000).then_some(yen)
}

/// Reads `-2.75` as -275; `None` beyond any realistic value.
fn hundredths(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction: i64 = format!("{fraction:0<2}").get(..2)?.parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    (whole < 1_000_000_000).then_some(sign * (whole * 100 + fraction))
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn quantities_are_read_in_hundredths() {
        for (text, read) in [
            ("3", Some(300)),
            ("2.75", Some(275)),
            ("2.5", Some(250)),
            ("-1", Some(-100)),
            ("-0.5", Some(-50)),
            ("x", None),
        ] {
            assert_eq!(hundredths(text), read, "{text}");
        }
    }
}
