//! Reads values from text; errors say in Japanese what a setting accepts.

use std::{ffi::OsStr, fmt::Display, net::SocketAddr, time::Duration};

use jiff::civil::DateTime;

use super::super::{Data, Parity};
pub(super) use super::choices::choice;
use crate::books::calendar::{Delay, DelayError};

pub(in crate::settings) use crate::books::values::{
    Accepted, MAX_CREDIT_LIMIT, MAX_SLIP_PREFIXES, buyer_id, is_slip_prefix, merchant_code,
    password, some_text, telephone, time,
};

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

/// A credit limit in yen, or a used part of one.
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

/// A time-out.
pub(crate) fn timeout(text: &str) -> Accepted<Duration> {
    let time = match text.parse() {
        Ok(Delay::Time(time)) => Duration::try_from(time).ok(),
        _ => None,
    };
    time.filter(|time| (Duration::from_millis(1)..=Duration::from_hours(1)).contains(time))
        .ok_or_else(|| "「30 seconds」のような1ミリ秒～1時間を指定してください".to_owned())
}

/// The address of a page, without a slash at the end; empty for none.
pub(crate) fn page_address(text: &str) -> Accepted<Option<String>> {
    let text = text.trim().trim_end_matches('/');
    let host = ["http://", "https://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\@?#".contains(&byte);
    match host {
        _ if text.is_empty() => Ok(None),
        Some(host) if !host.is_empty() && host.bytes().all(is_plain) => Ok(Some(text.to_owned())),
        _ => Err("「http://127.0.0.1:8120/admin」のようなアドレスを指定してください".to_owned()),
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

/// Storage; empty for none. Anything but a URL of PostgreSQL is the name of a file, which need not be text.
///
/// # Errors
/// A form of PostgreSQL address that only its own programs know. It may hold a password, and is not repeated.
pub(crate) fn data(name: &OsStr) -> Accepted<Option<Data>> {
    let text = name.to_str().unwrap_or("");
    if let Some((scheme, rest)) = text.split_once("://")
        && ["postgres", "postgresql"].contains(&&*scheme.to_ascii_lowercase())
    {
        postgres(rest)?;
        return Ok(Some(Data::Postgres(format!("postgres://{rest}"))));
    }
    if is_key_values(text) {
        return Err(POSTGRES_FORM.to_owned());
    }
    Ok((!name.is_empty()).then(|| Data::File(name.into())))
}

/// The form of a PostgreSQL address.
const POSTGRES_FORM: &str = "PostgreSQL は「postgres://利用者@ホスト:5432/データベース」の形で指定してください。ソケットなら「postgres://利用者@localhost/データベース?host=/var/run/postgresql」、パスワードは PGPASSFILE のファイルにも書けます";

/// Refuses forms that `psql` accepts and the driver does not.
fn postgres(rest: &str) -> Accepted<()> {
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = address.split('/').next().unwrap_or("");
    let hosts = authority.rsplit('@').next().unwrap_or("");
    let mut parameters = query.split('&').filter_map(|one| one.split_once('='));
    let has_several = hosts.contains(',')
        || parameters
            .clone()
            .any(|(name, value)| name == "host" && value.contains(','));
    if has_several {
        return Err(format!("ホストは1つだけにしてください。{POSTGRES_FORM}"));
    }
    if parameters.any(|(name, _)| name == "service") {
        return Err(format!(
            "service（pg_service.conf）は使えません。{POSTGRES_FORM}"
        ));
    }
    Ok(())
}

/// Whether a text is `host=… dbname=…`, as libpq reads it.
fn is_key_values(text: &str) -> bool {
    let keys = [
        "host", "hostaddr", "port", "dbname", "user", "password", "service", "passfile", "sslmode",
    ];
    let mut words = text.split_ascii_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.split_once('=')
                .is_some_and(|(key, _)| keys.contains(&key))
        })
}

/// The file of a calibration's confirmations; empty for none.
pub(crate) fn parity(name: &str) -> Accepted<Option<Parity>> {
    (!name.is_empty())
        .then(|| Parity::open(name.as_ref()))
        .transpose()
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

/// Names of XML elements, separated by commas; empty for none.
pub(crate) fn xml_names(text: &str) -> Accepted<Vec<String>> {
    let names = text
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(xml_name).collect()
}

/// An XML declaration; empty for none.
pub(crate) fn xml_declaration(text: &str) -> Accepted<String> {
    let inner = text
        .strip_prefix("<?xml ")
        .and_then(|rest| rest.strip_suffix("?>"));
    let is_one = inner.is_some_and(|inner| {
        let plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        inner.bytes().all(plain) && !inner.contains(['<', '>'])
    });
    if is_one || text.is_empty() {
        Ok(text.to_owned())
    } else {
        Err(
            "「<?xml version=\"1.0\" encoding=\"UTF-8\"?>」のような XML 宣言か、空の値を指定してください"
                .to_owned(),
        )
    }
}

/// The pattern of a moment: each of the six parts once, and signs between them.
pub(crate) fn date_pattern(text: &str) -> Accepted<String> {
    let mut between = text.to_owned();
    let each_once = ["yyyy", "MM", "dd", "HH", "mm", "ss"].iter().all(|part| {
        let once = text.matches(part).count() == 1;
        between = between.replacen(part, "", 1);
        once
    });
    if each_once && between.len() <= 10 && between.chars().all(|c| "-/:.T ".contains(c)) {
        Ok(text.to_owned())
    } else {
        Err(
            "「yyyyMMddHHmmss」「yyyy/MM/dd HH:mm:ss」のように、yyyy・MM・dd・HH・mm・ss を1つずつ、-/:.T と空白で区切って指定してください"
                .to_owned(),
        )
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
