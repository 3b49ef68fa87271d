//! Class 0: the bytes of answers, and the answers to malformed requests.

use super::{
    super::{
        answer::{FlatDocument, WireAnswer},
        element_order,
        prober::{Prober, Stopped},
        request::{Api, ProbeRequest, Shape},
    },
    BUYER,
};

/// An accepted inquiry, a refused one, and the other inquiry.
pub(super) async fn answers(prober: &mut Prober) -> Result<(), Stopped> {
    let inquiry = |api| ProbeRequest::new(api, &[("buyerId", BUYER)]);
    let accepted = prober.send(inquiry(Api::An050)).await?;
    let refused = prober.send(ProbeRequest::new(Api::An050, &[])).await?;
    let screening = prober.send(inquiry(Api::An070)).await?;
    let documents: Vec<FlatDocument> = [&accepted, &refused, &screening]
        .into_iter()
        .filter_map(|answer| answer.document.clone())
        .collect();
    if prober.is_planning() {
        return Ok(());
    }
    same(prober, "wire.root", documents.iter().map(|one| &one.root));
    let declarations = documents.iter().map(|one| &one.declaration);
    same(prober, "wire.declaration", declarations);
    match &accepted.content_type {
        Some(content_type) => prober.decide_because(
            "wire.content_type",
            content_type,
            format!("Content-Type: {content_type}"),
        ),
        None => prober.unclear("wire.content_type", "Content-Type ヘッダーがありません"),
    }
    if accepted.is_accepted() {
        empty_error_code(prober, &accepted);
        return_date(prober, &accepted);
    } else {
        let why = format!(
            "取引先 {BUYER} の照会が断られました（{}）",
            accepted.words()
        );
        prober.unclear("wire.empty_error_code", &why);
        prober.unclear("wire.return_date", why);
    }
    order(prober, &documents);
    let mut oddities: Vec<_> = documents.iter().flat_map(|one| &one.oddities).collect();
    oddities.sort_unstable();
    oddities.dedup();
    for oddity in oddities {
        prober.fact(format!("応答の{oddity}"), "なし", "あり");
    }
    Ok(())
}

/// Decides a guess if all answers agree.
fn same<'a>(prober: &mut Prober, key: &str, mut values: impl Iterator<Item = &'a String>) {
    let Some(first) = values.next() else {
        return;
    };
    if values.all(|other| other == first) {
        prober.decide_because(key, first, format!("応答は「{first}」"));
    } else {
        prober.unclear(key, "応答によって違います");
    }
}

fn empty_error_code(prober: &mut Prober, accepted: &WireAnswer) {
    let (value, seen) = match accepted.text("errorCode") {
        None => ("false", "受け付けた応答に errorCode はない"),
        Some("") => ("true", "受け付けた応答に空の errorCode がある"),
        Some(code) => {
            let why = format!("受け付けた応答に errorCode {code} があります");
            prober.unclear("wire.empty_error_code", why);
            return;
        }
    };
    prober.decide_because("wire.empty_error_code", value, seen);
}

fn return_date(prober: &mut Prober, accepted: &WireAnswer) {
    let text = accepted.text("returnDate").unwrap_or_default().to_owned();
    let seen = format!("returnDate は「{text}」");
    match pattern(&text) {
        Some(pattern) => {
            let digits = text.chars().filter(char::is_ascii_digit);
            prober.notebook.date = Some(digits.take(8).collect());
            prober.decide_because("wire.return_date", pattern, seen);
        }
        None => prober.unclear("wire.return_date", format!("{seen}。表す設定がありません")),
    }
}

/// The pattern of a moment with fourteen digits in the order of year to second.
fn pattern(text: &str) -> Option<String> {
    let mut letters = "yyyyMMddHHmmss".chars();
    let mut pattern = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            pattern.push(letters.next()?);
        } else if "-/:.T ".contains(c) {
            pattern.push(c);
        } else {
            return None;
        }
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_moment = jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", &digits).is_ok();
    (letters.next().is_none() && is_moment).then_some(pattern)
}

fn order(prober: &mut Prober, documents: &[FlatDocument]) {
    let sequences: Vec<Vec<&str>> = documents
        .iter()
        .map(|one| one.elements.iter().map(|(name, _)| &**name).collect())
        .collect();
    match element_order::first(&sequences) {
        Some(first) => {
            let seen: Vec<_> = sequences.iter().map(|names| names.join("、")).collect();
            prober.decide_because(
                "wire.element_order",
                first.join(","),
                format!("要素の順序：{}", seen.join(" ／ ")),
            );
        }
        None => prober.unclear("wire.element_order", "応答によって順序が違います"),
    }
    for name in element_order::unknown(&sequences) {
        prober.fact(format!("応答の要素 {name}"), "なし", "あり");
    }
}

/// GET, JSON, a broken percent sign.
pub(super) async fn no_forms(prober: &mut Prober) -> Result<(), Stopped> {
    let mut answers = Vec::new();
    for shape in [Shape::Get, Shape::Json, Shape::BrokenPercent] {
        answers.push(prober.send(ProbeRequest::shaped(Api::An050, shape)).await?);
    }
    let all = |is_so: fn(&WireAnswer) -> bool| answers.iter().all(is_so);
    let seen: Vec<_> = ["GET", "JSON", "%zz"]
        .into_iter()
        .zip(&answers)
        .map(|(what, answer)| format!("{what} → {}", answer.words()))
        .collect();
    let seen = seen.join("、");
    if all(|answer| answer.status == 200 && answer.code() == Some("Z020001")) {
        prober.decide_because("wire.malformed_as_status", "false", seen);
    } else if all(|answer| (400..500).contains(&answer.status)) {
        prober.decide_because("wire.malformed_as_status", "true", seen);
    } else {
        prober.unclear("wire.malformed_as_status", seen);
    }
    Ok(())
}

/// A byte that is not UTF-8, in the id of a buyer.
pub(super) async fn torn_bytes(prober: &mut Prober) -> Result<(), Stopped> {
    let request = ProbeRequest::shaped(Api::An050, Shape::NotUtf8);
    let answer = prober.send(request).await?;
    let values = [("E020002", "false"), ("Z020001", "true")];
    prober.decide_by("wire.not_utf8_as_malformed", &answer, &values);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn the_pattern_of_a_moment() {
        for (text, expected) in [
            ("20261201103000", Some("yyyyMMddHHmmss")),
            ("2026/12/01 10:30:00", Some("yyyy/MM/dd HH:mm:ss")),
            ("2026-12-01T10:30:00", Some("yyyy-MM-ddTHH:mm:ss")),
            ("2026-12-01T10:30:00+09:00", None),
            ("20261301103000", None),
            ("2026120110300", None),
            ("", None),
        ] {
            assert_eq!(pattern(text).as_deref(), expected, "{text}");
        }
    }
}
