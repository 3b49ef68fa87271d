//! From text to values: what a setting accepts, said in Japanese when it does not.

use std::{fmt::Display, net::SocketAddr, time::Duration};

use jiff::civil::DateTime;

use super::super::{CreditCode, Data, OverLimit, Problem, Settings, SlipOverLimit};
use super::table;
use crate::{
    books::{
        buyers::Judgement,
        calendar::{Delay, DelayError},
    },
    vendor::rules::characters::CharacterSet,
};

pub(in crate::settings) use crate::books::values::{
    Accepted, MAX_CREDIT_LIMIT, MAX_SLIP_PREFIXES, STANDARD_CREDIT_LIMIT, buyer_id, is_slip_prefix,
    merchant_code, password, some_text, telephone, time,
};

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

/// A credit limit in yen, or what is used of one.
pub(crate) fn credit_limit<T>(text: &str) -> Accepted<T>
where
    T: std::str::FromStr + PartialOrd + Display + Copy + From<u32>,
{
    number(text, 0.into(), MAX_CREDIT_LIMIT.into())
}

/// An address to listen on.
pub(crate) fn address(text: &str) -> Accepted<SocketAddr> {
    text.parse()
        .map_err(|_| "「127.0.0.1:8110」のような アドレス:ポート を指定してください".to_owned())
}

pub(crate) fn delay(text: &str) -> Accepted<Delay> {
    text.parse().map_err(|error: DelayError| error.to_string())
}

/// A length of time that somebody waits.
pub(crate) fn timeout(text: &str) -> Accepted<Duration> {
    let time = match text.parse() {
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
