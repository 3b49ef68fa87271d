//! From text to values: what a setting accepts, said in Japanese when it does not.

use std::{fmt::Display, net::SocketAddr, time::Duration};

use jiff::{SignedDuration, Span, SpanRelativeTo, civil::DateTime};

use super::super::{CreditCode, Data, OverLimit, Problem, Settings, SlipOverLimit};
use super::table;
use crate::{
    books::{buyers::Judgement, calendar::Delay},
    clock::{FIRST, FIRST_DAY, LAST, LAST_DAY, to_the_second},
    vendor::rules::characters::CharacterSet,
};

/// What is accepted, when a value is not.
pub(crate) type Accepted<T> = Result<T, String>;

pub(crate) fn switch(text: &str) -> Accepted<bool> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("true か false を指定してください".to_owned()),
    }
}

/// A whole number within limits.
pub(crate) fn number<T>(text: &str, from: T, to: T) -> Accepted<T>
where
    T: std::str::FromStr + PartialOrd + Display + Copy,
{
    let within = |number: &T| *number >= from && *number <= to;
    text.parse()
        .ok()
        .filter(within)
        .ok_or_else(|| format!("{from}～{to} の整数を指定してください"))
}

/// A length of time: `5 minutes`, `2 days`, `1 month`, `PT5M`, `0s`; or business days: `3 business days`, `3営業日`.
pub(crate) fn delay(text: &str) -> Accepted<Delay> {
    let number = ["営業日", "business days", "business day"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit));
    let delay = if let Some(number) = number {
        number.trim().parse().ok().map(Delay::BusinessDays)
    } else {
        text.parse().ok().and_then(length)
    };
    delay
        .filter(|delay| match *delay {
            Delay::Time(time) => is_within_ten_years(0, time),
            Delay::Months { months, time } => is_within_ten_years(months, time),
            Delay::BusinessDays(days) => days <= 2_500,
        })
        .ok_or_else(|| {
            "「5 minutes」「2 days」「1 month」「3 business days」「3営業日」「PT5M」のような0以上、10年以内の時間を指定してください"
                .to_owned()
        })
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
    let left = SignedDuration::from_hours((120 - i64::from(months)) * 732);
    !time.is_negative() && time <= left
}

/// An address to listen on.
pub(crate) fn address(text: &str) -> Accepted<SocketAddr> {
    text.parse()
        .map_err(|_| "「127.0.0.1:8110」のような アドレス:ポート を指定してください".to_owned())
}

/// A length of time that somebody waits.
pub(crate) fn timeout(text: &str) -> Accepted<Duration> {
    let time = match delay(text) {
        Ok(Delay::Time(time)) => Duration::try_from(time).ok(),
        _ => None,
    };
    within_timeouts(time.unwrap_or_default())
}

pub(crate) fn within_timeouts(time: Duration) -> Accepted<Duration> {
    if (Duration::from_millis(1)..=Duration::from_hours(1)).contains(&time) {
        Ok(time)
    } else {
        Err("「30 seconds」のような1ミリ秒～1時間を指定してください".to_owned())
    }
}

/// Names of hosts, separated by commas; empty for none.
pub(crate) fn names(text: &str) -> Accepted<Vec<String>> {
    let names: Vec<String> = text
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty())
        .collect();
    let ok = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if names.iter().all(|name| name.bytes().all(ok)) {
        Ok(names)
    } else {
        Err("「simulator.example.jp」のようなホスト名（ポートなし）を指定してください".to_owned())
    }
}

/// `never`, or a length of time.
pub(crate) fn delay_or_never(text: &str) -> Accepted<Option<Delay>> {
    if text == "never" {
        Ok(None)
    } else {
        delay(text).map(Some)
    }
}

/// A time in Japan that a clock can show, to the second.
pub(crate) fn time(text: &str) -> Accepted<DateTime> {
    // Answers carry it.
    let local = text.strip_suffix("+09:00").unwrap_or(text);
    let (date, time) = local.split_once(['T', 't', ' ']).unwrap_or((local, ""));
    let has_only = |part: &str, others: &[u8]| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit() || others.contains(&byte))
    };
    // The parser would pass over any other offset, and over the name of a zone.
    let is_local = has_only(date, b"-") && has_only(time, b":.");
    let time = is_local
        .then(|| local.parse().ok())
        .flatten()
        .map(to_the_second)
        .ok_or_else(|| {
            "「2026-11-24T10:00:00」のような日本時間を指定してください（付けられる時差は +09:00 だけです）"
                .to_owned()
        })?;
    if (FIRST..=LAST).contains(&time) {
        Ok(time)
    } else {
        Err(format!(
            "{FIRST_DAY}～{LAST_DAY} の日本時間を指定してください"
        ))
    }
}

/// A time in Japan, or empty.
pub(crate) fn time_if_any(text: &str) -> Accepted<Option<DateTime>> {
    if text.is_empty() {
        return Ok(None);
    }
    time(text).map(Some)
}

/// Where everything is kept; empty for nowhere.
pub(crate) fn data(text: &str) -> Accepted<Option<Data>> {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(Some(Data::Postgres(text.to_owned())));
    }
    if text.contains("://") {
        return Err(
            "ファイル名か「postgres://利用者:パスワード@ホスト/データベース」を指定してください"
                .to_owned(),
        );
    }
    Ok((!text.is_empty()).then(|| Data::File(text.into())))
}

/// The name of an XML element, or the stem of a wire name.
pub(crate) fn xml_name(text: &str) -> Accepted<String> {
    let mut bytes = text.bytes();
    let first = bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if first && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)) {
        Ok(text.to_owned())
    } else {
        Err("英字で始まる半角英数字の名前を指定してください".to_owned())
    }
}

/// The stem of a line's wire name, which a number follows.
pub(crate) fn line_name(text: &str) -> Accepted<String> {
    let name = xml_name(text)?;
    if name.ends_with(|c: char| c.is_ascii_digit()) {
        return Err("明細番号が後ろに付くため、数字で終わらない名前を指定してください".to_owned());
    }
    Ok(name)
}

/// A header value.
pub(crate) fn header(text: &str) -> Accepted<String> {
    if !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() || byte == b' ')
    {
        Ok(text.to_owned())
    } else {
        Err("「application/xml; charset=UTF-8」のような半角の値を指定してください".to_owned())
    }
}

pub(crate) fn some_text(text: &str) -> Accepted<String> {
    if text.is_empty() || text.chars().any(char::is_control) || text.chars().count() > 100 {
        return Err("1～100文字の文字列を指定してください".to_owned());
    }
    Ok(text.to_owned())
}

pub(crate) fn character_set(text: &str) -> Accepted<CharacterSet> {
    match text {
        "jis-x-0208" => Ok(CharacterSet::JisX0208),
        "cp932" => Ok(CharacterSet::Cp932),
        _ => Err("\"jis-x-0208\" か \"cp932\" を指定してください".to_owned()),
    }
}

pub(crate) fn over_limit(text: &str) -> Accepted<OverLimit> {
    match text {
        "limit" => Ok(OverLimit::Limit),
        "available" => Ok(OverLimit::Available),
        "only-g55" => Ok(OverLimit::OnlyG55),
        _ => Err("\"limit\"、\"available\"、\"only-g55\" のいずれかを指定してください".to_owned()),
    }
}

pub(crate) fn slip_over_limit(text: &str) -> Accepted<SlipOverLimit> {
    match text {
        "limit" => Ok(SlipOverLimit::Limit),
        "available" => Ok(SlipOverLimit::Available),
        _ => Err("\"limit\" か \"available\" を指定してください".to_owned()),
    }
}

pub(crate) fn credit_code(text: &str) -> Accepted<CreditCode> {
    match text {
        "G12" => Ok(CreditCode::G12),
        "G61" => Ok(CreditCode::G61),
        "G65" => Ok(CreditCode::G65),
        "G97" => Ok(CreditCode::G97),
        _ => Err("G12、G61、G65、G97 のいずれかを指定してください".to_owned()),
    }
}

pub(crate) fn judgement(text: &str) -> Accepted<Judgement> {
    let found = Judgement::ALL.iter().find(|(_, name)| *name == text);
    found.map(|(judgement, _)| *judgement).ok_or_else(|| {
        let names: Vec<&str> = Judgement::ALL.iter().map(|(_, name)| *name).collect();
        format!("{} のいずれかを指定してください", names.join("、"))
    })
}

/// The most beginnings of unusable slip numbers that there may be.
pub(crate) const MAX_SLIP_PREFIXES: usize = 1_000;

/// Digits, separated by commas; empty for none.
pub(crate) fn slip_prefixes(text: &str) -> Accepted<Vec<String>> {
    let prefixes: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(Into::into)
        .collect();
    if prefixes.len() <= MAX_SLIP_PREFIXES && prefixes.iter().all(|prefix| is_slip_prefix(prefix)) {
        Ok(prefixes)
    } else {
        Err(format!(
            "1～12桁の数字（送り状番号の先頭部分）を{MAX_SLIP_PREFIXES}件以内で指定してください"
        ))
    }
}

pub(crate) fn is_slip_prefix(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A merchant code: nine digits.
pub(crate) fn merchant_code(text: &str) -> Accepted<String> {
    if is_merchant_code(text) {
        Ok(text.to_owned())
    } else {
        Err("加盟店コードは9桁の半角数字で指定してください".to_owned())
    }
}

pub(crate) fn is_merchant_code(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A password. It is not in the error.
pub(crate) fn password(text: &str) -> Accepted<String> {
    if (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err("パスワードは空白を含まない1～100文字の半角英数記号で指定してください".to_owned())
    }
}

/// A buyer id as AN060 takes it.
pub(crate) fn buyer_id(text: &str) -> Accepted<String> {
    let ok = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if (1..=20).contains(&text.len()) && text.bytes().all(ok) {
        Ok(text.to_owned())
    } else {
        Err("取引先IDは20文字以内の半角英数字とハイフンで指定してください".to_owned())
    }
}

/// An order number as AN010 takes it.
pub(crate) fn order_number(text: &str) -> Accepted<String> {
    if (1..=20).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("受注番号は1～20文字で指定してください".to_owned())
    }
}

/// A telephone number; hyphens may stand between its digits.
pub(crate) fn telephone(text: &str) -> Accepted<String> {
    let mut parts = text.split('-');
    let stands_between = parts.all(|part| !part.is_empty());
    if is_telephone(text) && stands_between {
        Ok(text.to_owned())
    } else {
        Err("電話番号は10桁か11桁の数字（間にハイフン2つまで可）で指定してください".to_owned())
    }
}

/// What AN060 takes at most: ten or eleven digits, and hyphens anywhere.
pub(crate) fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let hyphens = text.bytes().filter(|byte| *byte == b'-').count();
    (10..=11).contains(&digits) && hyphens <= 2 && digits + hyphens == text.len()
}

/// Reads the variables whose names begin with `KAKEBARAI_`.
pub(crate) fn read_environment(
    environment: impl Iterator<Item = (String, String)>,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) {
    let mut variables: Vec<_> = environment
        .filter(|(name, _)| name.starts_with("KAKEBARAI_"))
        .collect();
    variables.sort();
    for (name, value) in variables {
        // Other parts of a system may have variables of their own that begin so.
        let Some(setting) = table::TABLE
            .iter()
            .find(|setting| setting.variable() == name)
        else {
            continue;
        };
        if let Err(remedy) = (setting.set)(settings, &value) {
            let what = format!("設定 {} の値が正しくありません。", setting.key);
            problems.push(Problem {
                place: format!("環境変数 {name}"),
                what,
                remedy,
            });
        }
    }
}
