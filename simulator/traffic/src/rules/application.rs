//! Applications of buyers: ids, and requests while a screening runs.

use std::collections::HashMap;

use crate::{
    finding::Finding,
    journal::Entry,
    traffic::{Traffic, about},
};

/// The 審査状況 of a decided screening (documented). Which word stands for a pending one is not published, and a setting of the simulator.
const DECIDED: [&str; 5] = ["ご利用可", "申込不備", "ご利用不可", "取消", "限度額変更"];
/// The most milliseconds between two requests that may have been under way at the same time.
const AT_ONCE: u64 = 500;

/// REG-06: an accepted id is not used for another application.
pub(super) fn no_id_twice(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut accepted: HashMap<&str, &Entry> = HashMap::new();
    let mut findings = Vec::new();
    let mut any = false;
    for entry in traffic.to("AN060") {
        let Some(id) = entry.value("cId") else {
            continue;
        };
        any = true;
        let before = accepted.get(id);
        if let Some(before) = before.filter(|_| !traffic.is_excused(entry)) {
            let finding = Finding::new(
                "申込みのたびに、新しい取引先IDを使う",
                format!("受け付けられた申込みの取引先ID {id} で、もう一度申し込んでいる"),
            );
            let finding = finding.requests([before.number, entry.number]);
            findings.push(finding.certain(!may_be_at_once(before, entry)));
        }
        if entry.is_accepted() && !entry.is_unclear() && !entry.is_disturbed() {
            accepted.entry(id).or_insert(entry);
        }
    }
    any.then_some(findings)
}

/// Whether the second may have been sent before the first was answered.
pub(super) fn may_be_at_once(one: &Entry, other: &Entry) -> bool {
    let connection = |entry: &Entry| {
        entry
            .transport
            .as_ref()
            .map(|transport| transport.connection)
    };
    let arrived = one.arrived().zip(other.arrived());
    arrived.is_some_and(|(one, other)| other.abs_diff(one) < AT_ONCE)
        && connection(one) != connection(other)
}

/// REG-07: nobody applies again under another id, without an inquiry, while the first application is pending or its answer is lost.
pub(super) fn no_blind_application(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let applications: Vec<_> = traffic.to("AN060").collect();
    let who = |entry: &Entry| {
        let of = |name: &str| entry.field(name)?.fingerprint.clone();
        Some((of("telNo")?, of("sMei")?))
    };
    let mut first: HashMap<(String, String), &Entry> = HashMap::new();
    let mut findings = Vec::new();
    let mut any = false;
    for entry in applications {
        let Some(who) = who(entry) else { continue };
        any = true;
        if let Some(before) = first.get(&who)
            && before.value("cId") != entry.value("cId")
            && let Some(what) = left_open(traffic, before, entry)
        {
            let finding = Finding::new(
                "審査中か結果不明の申込みは、審査状況を確かめてから申し込み直す",
                what,
            );
            let finding = about(finding.requests([before.number, entry.number]), entry);
            findings.push(finding.certain(traffic.belong_together(before, entry)));
        }
        if entry.is_accepted() || entry.is_unclear() {
            first.insert(who, entry);
        }
    }
    any.then_some(findings)
}

/// What is unknown about an application when the same applicant applies again; `None` if an inquiry found its decision.
fn left_open(traffic: &Traffic<'_>, before: &Entry, again: &Entry) -> Option<String> {
    let between = traffic.entries().iter().filter(|entry| {
        (before.number..again.number).contains(&entry.number)
            && matches!(entry.api.as_str(), "AN050" | "AN070")
            && is_about(entry, before)
            && !entry.is_unclear()
    });
    let mut is_asked = false;
    let mut judgement = None;
    for entry in between {
        is_asked = true;
        let mut elements = entry.answered.elements.iter();
        let told = elements.find(|element| element.name == "judgeStatus");
        judgement = told.and_then(|told| told.value.as_deref()).or(judgement);
    }
    match judgement {
        Some(judgement) if DECIDED.contains(&judgement) => None,
        Some(_) => Some("審査中のまま、同じ申込者が別の取引先IDで申し込んでいる".to_owned()),
        // An inquiry was answered that there is no such buyer, or only about the usage.
        None if is_asked => None,
        None if before.is_unclear() => Some(
            "申込みの応答が失われた後、確かめずに、同じ申込者が別の取引先IDで申し込んでいる"
                .to_owned(),
        ),
        None => Some("審査の結果を確かめずに、同じ申込者が別の取引先IDで申し込んでいる".to_owned()),
    }
}

/// Whether an inquiry asks for an applicant: by 取引先ID, by the telephone number, or the answer names the id.
fn is_about(inquiry: &Entry, application: &Entry) -> bool {
    let id = application.value("cId");
    let telephone = |entry: &Entry, name: &str| entry.field(name)?.fingerprint.clone();
    let mut told = inquiry.answered.elements.iter();
    inquiry
        .value("buyerId")
        .is_some_and(|asked| Some(asked) == id)
        || told.any(|told| {
            told.name == "buyerId" && told.value.is_some() && told.value.as_deref() == id
        })
        || telephone(inquiry, "buyerTelNo")
            .is_some_and(|asked| telephone(application, "telNo") == Some(asked))
}
