//! From rules to verdicts, for traffic alone.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    finding::Finding,
    rules::{RULES, Rule, is_orphan},
    traffic::Traffic,
};

/// A verdict of traffic on a requirement.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Verdict {
    /// 不合格: broken.
    Failed,
    /// 要確認: a person must examine it.
    CantTell,
    /// 未実施: nothing exercised it.
    Untested,
    /// 合格: met at least once, never broken.
    Passed,
}

/// A verdict of traffic on a requirement, with reasons.
#[derive(Clone, Debug)]
pub struct Grade {
    /// The rule that judges the requirement.
    pub rule: &'static Rule,
    /// The verdict.
    pub verdict: Verdict,
    /// Definite and possible breaks.
    pub findings: Vec<Finding>,
    /// Why it is not 合格 although nothing was found.
    pub doubt: Option<&'static str>,
}

/// A settlement of which its sender knows nothing: 「行方の分からない決済」.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Orphan {
    /// 受注番号.
    pub order_number: String,
    /// What the buyer is billed, in yen.
    pub yen: u64,
    /// The request, by its number in the journal.
    pub request: u64,
    /// The test that ran then, by its mark.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub test: Option<String>,
}

const FORGOTTEN: &str = "通信の記録の一部が残っていません。残っていない通信のことは分かりません";
const NO_TRANSPORT: &str = "要求の届き方（時刻・接続・ヘッダー）が記録されていません。シミュレーターの設定 transport_facts を on にすると確かめられます";

/// Judges traffic by every rule; `is_whole`: nothing is missing except what the journal itself reports.
pub fn grade(traffic: &Traffic<'_>, is_whole: bool) -> Vec<Grade> {
    let is_whole = is_whole && traffic.journal.complete_from <= 1;
    let has_transport = traffic
        .entries()
        .iter()
        .all(|entry| entry.transport.is_some());
    let graded = RULES.iter().map(|rule| {
        let findings = rule.apply(traffic);
        let is_met = findings.is_some();
        let findings = findings.unwrap_or_default();
        let is_missing = rule.needs_transport && !has_transport;
        let doubt = match (is_whole, is_missing) {
            (false, _) => Some(FORGOTTEN),
            (true, true) => Some(NO_TRANSPORT),
            (true, false) => None,
        };
        let is_there = is_met || is_missing && !traffic.entries().is_empty();
        let verdict = if findings.iter().any(|finding| !finding.suspicion) {
            Verdict::Failed
        } else if !findings.is_empty() || is_there && doubt.is_some() {
            Verdict::CantTell
        } else if is_met {
            Verdict::Passed
        } else {
            Verdict::Untested
        };
        Grade {
            rule,
            verdict,
            doubt: doubt.filter(|_| verdict == Verdict::CantTell && findings.is_empty()),
            findings,
        }
    });
    graded.collect()
}

/// The registered settlements whose answers were lost, and about which nothing was sent since.
pub fn orphans(traffic: &Traffic<'_>) -> Vec<Orphan> {
    let settlements = traffic.settlements.iter();
    let lost = settlements.filter(|settlement| is_orphan(traffic, settlement));
    let orphan = lost.map(|settlement| {
        let entry = settlement.entry;
        Orphan {
            order_number: entry.order_number().unwrap_or_default().to_owned(),
            yen: settlement.billed().unwrap_or_default().unsigned_abs(),
            request: entry.number,
            test: traffic.mark(entry.number).map(|mark| mark.test.clone()),
        }
    });
    orphan.collect()
}
