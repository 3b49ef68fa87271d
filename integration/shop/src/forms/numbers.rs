//! Numbers as people enter them: in digits of either width, with separators and the sign of what they count.

use std::ops::RangeInclusive;

use kakebarai::{
    buyers::application::conversion,
    client::{Decimal2, Decimal3},
};

use super::Errors;
use crate::format;

/// A number as it is read: half-width, without separators, 円 and ％.
fn plain(text: &str) -> String {
    let text = conversion::to_half_width(text).replace([',', ' '], "");
    let text = text.strip_prefix(['¥', '￥', '\\']).unwrap_or(&text);
    text.trim_end_matches(['円', '%']).to_owned()
}

/// A field with a number, its label, and what was entered.
#[derive(Clone, Copy)]
pub(crate) struct Number<'a> {
    pub(crate) field: &'a str,
    pub(crate) label: &'a str,
    pub(crate) text: &'a str,
}

impl Number<'_> {
    /// Whole yen within bounds; anything else is an error, and 0.
    pub(crate) fn yen(self, bounds: &RangeInclusive<i64>, errors: &mut Errors) -> i64 {
        let read = plain(self.text).parse().ok();
        read.filter(|yen| bounds.contains(yen)).unwrap_or_else(|| {
            let message = format!(
                "{}から{}までの整数で入力してください。",
                format::yen(*bounds.start()),
                format::yen(*bounds.end())
            );
            errors.add(self.field, self.label, message);
            0
        })
    }

    /// The same; `None` if nothing is entered.
    pub(crate) fn optional_yen(
        self,
        bounds: &RangeInclusive<i64>,
        errors: &mut Errors,
    ) -> Option<i64> {
        (!self.text.is_empty()).then(|| self.yen(bounds, errors))
    }

    /// A whole number within bounds, which may be negative; anything else is an error, and 0.
    pub(crate) fn whole(self, bounds: &RangeInclusive<i64>, errors: &mut Errors) -> i64 {
        let read = plain(self.text).trim_start_matches('+').parse().ok();
        let read = read.filter(|number| bounds.contains(number));
        read.unwrap_or_else(|| {
            let shown = |number: i64| {
                let sign = if number < 0 { "-" } else { "" };
                format!("{sign}{}", format::separated(number.unsigned_abs()))
            };
            let message = format!(
                "{}から{}までの整数で入力してください。",
                shown(*bounds.start()),
                shown(*bounds.end())
            );
            errors.add(self.field, self.label, message);
            0
        })
    }

    /// A whole number of something within bounds; `None` if nothing is entered.
    pub(crate) fn optional_count(
        self,
        bounds: &RangeInclusive<u32>,
        errors: &mut Errors,
    ) -> Option<u32> {
        if self.text.is_empty() {
            return None;
        }
        let read = plain(self.text).parse().ok();
        let read = read.filter(|count| bounds.contains(count));
        if read.is_none() {
            let message = format!(
                "{}から{}までの整数で入力してください。",
                bounds.start(),
                bounds.end()
            );
            errors.add(self.field, self.label, message);
        }
        read
    }

    /// A rate in per cent within bounds in hundredths of a per cent.
    pub(crate) fn percent(self, bounds: &RangeInclusive<i64>, errors: &mut Errors) -> Decimal2 {
        let read: Option<Decimal2> = plain(self.text).parse().ok();
        let read = read.filter(|rate| bounds.contains(&rate.as_hundredths()));
        read.unwrap_or_else(|| {
            let bound = |hundredths: &i64| Decimal2::from_hundredths(*hundredths);
            let message = format!(
                "{}％から{}％まで、小数点以下2桁までで入力してください。",
                bound(bounds.start()),
                bound(bounds.end())
            );
            errors.add(self.field, self.label, message);
            Decimal2::default()
        })
    }

    /// The price of one piece, up to `most` yen.
    pub(crate) fn price(self, most: u32, errors: &mut Errors) -> Decimal3 {
        let text = plain(self.text);
        let read: Result<Decimal3, _> = text.parse();
        let message = match read {
            Ok(price) if price < Decimal3::default() => {
                "マイナスの価格は使えません。値引きは「割引」で設定してください。".to_owned()
            }
            Ok(price) if price > Decimal3::from(most) => format!(
                "{}以下で入力してください。それを超える金額は、1つの明細で請求できません。",
                format::yen(most.into())
            ),
            Ok(price) => return price,
            Err(_) if text.is_empty() => "入力してください。".to_owned(),
            Err(_) => "0以上、小数点以下3桁までの数字で入力してください。".to_owned(),
        };
        errors.add(self.field, self.label, message);
        Decimal3::default()
    }
}
