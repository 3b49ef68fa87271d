//! How requests come: method, form, credentials, what a program got wrong, https, ids.

use super::Traffic;
use crate::{
    provider::{Entry, Transport},
    scenario::stop::Finding,
};

/// CON-01: a form in UTF-8, by POST, no item twice.
pub(super) fn forms(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.journal.entries.iter(), |entry| {
        let transport = entry.transport.as_ref()?;
        let wrong = wrong_form(entry, transport)?;
        Some(Finding::new(
            "POST、application/x-www-form-urlencoded、UTF-8、同じ項目は1回",
            wrong,
        ))
    })
}

fn wrong_form(entry: &Entry, transport: &Transport) -> Option<String> {
    if let Some(malformed) = &entry.malformed {
        return Some(malformed.clone());
    }
    if transport.method != "POST" {
        return Some(format!("メソッドが{}", transport.method));
    }
    match transport.media_type.as_deref() {
        Some("application/x-www-form-urlencoded") => {}
        Some(other) => return Some(format!("Content-Type が {other}")),
        None => return Some("Content-Type がない".to_owned()),
    }
    let charset = transport.charset.as_deref();
    if charset.is_some_and(|charset| !charset.eq_ignore_ascii_case("utf-8")) {
        return Some(format!("charset が {}", charset.unwrap_or_default()));
    }
    if !transport.utf8 {
        return Some("UTF-8でないバイトがある".to_owned());
    }
    let twice = entry.received.iter().enumerate().find(|(place, field)| {
        entry.received[..*place]
            .iter()
            .any(|before| before.name == field.name)
    });
    twice.map(|(_, field)| format!("{} が2回ある", field.name))
}

/// CON-02: 加盟店コード and パスワード, once each, in the body.
pub(super) fn credentials(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.undisturbed(), |entry| {
        for name in ["traderCode", "passWord"] {
            let times = entry
                .received
                .iter()
                .filter(|field| field.name == name)
                .count();
            if times != 1 {
                return Some(Finding::new(
                    format!("{name} が本文に1回"),
                    format!("{}に{times}回", entry.api),
                ));
            }
        }
        let code = entry.refusal()?;
        CREDENTIAL_CODES.contains(&code).then(|| {
            Finding::new(
                "加盟店コードとパスワードが受け付けられる",
                format!("{code}で断られた"),
            )
        })
    })
}

/// The codes that refuse 加盟店コード or パスワード.
const CREDENTIAL_CODES: &[&str] = &[
    "A010001", "A010002", "A010003", "A010004", "A140001", "B010001", "B010002", "B010003",
    "B010004", "B040001", "C010001", "C010002", "C010003", "C010004", "C040001", "D010001",
    "D010002", "D010003", "D010004", "D040001", "E010001", "E010002", "E010003", "E010004",
    "E040001", "E050002", "F010001", "F010002", "F010003", "F010004", "F490001", "F500001",
    "G010001", "G010002", "G010003", "G010004", "G040001", "G060001",
];

/// The codes that only a mistake in a program brings, whatever people type: credentials, the form of dates, amounts and switches,
/// words of the provider's lists.
pub const PROGRAM_CODES: &[&str] = &[
    "A040001", "A040002", "A040003", "A060001", "A060003", "A070001", "A070003", "A080001",
    "A080002", "A110002", "A130002", "A150001", "A150002", "E050001", "G050001", "F030001",
    "F030002", "F030003", "F030004", "F040002", "F040003", "F040004", "F050002", "F050003",
    "F050004", "F160002", "F160003", "F160004", "F170002", "F170003", "F170004", "F170005",
    "F280001", "F280002", "F280003", "F280004", "F290002", "F290003", "F290004", "F300002",
    "F300003", "F300004", "F310002", "F310003", "F310004", "F410001", "F410002", "F410003",
    "F410004", "F480001", "F480002", "F480003", "F480004",
];

/// CON-03: nothing is refused because of a mistake in the program.
pub(super) fn no_program_errors(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.undisturbed(), |entry| {
        let code = entry.refusal()?;
        if !PROGRAM_CODES.contains(&code) && !CREDENTIAL_CODES.contains(&code) {
            return None;
        }
        let broken = entry.broken_rules.first();
        let what = broken.map_or_else(String::new, |broken| {
            let value = entry.value(&broken.field).unwrap_or_default();
            format!("（{} = 「{value}」：{}）", broken.field, broken.message)
        });
        Some(Finding::new(
            "プログラムの誤りで断られる要求は0件",
            format!("{}が{code}で断られた{what}", entry.api),
        ))
    })
}

/// CON-04: all but AN010 over https, where the shop was told an https address.
pub(super) fn https(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    if !traffic.is_told_https {
        return None;
    }
    let others = traffic
        .journal
        .entries
        .iter()
        .filter(|entry| entry.api != "AN010");
    Traffic::each(others, |entry| {
        let scheme = &entry.transport.as_ref()?.scheme;
        (scheme != "https").then(|| {
            Finding::new(
                "AN020～AN070 は https",
                format!("{}が{scheme}で届いた", entry.api),
            )
        })
    })
}

/// REG-08: ids of buyers that AN020 takes, too.
pub(super) fn buyer_ids(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let accepted =
        traffic.journal.entries.iter().filter(|entry| {
            matches!(entry.api.as_str(), "AN010" | "AN060") && entry.is_carried_out()
        });
    Traffic::each(accepted, |entry| {
        let id = entry.buyer_id()?;
        let fits = |c: char| c.is_ascii_digit() || c == '-';
        (id.is_empty() || id.len() > 20 || !id.chars().all(fits)).then(|| {
            Finding::new(
                "取引先IDは20桁以内の数字とハイフン",
                format!(
                    "「{id}」を{}で送っている（決済取消の B030003 で断られ、取り消せない）",
                    entry.api
                ),
            )
        })
    })
}
