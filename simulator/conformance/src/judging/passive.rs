//! Makes a report of traffic alone.

use std::collections::BTreeMap;

use kakebarai_traffic::{
    Entry, Expectation, Finding, Grade, Journal, Mark, RULES, Traffic, advice, grade, orphans,
};
use serde_json::Value;

use super::{
    baseline::Baseline,
    judge::{counts, requirement_report},
    report::{
        HarnessFacts, PassiveFacts, PaymentShown, Ratio, Report, RequirementReport, RowReport,
        RunFacts, Subject, TrafficFacts,
    },
    requests::shown,
    verdict::{NOT_SELECTED, Verdict},
};
use crate::requirements::{self, Profile, Requirement, Set};

/// The traffic of a merchant, and other evidence.
#[derive(Debug, Default)]
pub struct MerchantTraffic {
    /// 加盟店コード.
    pub code: String,
    /// Its requests.
    pub journal: Journal,
    /// The tests that ran.
    pub marks: Vec<Mark>,
    /// The amounts that buyers were shown.
    pub expectations: Vec<Expectation>,
    /// Its clock at the end; empty if unknown.
    pub ended: String,
    /// The settlements in its books at the end.
    pub payments: Vec<PaymentShown>,
}

/// The input of a report.
#[derive(Debug)]
pub struct PassiveJudging<'a> {
    /// The traffic, merchant by merchant.
    pub merchants: &'a [MerchantTraffic],
    /// Requests that belonged to no merchant.
    pub strays: &'a Journal,
    /// The name of the subject: the command, or the place of the journal.
    pub subject: String,
    /// The circumstances of the judgement.
    pub run: RunFacts,
    /// The only requirements or areas to judge; empty: all.
    pub only: &'a [String],
    /// Which capabilities may be missing.
    pub profile: &'a Profile,
    /// The requirements that count.
    pub set: &'a Set,
    /// The known and accepted failures.
    pub baseline: &'a Baseline,
    /// The last report, if given.
    pub since: Option<&'a Report>,
    /// Whether the traffic of other merchants is left out on purpose.
    pub is_of_one_merchant: bool,
    /// How many requests the simulator has counted, of the merchant or of all; `None` if it is not known.
    pub counted: Option<u64>,
    /// The coverage of the provider, as the simulator counts it.
    pub coverage: Value,
    /// Today, `2026-12-01`, for entries with a last day.
    pub today: &'a str,
}

/// The grades of a journal, with its merchant; without one for requests that belonged to no merchant.
struct Graded<'a> {
    merchant: Option<&'a MerchantTraffic>,
    journal: &'a Journal,
    grades: Vec<Grade>,
}

/// Requirements that can be judged by requests without a merchant or a form.
const OF_STRAYS: [&str; 2] = ["CON-01", "SEC-01"];
/// The most findings of a requirement in a merchant's traffic that are reported; the first ones are representative.
const MOST_FINDINGS: usize = 200;
const NOT_BY_TRAFFIC: &str = "通信だけでは確かめられません（アダプターを通す run で確かめます）";
const WITHOUT_WITNESS: &str =
    "お客様に示した合計（expectations）が伝えられていないので、通信だけでは確かめられません";

impl PassiveJudging<'_> {
    /// The report.
    pub fn report(self) -> Report {
        let is_whole = self.is_whole();
        let traffic: Vec<_> = self
            .merchants
            .iter()
            .map(MerchantTraffic::traffic)
            .collect();
        let mut graded: Vec<_> = self
            .merchants
            .iter()
            .zip(&traffic)
            .map(|(merchant, traffic)| Graded {
                merchant: Some(merchant),
                journal: &merchant.journal,
                grades: grade(traffic, is_whole),
            })
            .collect();
        let mut strays = grade(&Traffic::of_command(self.strays), is_whole);
        strays.retain(|grade| OF_STRAYS.contains(&grade.rule.requirement));
        graded.push(Graded {
            merchant: None,
            journal: self.strays,
            grades: strays,
        });
        let mut requirements: Vec<_> = requirements::all()
            .map(|requirement| self.requirement(requirement, &graded))
            .collect();
        let baseline =
            self.baseline
                .apply(&mut requirements, self.since, self.today, self.run.complete);
        let counts = counts(&requirements);
        let all: Vec<_> = traffic.iter().collect();
        let passive = PassiveFacts {
            entries: self.entries().count(),
            complete_from: self.complete_from(),
            orphans: traffic.iter().flat_map(orphans).collect(),
            advice: advice(&all),
        };
        let remarks = if is_whole {
            Vec::new()
        } else {
            vec!["通信の一部が残っていません（記録があふれたか、加盟店が初期化・削除されたか、記録が消されました）。何も見つからなかった要件は、合格ではなく要確認です".to_owned()]
        };
        Report {
            format: 1,
            harness: HarnessFacts::of(self.set),
            subject: Subject {
                name: self.subject.clone(),
                version: String::new(),
                language: String::new(),
                language_version: String::new(),
            },
            // Traffic alone reaches no level: most requirements need an adapter.
            level: 0,
            level_cant_tell: 0,
            ratio: Ratio {
                passed: counts.must.passed,
                of: counts.must.passed + counts.must.failed + counts.must.untested,
            },
            counts,
            own_scenarios: Vec::new(),
            traffic: self.facts(),
            passive: Some(passive),
            remarks,
            coverage: self.coverage,
            baseline,
            requirements,
            run: self.run,
        }
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        let merchants = self.merchants.iter();
        merchants.flat_map(|merchant| &merchant.journal.entries)
    }

    fn complete_from(&self) -> u64 {
        let merchants = self.merchants.iter();
        let from = merchants.map(|merchant| merchant.journal.complete_from);
        from.max().unwrap_or(1).max(1)
    }

    /// Whether the journals have every request that the simulator counted. Requests that were reset, deleted or cleared are missing.
    fn is_whole(&self) -> bool {
        let there = self.entries().chain(&self.strays.entries).count() as u64;
        if self.counted.is_some_and(|counted| counted > there) {
            return false;
        }
        // The simulator numbers its requests, whatever is cleared.
        let numbers = self.entries().chain(&self.strays.entries);
        let last = numbers.map(|entry| entry.request).max().unwrap_or(0);
        self.is_of_one_merchant || last <= there
    }

    fn facts(&self) -> TrafficFacts {
        let mut facts = TrafficFacts {
            strays: self.strays.entries.len(),
            ..TrafficFacts::default()
        };
        for entry in self.entries() {
            facts.requests += 1;
            *facts.by_api.entry(entry.api.clone()).or_default() += 1;
        }
        facts
    }

    fn requirement(
        &self,
        requirement: &'static Requirement,
        graded: &[Graded<'_>],
    ) -> RequirementReport {
        let (verdict, reason, rows) = self.judged(requirement, graded);
        requirement_report(requirement, self.set, (verdict, reason), rows)
    }

    fn judged(
        &self,
        requirement: &'static Requirement,
        graded: &[Graded<'_>],
    ) -> (Verdict, Option<String>, Vec<RowReport>) {
        let because = |verdict, reason: &str| (verdict, Some(reason.to_owned()), Vec::new());
        let Some(rule) = RULES.iter().find(|rule| rule.requirement == requirement.id) else {
            return because(Verdict::Inapplicable, NOT_BY_TRAFFIC);
        };
        if let Some(reason) = self.profile.leaves_out(requirement) {
            return because(Verdict::Inapplicable, reason);
        }
        if !self.is_selected(requirement.id) {
            return because(Verdict::Untested, NOT_SELECTED);
        }
        let mut rows = Vec::new();
        let mut doubt = None;
        for graded in graded {
            let own = graded
                .grades
                .iter()
                .filter(|grade| grade.rule.requirement == requirement.id);
            for grade in own {
                doubt = doubt.or(grade.doubt);
                rows.extend(Self::rows(requirement, graded, grade));
            }
        }
        if rows.is_empty() {
            return if rule.needs_witness() {
                because(Verdict::Inapplicable, WITHOUT_WITNESS)
            } else {
                because(Verdict::Untested, "これを確かめる通信がありませんでした")
            };
        }
        let verdict = Verdict::of_rows(rows.iter().map(|row| row.verdict));
        let reason = doubt
            .filter(|_| verdict == Verdict::CantTell)
            .map(Into::into);
        (verdict, reason, rows)
    }

    fn is_selected(&self, id: &str) -> bool {
        let names = |word: &String| id == word || id.starts_with(&format!("{word}-"));
        self.only.is_empty() || self.only.iter().any(names)
    }

    /// The rows of a requirement from a merchant's traffic: one for each finding, or one for all of it.
    fn rows(requirement: &Requirement, graded: &Graded<'_>, grade: &Grade) -> Vec<RowReport> {
        let verdict = match grade.verdict {
            kakebarai_traffic::Verdict::Failed => Verdict::Failed,
            kakebarai_traffic::Verdict::CantTell => Verdict::CantTell,
            kakebarai_traffic::Verdict::Passed => Verdict::Passed,
            kakebarai_traffic::Verdict::Untested => return Vec::new(),
        };
        if grade.findings.is_empty() {
            let mut row = graded.row(None);
            row.verdict = verdict;
            row.reason = grade.doubt.map(Into::into);
            return vec![row];
        }
        let findings = grade.findings.iter().take(MOST_FINDINGS);
        findings
            .map(|finding| graded.found(requirement, finding))
            .collect()
    }
}

impl MerchantTraffic {
    fn traffic(&self) -> Traffic<'_> {
        Traffic::of_command(&self.journal)
            .witnessed(&self.marks, &self.expectations)
            .ended(&self.ended)
    }
}

impl Graded<'_> {
    fn name(&self) -> String {
        match self.merchant {
            Some(merchant) => format!("加盟店 {} の通信", merchant.code),
            None => "どの加盟店のものでもない通信".to_owned(),
        }
    }

    fn row(&self, test: Option<&str>) -> RowReport {
        let scenario =
            test.map_or_else(|| self.name(), |test| format!("{test}（{}）", self.name()));
        RowReport {
            by_traffic: true,
            ..RowReport::passed(scenario)
        }
    }

    fn found(&self, requirement: &Requirement, finding: &Finding) -> RowReport {
        let mut row = self.row(finding.test.as_deref());
        row.verdict = if finding.suspicion {
            Verdict::CantTell
        } else {
            Verdict::Failed
        };
        row.expected = Some(finding.expected.clone());
        row.actual = Some(finding.actual.clone());
        row.harm.clone_from(&finding.harm);
        let typical = requirement
            .causes_for(None)
            .map(|cause| cause.text.to_owned());
        row.causes = finding
            .cause
            .clone()
            .map_or_else(|| typical.collect(), |cause| vec![cause]);
        row.remedy = Some(requirement.remedy.to_owned());
        row.order_number.clone_from(&finding.order_number);
        let places: BTreeMap<u64, &Entry> = finding
            .requests
            .iter()
            .filter_map(|number| Some((*number, self.entry(*number)?)))
            .collect();
        // Journals contain no passwords or personal data.
        row.requests = places
            .values()
            .map(|entry| shown(entry, ToOwned::to_owned))
            .collect();
        let order = finding.order_number.as_deref();
        let payments = self
            .merchant
            .into_iter()
            .flat_map(|merchant| &merchant.payments);
        row.books = payments
            .filter(|payment| order == Some(payment.order_number.as_str()))
            .cloned()
            .collect();
        row
    }

    fn entry(&self, number: u64) -> Option<&Entry> {
        let entries = &self.journal.entries;
        let place = entries
            .binary_search_by_key(&number, |entry| entry.number)
            .ok()?;
        entries.get(place)
    }
}
