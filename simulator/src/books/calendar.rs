//! Business days (営業日) in Japan: no weekends, no national holidays, and, if set so, no days around the new year.
//!
//! The holidays follow 国民の祝日に関する法律 as it stands since 2022, computed rather than listed; the days of the equinoxes follow the
//! usual approximation. Correct from 2022 to 2099 while the law stands; earlier years had other holidays.

use std::{fmt, str::FromStr};

use jiff::{
    SignedDuration, Span, SpanRelativeTo,
    civil::{Date, DateTime, Weekday},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A length of time, months of the calendar, or a number of business days.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Delay {
    /// A length of time.
    Time(SignedDuration),
    /// A number of months, to the same day or the last of its month, and a length of time from there.
    Months {
        /// Twelve for each year.
        months: u16,
        /// The length of time after them.
        time: SignedDuration,
    },
    /// A number of business days, to the same time of the day.
    BusinessDays(u16),
}

impl Delay {
    /// No delay.
    pub const NONE: Self = Self::Time(SignedDuration::ZERO);

    /// Returns the moment that is later by this delay.
    pub(crate) fn after(self, moment: DateTime, calendar: Calendar) -> DateTime {
        match self {
            Self::Time(duration) => moment.saturating_add(duration),
            Self::Months { months, time } => moment
                .saturating_add(Span::new().months(months))
                .saturating_add(time),
            Self::BusinessDays(days) => calendar
                .after(moment.date(), days)
                .to_datetime(moment.time()),
        }
    }
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(duration) => write!(f, "{duration:#}"),
            Self::Months { months, time } => write!(f, "{months}mo {time:#}"),
            Self::BusinessDays(days) => write!(f, "{days} business days"),
        }
    }
}

impl Serialize for Delay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Delay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The most business days that a delay may have.
const MAX_BUSINESS_DAYS: u16 = 2_500;
/// The most months that a delay may have: ten years.
const MAX_MONTHS: u16 = 120;

/// The text is not a delay, or exceeds ten years or 2,500 business days. The message says in Japanese what is accepted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "「5分」「2時間」「61日」「1か月」「3営業日」（英語では「5 minutes」「3 business days」「PT5M」）のような0以上、10年以内の時間を指定してください"
)]
pub struct DelayError;

impl FromStr for Delay {
    type Err = DelayError;

    /// Reads a length of time: `5 minutes`, `2 days`, `1 month`, `PT5M`, `0s`, 「2時間」, 「61日」, 「1か月」; or business days:
    /// `3 business days`, `3営業日`. Digits may be full-width.
    fn from_str(text: &str) -> Result<Self, DelayError> {
        let text = in_english(text);
        let number = ["営業日", "business days", "business day"]
            .iter()
            .find_map(|unit| text.strip_suffix(unit));
        let delay = if let Some(number) = number {
            number.trim().parse().ok().map(Self::BusinessDays)
        } else {
            text.parse().ok().and_then(length)
        };
        delay
            .filter(|delay| match *delay {
                Self::Time(time) => is_within_ten_years(0, time),
                Self::Months { months, time } => is_within_ten_years(months, time),
                Self::BusinessDays(days) => days <= MAX_BUSINESS_DAYS,
            })
            .ok_or(DelayError)
    }
}

/// The Japanese words for lengths of time, and the English ones.
const UNITS: [(&str, &str); 10] = [
    ("週間", " weeks "),
    ("時間", " hours "),
    ("か月", " months "),
    ("ヶ月", " months "),
    ("カ月", " months "),
    ("ヵ月", " months "),
    ("年", " years "),
    ("日", " days "),
    ("分", " minutes "),
    ("秒", " seconds "),
];

/// A text in the words that are read: business days stay as they are, and digits become half-width.
fn in_english(text: &str) -> String {
    let half_width = |of: char| match of {
        '０'..='９' => char::from_u32(u32::from(of) - 0xfee0).unwrap_or(of),
        '\u{3000}' => ' ',
        other => other,
    };
    let mut text: String = text.trim().chars().map(half_width).collect();
    if !text.ends_with("営業日") {
        for (japanese, english) in UNITS {
            text = text.replace(japanese, english);
        }
    }
    text.trim_end().to_owned()
}

/// Years and months as the calendar has them, the rest as a length of time, whose days have 24 hours.
fn length(span: Span) -> Option<Delay> {
    let months = i32::from(span.get_years()) * 12 + span.get_months();
    let rest = span.years(0).months(0);
    let time = rest.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    Some(match u16::try_from(months).ok()? {
        0 => Delay::Time(time),
        months => Delay::Months { months, time },
    })
}

/// Ten years of 366 days are 120 months of 732 hours.
fn is_within_ten_years(months: u16, time: SignedDuration) -> bool {
    let left = SignedDuration::from_hours((i64::from(MAX_MONTHS) - i64::from(months)) * 732);
    !time.is_negative() && time <= left
}

/// Which days are business days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// Whether 29 December to 3 January are not business days.
    pub(crate) closed_at_new_year: bool,
}

impl Calendar {
    pub(crate) fn is_business_day(self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let new_year = matches!((day.month(), day.day()), (12, 29..) | (1, ..=3));
        let closed = self.closed_at_new_year && new_year;
        !(weekend || closed || is_holiday(day))
    }

    /// The day that is a number of business days later; the day itself for 0.
    fn after(self, mut day: Date, days: u16) -> Date {
        for _ in 0..days {
            day = self.from(next(day));
        }
        day
    }

    /// The day itself if it is a business day, else the next one.
    pub(crate) fn from(self, mut day: Date) -> Date {
        while !self.is_business_day(day) && day < Date::MAX {
            day = next(day);
        }
        day
    }
}

fn next(day: Date) -> Date {
    day.saturating_add(Span::new().days(1))
}

/// Whether a day is a holiday: by name, after a holiday on a Sunday (振替休日), or between two (国民の休日).
pub(crate) fn is_holiday(day: Date) -> bool {
    if is_named(day) {
        return true;
    }
    let before = |days: i64| day.saturating_sub(Span::new().days(days));
    // Of seven days in a row one is a Sunday.
    let mut named_before = (1..=7).map(before).take_while(|day| is_named(*day));
    named_before.any(|day| day.weekday() == Weekday::Sunday)
        || is_named(before(1)) && is_named(next(day))
}

/// Whether the law names the day.
fn is_named(day: Date) -> bool {
    let monday = |nth: i8| day.weekday() == Weekday::Monday && (day.day() - 1) / 7 + 1 == nth;
    match day.month() {
        // 元日, 成人の日
        1 => day.day() == 1 || monday(2),
        // 建国記念の日, 天皇誕生日
        2 => matches!(day.day(), 11 | 23),
        // 春分の日
        3 => i64::from(day.day()) == equinox(20_843_100, day.year()),
        // 昭和の日
        4 => day.day() == 29,
        // 憲法記念日, みどりの日, こどもの日
        5 => matches!(day.day(), 3..=5),
        // 海の日
        7 => monday(3),
        // 山の日
        8 => day.day() == 11,
        // 敬老の日, 秋分の日
        9 => monday(3) || i64::from(day.day()) == equinox(23_248_800, day.year()),
        // スポーツの日
        10 => monday(2),
        // 文化の日, 勤労感謝の日
        11 => matches!(day.day(), 3 | 23),
        _ => false,
    }
}

/// The day of an equinox in its month, from where it stood in 1980 in millionths of a day.
fn equinox(in_1980: i64, year: i16) -> i64 {
    let years = i64::from(year) - 1980;
    (in_1980 + 242_194 * years) / 1_000_000 - years.div_euclid(4)
}
