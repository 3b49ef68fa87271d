//! The text of a case, in the order that every format keeps.

use std::fmt::Write as _;

use super::wording::{basis, harm, place, standing, yen};
use crate::judging::report::{PaymentShown, RequestShown, RequirementReport, RowReport};

/// The cases of a requirement that are reported in full; the others are in `conformance.json`.
pub(super) const CASES: usize = 10;

/// A requirement with the cases that count, in full.
pub(super) fn of_requirement(requirement: &RequirementReport) -> String {
    let mut text = format!(
        "要件：{} {}（{}）\n",
        requirement.id,
        requirement.title,
        standing(requirement)
    );
    if let Some(reason) = &requirement.reason {
        let _ = writeln!(text, "理由：{reason}");
    }
    let rows: Vec<_> = telling(requirement).collect();
    for row in rows.iter().take(CASES) {
        let _ = write!(text, "\n{}", of_case(row));
    }
    if let Some(more) = rows.len().checked_sub(CASES + 1) {
        let _ = writeln!(text, "\nほか{}例は conformance.json にあります。", more + 1);
    }
    let _ = writeln!(text, "\n根拠：{}", basis(&requirement.basis));
    if let Some(confirmed) = &requirement.confirmed {
        let _ = writeln!(text, "{confirmed}");
    }
    text
}

/// The rows that determine the verdict.
pub(super) fn telling(requirement: &RequirementReport) -> impl Iterator<Item = &RowReport> {
    let rows = requirement.rows.iter();
    rows.filter(|row| row.verdict == requirement.verdict)
}

/// The problem of a case, in a line.
pub(super) fn in_short(row: &RowReport) -> Option<String> {
    harm(row)
        .or_else(|| row.actual.clone())
        .or_else(|| row.reason.clone())
}

/// A case in full.
pub(super) fn of_case(row: &RowReport) -> String {
    let place = Some(place(row)).filter(|place| !place.is_empty());
    let place = place.map_or_else(String::new, |place| format!("（{place}）"));
    let mut text = format!("シナリオ：{}{place}\n", row.scenario);
    let harm = harm(row);
    let causes = (!row.causes.is_empty()).then(|| row.causes.join("／"));
    let evidence = evidence(row);
    for (name, value) in [
        ("文", row.at.as_deref()),
        ("期待", row.expected.as_deref()),
        ("実際", row.actual.as_deref()),
        ("影響", harm.as_deref()),
        ("理由", row.reason.as_deref()),
        ("証拠", evidence.as_deref()),
        ("考えられる原因", causes.as_deref()),
        ("直し方", row.remedy.as_deref()),
        ("再現", row.repeat.as_deref()),
    ] {
        if let Some(value) = value {
            let _ = writeln!(text, "{name}：{value}");
        }
    }
    text
}

/// The order, the adapter's answer, the requests and the books, each in a line; `None` if there are none.
fn evidence(row: &RowReport) -> Option<String> {
    let order = row.order_number.iter();
    let order = order.map(|number| format!("受注番号 {number}"));
    let requests = row.requests.iter().map(request);
    let answer = row.answer.iter();
    let before = row.books_before.iter().flatten();
    let lines: Vec<_> = order
        .chain(answer.map(|answer| format!("アダプターの答え：{answer}")))
        .chain(requests)
        .chain(before.map(|one| payment("直前の帳簿", one)))
        .chain(row.books.iter().map(|one| payment("帳簿", one)))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n  "))
}

fn request(request: &RequestShown) -> String {
    let mut text = request_title(request);
    if let Some(fault) = &request.fault {
        let _ = write!(text, "、仕掛け：{fault}");
    }
    for rule in &request.broken_rules {
        let _ = write!(text, "、ヤマトの規則に反する：{rule}");
    }
    for (name, pairs) in [("要求", &request.received), ("応答", &request.answered)] {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(field, value)| format!("{field}={value}"))
            .collect();
        if !pairs.is_empty() {
            let _ = write!(text, "\n    {name}：{}", pairs.join(" "));
        }
    }
    text
}

/// `要求12 AN010 決済登録：応答なし（処理された）`.
pub(super) fn request_title(request: &RequestShown) -> String {
    format!(
        "要求{} {} {}：{}（{}）",
        request.number,
        request.api,
        request.api_name,
        request.outcome,
        carried_out(request)
    )
}

/// Whether it was carried out, regardless of the answer.
pub(super) const fn carried_out(request: &RequestShown) -> &'static str {
    if request.carried_out {
        "処理された"
    } else {
        "処理されていない"
    }
}

fn payment(books: &str, payment: &PaymentShown) -> String {
    let slip = payment.slip_number.as_deref();
    let slip = slip.map_or_else(String::new, |slip| format!("、送り状番号 {slip}"));
    format!(
        "{books}：受注番号 {}、{}、{}、取引先 {}{slip}",
        payment.order_number,
        payment.state,
        yen(payment.total),
        payment.buyer_id
    )
}
