//! Repeated requests.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::connection::refuses_credentials;
use crate::{finding::Finding, journal::Entry, traffic::Traffic};

/// In milliseconds.
const A_MINUTE: u64 = 60_000;

/// The first `count` requests in a row that arrive within `window` milliseconds, as far as the times are known.
fn within<'e, 'a>(entries: &'e [&'a Entry], count: usize, window: u64) -> Option<&'e [&'a Entry]> {
    entries.windows(count).find(|requests| {
        let arrived = |place: usize| requests.get(place)?.arrived();
        let (first, last) = (arrived(0), arrived(count - 1));
        first
            .zip(last)
            .is_some_and(|(first, last)| last.saturating_sub(first) < window)
    })
}

/// SCR-06: not more than ten inquiries of one buyer's screening in ten seconds, and not more than one a minute over ten minutes of a
/// running merchant's clock.
pub(super) fn inquiries(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    const MOST: usize = 10;
    const WINDOW: u64 = 10_000;
    let mut by_buyer: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
    for entry in traffic.to("AN070") {
        by_buyer.entry(asked_of(entry)).or_default().push(entry);
    }
    if by_buyer.is_empty() {
        return None;
    }
    let too_many = by_buyer.values().filter_map(|entries| {
        let (window, seconds) = match within(entries, MOST + 1, WINDOW) {
            Some(window) => (window, "10秒"),
            None if traffic.is_of_command() => (over_minutes(entries, MOST + 1)?, "10分"),
            None => return None,
        };
        let finding = Finding::new(
            format!("1つの取引先の審査状況照会は、{seconds}に{MOST}回まで"),
            format!("{seconds}に{MOST}回を超えて照会している"),
        );
        let numbers = window.iter().map(|entry| entry.number);
        Some(finding.requests(numbers).suspicion())
    });
    Some(too_many.collect())
}

/// The buyer that an inquiry asks for: by 取引先ID, and by the telephone number if it says no id.
fn asked_of(entry: &Entry) -> (Option<&str>, Option<&str>) {
    let id = entry.buyer_id().filter(|id| !id.is_empty());
    let telephone = entry.field("buyerTelNo");
    let telephone = telephone.and_then(|telephone| telephone.fingerprint.as_deref());
    (id, telephone.filter(|_| id.is_none()))
}

/// The first `count` requests within ten minutes of a running clock.
fn over_minutes<'e, 'a>(entries: &'e [&'a Entry], count: usize) -> Option<&'e [&'a Entry]> {
    entries.windows(count).find(|requests| {
        let second = |place: usize| requests.get(place)?.second();
        let (first, last) = (second(0), second(count - 1));
        first
            .zip(last)
            .is_some_and(|(first, last)| (60..600).contains(&(last - first)))
    })
}

/// ELG-05: not more than two inquiries of one buyer's usage in two seconds, with nothing else between them.
pub(super) fn usage_inquiries(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    const MOST: usize = 2;
    const WINDOW: u64 = 2_000;
    traffic.to("AN050").next()?;
    let of_one = |one: &Entry, next: &Entry| {
        one.api == next.api
            && asked_of(one) == asked_of(next)
            && traffic.is_one_test(one, next) != Some(false)
    };
    let runs = traffic.entries().chunk_by(of_one);
    let too_many = runs.filter(|run| run[0].api == "AN050").filter_map(|run| {
        let run: Vec<_> = run.iter().collect();
        let window = within(&run, MOST + 1, WINDOW)?;
        let finding = Finding::new(
            "利用金額照会は、1つの画面に1回（2秒に2回まで）",
            format!("1つの取引先を、続けて{}回照会している", run.len()),
        );
        let numbers = window.iter().map(|entry| entry.number);
        Some(finding.requests(numbers).suspicion())
    });
    Some(too_many.collect())
}

/// ERR-04: requests refused for their credentials are not tried more than three times in a minute.
pub(super) fn refused_credentials(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    const MOST: usize = 3;
    let is_refused = |entry: &Entry| entry.refusal().is_some_and(refuses_credentials);
    traffic.undisturbed().find(|entry| is_refused(entry))?;
    let mut findings = Vec::new();
    // An accepted request in between has other credentials: a person has mended them, or tries wrong ones on purpose.
    for run in traffic.entries().split(Entry::is_accepted) {
        let mut by_api: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        let refused = run
            .iter()
            .filter(|entry| is_refused(entry) && !traffic.is_excused(entry));
        for entry in refused {
            by_api.entry(&entry.api).or_default().push(entry);
        }
        for entries in by_api.values() {
            let Some(window) = within(entries, MOST + 1, A_MINUTE) else {
                continue;
            };
            let code = window[0].refusal().unwrap_or_default();
            let finding = Finding::new(
                format!("接続情報の誤りで断られたら、1分に{MOST}回までで止める"),
                format!(
                    "{}が{code}で断られた後、1分に{}回送っている",
                    window[0].api,
                    entries.len()
                ),
            );
            findings.push(finding.requests(window.iter().map(|entry| entry.number)));
        }
    }
    Some(findings)
}

/// ERR-05: a request refused for its content is not sent again unchanged twice or more within a minute.
pub(super) fn refused_requests(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut refused: Vec<Vec<&Entry>> = Vec::new();
    let mut any = false;
    for entry in traffic.entries() {
        let Some(code) = entry.refusal() else {
            continue;
        };
        if traffic.is_of_command() && traffic.is_excused(entry) {
            continue;
        }
        any = true;
        // The provider's own trouble may pass, and so may refusals about a customer.
        if !is_of_a_field(code) {
            continue;
        }
        let place = *places.entry(same_values(entry)).or_insert(refused.len());
        match refused.get_mut(place) {
            Some(entries) => entries.push(entry),
            None => refused.push(vec![entry]),
        }
    }
    if !any {
        return None;
    }
    let repeated = refused.iter().filter_map(|entries| {
        let window = within(entries, 3, A_MINUTE)?;
        let first = window[0];
        if traffic.is_one_test(first, window[2]) == Some(false) {
            return None;
        }
        let code = first.refusal().unwrap_or_default();
        let finding = Finding::new(
            "断られた要求は、直してから送る",
            format!(
                "{}が{code}で断られた後、同じ値のまま{}回送っている",
                first.api,
                entries.len() - 1
            ),
        );
        let numbers = window.iter().map(|entry| entry.number);
        Some(finding.requests(numbers).order(first.order_number()))
    });
    Some(repeated.collect())
}

/// The codes that refuse what the provider's books say, whatever the content: an order, a shipment, a buyer, the credit.
const BOOK_CODES: [&str; 25] = [
    "A020004", "A060004", "A070004", "B020004", "B020005", "B050001", "C020004", "C020005",
    "C030004", "C030005", "C030006", "D020004", "D020005", "D030004", "D030005", "E050003",
    "E050004", "E050005", "E050006", "G070001", "G070002", "G070003", "G070004", "G080001",
    "F020004",
];

/// Whether a code refuses the content of a request: not the system, not the credentials, not the books. Other rules judge those.
fn is_of_a_field(code: &str) -> bool {
    let letter = code.as_bytes().first().copied().unwrap_or_default();
    let is_of_an_api = letter.is_ascii_uppercase() && letter != b'Z' && code.len() == 7;
    is_of_an_api && !BOOK_CODES.contains(&code) && !refuses_credentials(code)
}

fn same_values(entry: &Entry) -> String {
    let mut same = entry.api.clone();
    for field in &entry.received {
        let value = field.value.as_deref().or(field.fingerprint.as_deref());
        same.push('\n');
        same.push_str(&field.name);
        same.push('=');
        same.push_str(value.unwrap_or_default());
    }
    same
}

/// CAN-04: nothing is cancelled twice, and each by an id that AN020 accepts.
pub(super) fn cancelled_once(traffic: &Traffic<'_>) -> Option<Vec<Finding>> {
    let mut cancelled: HashSet<&str> = HashSet::new();
    let mut findings = Vec::new();
    let mut any = false;
    for entry in traffic.entries() {
        let Some(order) = entry.order_number() else {
            continue;
        };
        if entry.api == "AN010" && entry.is_accepted() {
            // Under a number of a cancelled order, which a setting of the provider allows.
            cancelled.remove(order);
        }
        if entry.api != "AN020" {
            continue;
        }
        any = true;
        let code = entry.refusal().filter(|_| !traffic.is_excused(entry));
        let wrong = match code {
            _ if traffic.is_of_command() && traffic.is_excused(entry) => None,
            _ if cancelled.contains(&order) => {
                Some("受け付けられた取消を、もう一度送っている".to_owned())
            }
            Some(code @ "B030003") => Some(format!("{code}で断られた")),
            Some("B020004") if traffic.is_of_command() => wrong_buyer(traffic, entry),
            _ => None,
        };
        if let Some(wrong) = wrong {
            let finding = Finding::new("取消は1つの注文に1度、その注文の取引先IDで送る", wrong);
            findings.push(finding.requests([entry.number]).order(Some(order)));
        }
        if entry.is_accepted() && !entry.is_lost() && !entry.is_disturbed() {
            cancelled.insert(order);
        }
    }
    any.then_some(findings)
}

/// The order's own buyer, if the cancellation names another.
fn wrong_buyer(traffic: &Traffic<'_>, entry: &Entry) -> Option<String> {
    let mut settlements = traffic
        .settlements
        .iter()
        .map(|settlement| settlement.entry);
    let registered = settlements.find(|registered| {
        registered.order_number() == entry.order_number()
            && registered.is_accepted()
            && registered.number < entry.number
    })?;
    let (buyer, named) = (registered.buyer_id()?, entry.buyer_id()?);
    (buyer != named)
        .then(|| format!("取引先ID {buyer} の注文を、{named} で取り消そうとして断られた"))
}
