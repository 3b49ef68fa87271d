//! A basket as entered: in a form, in an address and in a file, and what it means.

use std::fmt::Write as _;

use kakebarai::billing::Fee;

use super::{
    Basket, LineTax,
    lines::{number, read_lines, tax, with_line},
    with_one_end,
};

/// The fields: name, label, and default.
pub(crate) const FIELDS: [(&str, &str, &str); 13] = [
    ("lines", "明細", ""),
    ("shipping", "送料（円）", ""),
    ("shipping_rate", "送料の税率（％）", "10"),
    ("shipping_kind", "送料の内税・外税", "外税"),
    ("fee", "手数料（円）", ""),
    ("fee_percent", "手数料（％）", ""),
    ("fee_rate", "手数料の税率（％）", "10"),
    ("fee_kind", "手数料の内税・外税", "外税"),
    ("discount", "ご注文割引（円）", ""),
    ("gift", "ギフト券（円）", ""),
    ("points", "ポイント（円）", ""),
    ("shown", "お店に表示された合計（円）", ""),
    ("buyer", "取引先", "1111"),
];

/// The highest amount of a charge, in yen.
const MAX_YEN: i64 = 999_999_999;

/// What is entered, field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BasketInput([String; FIELDS.len()]);

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BasketProblem {
    pub(crate) field: &'static str,
    pub(crate) label: &'static str,
    pub(crate) message: String,
}

impl Default for BasketInput {
    fn default() -> Self {
        Self(FIELDS.map(|(_, _, usual)| usual.to_owned()))
    }
}

impl BasketInput {
    /// By the value of each field; the default if it is `None`.
    pub(crate) fn of<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Self {
        Self(FIELDS.map(|(name, _, usual)| {
            let value = value(name).unwrap_or(usual);
            // So that a page has the same address, whether it was sent or opened.
            with_one_end(value).trim_end().to_owned()
        }))
    }

    /// A file that [`BasketInput::file`] has written, or one of lines alone.
    pub(crate) fn of_file(text: &str) -> Self {
        let mut entry = Self::default();
        let mut lines = String::new();
        for line in with_one_end(text).lines() {
            let setting = line
                .strip_prefix('#')
                .and_then(|rest| rest.split_once(','))
                .and_then(|(label, value)| {
                    let place = FIELDS.iter().position(|(_, known, _)| *known == label)?;
                    Some((place, value.trim_end_matches(',')))
                });
            if let Some((place, value)) = setting.filter(|(place, _)| *place > 0) {
                value.trim().clone_into(&mut entry.0[place]);
            } else {
                lines.push_str(line);
                lines.push('\n');
            }
        }
        lines.trim_end().clone_into(&mut entry.0[0]);
        entry
    }

    /// The file that brings all of it back.
    pub(crate) fn file(&self) -> String {
        let mut text = String::new();
        for ((_, label, usual), value) in FIELDS.iter().zip(&self.0).skip(1) {
            if value != usual {
                let _ = writeln!(text, "#{label},{value}");
            }
        }
        text + self.get("lines") + "\n"
    }

    /// Adds one line of goods: code, name, price, quantity, rate, and 内税・外税・非課税.
    #[must_use]
    pub(crate) fn and_line(mut self, cells: [&str; 6]) -> Self {
        self.0[0] = with_line(&self.0[0], cells);
        self
    }

    /// A field.
    pub(crate) fn get(&self, name: &str) -> &str {
        let place = FIELDS.iter().position(|(known, ..)| *known == name);
        place.map_or("", |place| &self.0[place])
    }

    /// Names and values of the fields that differ from their defaults.
    pub(crate) fn entered(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = FIELDS.iter().zip(&self.0);
        fields.filter_map(|((name, _, usual), value)| {
            (value != usual).then_some((*name, value.as_str()))
        })
    }

    /// What it means.
    ///
    /// # Errors
    /// Everything that cannot be read.
    pub(crate) fn basket(&self) -> Result<Basket, Vec<BasketProblem>> {
        let mut reading = Reading {
            entry: self,
            problems: Vec::new(),
        };
        let basket = Basket {
            lines: reading.lines(),
            shipping: reading.yen("shipping"),
            shipping_tax: reading.tax("shipping_rate", "shipping_kind"),
            fee: reading.fee(),
            fee_tax: reading.tax("fee_rate", "fee_kind"),
            discount: reading.yen("discount"),
            gift_certificate: reading.yen("gift"),
            points: reading.yen("points"),
            shown: (!self.get("shown").is_empty()).then(|| reading.yen("shown")),
        };
        if reading.problems.is_empty() {
            Ok(basket)
        } else {
            Err(reading.problems)
        }
    }
}

struct Reading<'a> {
    entry: &'a BasketInput,
    problems: Vec<BasketProblem>,
}

impl Reading<'_> {
    fn wrong(&mut self, name: &str, message: impl Into<String>) {
        if let Some((field, label, _)) = FIELDS.iter().find(|(known, ..)| *known == name) {
            self.problems.push(BasketProblem {
                field,
                label,
                message: message.into(),
            });
        }
    }

    fn lines(&mut self) -> Vec<super::BasketLine> {
        /// How many mistakes are named one by one.
        const NAMED: usize = 10;
        match read_lines(self.entry.get("lines")) {
            Ok(lines) if lines.is_empty() => {
                self.wrong("lines", "1行以上入力してください。");
                lines
            }
            Ok(lines) => lines,
            Err(problems) => {
                let more = problems.len().saturating_sub(NAMED);
                let mut text = problems[..problems.len().min(NAMED)].join("");
                if more > 0 {
                    let _ = write!(text, "ほかに{more}行あります。");
                }
                self.wrong("lines", text);
                Vec::new()
            }
        }
    }

    /// An amount in yen; 0 if nothing is entered.
    fn yen(&mut self, name: &str) -> i64 {
        let text = self.entry.get(name);
        if text.is_empty() {
            return 0;
        }
        let amount = number(text).map(kakebarai::client::Decimal2::as_hundredths);
        let is_yen = |amount: &i64| amount % 100 == 0 && (0..=MAX_YEN * 100).contains(amount);
        let Some(hundredths) = amount.filter(is_yen) else {
            self.wrong(name, "0円から999,999,999円までの整数で入力してください。");
            return 0;
        };
        hundredths / 100
    }

    fn fee(&mut self) -> Fee {
        let mut fee = Fee::fixed(self.yen("fee"));
        let percent = self.entry.get("fee_percent");
        if !percent.is_empty() {
            match number(percent) {
                Some(percent) => fee.percent = percent,
                None => self.wrong("fee_percent", "小数点以下2桁までの数字で入力してください。"),
            }
        }
        if !fee.is_within_bounds() {
            self.wrong(
                "fee",
                "手数料は、0円から999,999円まで、0％から100％までにしてください。",
            );
        }
        fee
    }

    fn tax(&mut self, rate: &str, kind: &str) -> LineTax {
        match tax(self.entry.get(rate), self.entry.get(kind)) {
            Ok(tax) => tax,
            Err(why) => {
                self.wrong(rate, why);
                LineTax::Exempt
            }
        }
    }
}
