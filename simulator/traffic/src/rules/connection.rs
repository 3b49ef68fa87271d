//! The transport of requests: method, form, credentials, mistakes of a program, https, ids.

use std::collections::HashSet;

use crate::{
    finding::Finding,
    journal::{Entry, Transport},
    traffic::{Origin, Traffic},
};

/// CON-01: a form in UTF-8, by POST, no item twice.
pub(super) fn forms(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    Traffic::each(traffic.entries().iter(), |entry| {
        let transport = entry.transport.as_ref();
        let wrong = transport.and_then(wrong_transport);
        let wrong = entry.malformed.clone().or(wrong);
        Some(Finding::new(
            "POST、application/x-www-form-urlencoded、UTF-8、同じ項目は1回",
            wrong.or_else(|| sent_twice(entry))?,
        ))
    })
}

fn wrong_transport(transport: &Transport) -> Option<String> {
    if transport.method != "POST" {
        return Some(format!("メソッドが{}", transport.method));
    }
    // Case does not matter (RFC 9110), and 「utf8」 is understood as the provider's test environment understands it.
    match transport.media_type.as_deref() {
        Some(form) if form.eq_ignore_ascii_case("application/x-www-form-urlencoded") => {}
        Some(other) => return Some(format!("Content-Type が {other}")),
        None => return Some("Content-Type がない".to_owned()),
    }
    let charset = transport.charset.as_deref();
    let is_utf8 = |charset: &str| {
        charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
    };
    if charset.is_some_and(|charset| !is_utf8(charset)) {
        return Some(format!("charset が {}", charset.unwrap_or_default()));
    }
    (!transport.utf8).then(|| "UTF-8でないバイトがある".to_owned())
}

fn sent_twice(entry: &Entry) -> Option<String> {
    let mut before = HashSet::with_capacity(entry.received.len());
    let twice = entry
        .received
        .iter()
        .find(|field| !before.insert(field.name.as_str()));
    twice.map(|field| format!("{} が2回ある", field.name))
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
        refuses_the_merchant(traffic, entry, code).then(|| {
            Finding::new(
                "加盟店コードとパスワードが受け付けられる",
                format!("{code}で断られた"),
            )
        })
    })
}

/// Whether a code refuses wrong credentials of the integration. A command may try wrong ones on purpose: there only omitted ones, and
/// malformed merchant codes, count.
fn refuses_the_merchant(traffic: &Traffic<'_>, entry: &Entry, code: &str) -> bool {
    let is_of_form = is_of_merchant_code(code) && !code.ends_with("010004");
    let is_of_value = PASSWORD_CODES.contains(&code) || is_of_merchant_code(code);
    match traffic.origin {
        Origin::Scenario { .. } => is_of_value,
        Origin::Command => {
            let password = entry.field("passWord");
            let is_left_out = password.is_none_or(|password| {
                password.masked.is_none() && password.value.as_deref() == Some("")
            });
            is_of_form || PASSWORD_CODES.contains(&code) && is_left_out
        }
    }
}

/// Whether a code refuses 加盟店コード: `A010001` … `G010004`.
fn is_of_merchant_code(code: &str) -> bool {
    let rest = code.strip_prefix(|api: char| ('A'..='G').contains(&api));
    rest.is_some_and(|rest| ["010001", "010002", "010003", "010004"].contains(&rest))
}

/// Whether a code refuses the values of 加盟店コード and パスワード.
pub fn refuses_credentials(code: &str) -> bool {
    PASSWORD_CODES.contains(&code) || is_of_merchant_code(code) && code.ends_with("010004")
}

/// The codes that refuse パスワード.
const PASSWORD_CODES: &[&str] = &[
    "A140001", "B040001", "C040001", "D040001", "E040001", "E050002", "F490001", "F500001",
    "G040001", "G060001",
];

/// The codes that only a mistake in a program causes, whatever people type: credentials, the form of dates, amounts and switches, words of
/// the provider's lists.
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
        if !PROGRAM_CODES.contains(&code) && !refuses_the_merchant(traffic, entry, code) {
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

/// CON-04: all but AN010 over https, if the shop got an https address, or uses one for anything.
pub(super) fn https(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let scheme = |entry: &Entry| {
        entry
            .transport
            .as_ref()
            .map(|transport| transport.scheme == "https")
    };
    let is_known = match traffic.origin {
        Origin::Scenario { is_told_https } => is_told_https,
        Origin::Command => traffic
            .entries()
            .iter()
            .any(|entry| scheme(entry) == Some(true)),
    };
    if !is_known {
        return None;
    }
    let others = traffic
        .entries()
        .iter()
        .filter(|entry| entry.api != "AN010");
    Traffic::each(others, |entry| {
        (!scheme(entry)?).then(|| {
            Finding::new(
                "AN020～AN070 は https",
                format!("{}がhttpで届いた", entry.api),
            )
        })
    })
}

/// REG-08: ids of buyers that AN020 accepts, too.
pub(super) fn buyer_ids(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let accepted = traffic
        .entries()
        .iter()
        .filter(|entry| matches!(entry.api.as_str(), "AN010" | "AN060") && entry.is_carried_out());
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
