//! The result of a scenario for a requirement.

use super::{
    judge::Judging,
    report::{PaymentShown, RowReport},
    requests::shown,
    verdict::Verdict,
};
use crate::{
    adapter::message::capabilities::Capability,
    provider::OrderSeen,
    requirements::{Language, Requirement, Severity},
    scenario::{
        Ended, RowResult,
        halt::{Finding, LeftOut},
    },
};

impl Judging<'_> {
    /// The result of a scenario, for a requirement or by itself.
    pub(super) fn row(
        &self,
        row: &RowResult,
        requirement: Option<&Requirement>,
    ) -> Option<RowReport> {
        let mut report = Self::plain(row);
        match &row.ended {
            Ended::Passed => report.verdict = Verdict::Passed,
            Ended::Broken(finding) => {
                report.answer = row.answer.as_deref().map(|answer| self.masked(answer));
                let other = finding.requirement.as_deref();
                if let (Some(other), Some(requirement)) = (other, requirement)
                    && other != requirement.id
                {
                    // It was not examined to the end.
                    return None;
                }
                self.found(&mut report, row, finding, requirement);
            }
            Ended::LeftOut(what) => {
                let (verdict, reason) = self.left_out(what, requirement);
                report.verdict = verdict;
                report.reason = Some(reason);
            }
            Ended::Failed(what) => {
                report.verdict = Verdict::Error;
                report.at.clone_from(&row.at);
                report.reason = Some(self.masked(what));
            }
        }
        let with_evidence = !matches!(report.verdict, Verdict::Passed | Verdict::Inapplicable);
        if with_evidence {
            report.repeat = Some(self.repeat(row, requirement));
        }
        Some(report)
    }

    pub(super) fn plain(row: &RowResult) -> RowReport {
        RowReport {
            file: row.planned.file.clone(),
            line: row.planned.line,
            milliseconds: u64::try_from(row.took.as_millis()).unwrap_or(u64::MAX),
            ..RowReport::passed(row.planned.title())
        }
    }

    pub(super) fn found(
        &self,
        report: &mut RowReport,
        row: &RowResult,
        finding: &Finding,
        requirement: Option<&Requirement>,
    ) {
        report.verdict = if finding.suspicion {
            Verdict::CantTell
        } else {
            Verdict::Failed
        };
        report.at.clone_from(&row.at);
        report.expected = Some(self.masked(&finding.expected));
        report.actual = Some(self.masked(&finding.actual));
        report.harm.clone_from(&finding.harm);
        report.causes = self.causes(finding, requirement);
        report.remedy = requirement.map(|requirement| requirement.remedy.to_owned());
        report.order_number.clone_from(&finding.order_number);
        let evidence = row.evidence(finding);
        report.requests = evidence
            .into_iter()
            .map(|entry| shown(entry, |text| self.masked(text)))
            .collect();
        let shown = |orders: &[OrderSeen]| orders.iter().take(20).map(PaymentShown::of).collect();
        report.books_before = row.before.as_deref().map(shown);
        report.books = shown(&row.orders);
    }

    /// The cause in the case, or the typical ones of the language.
    fn causes(&self, finding: &Finding, requirement: Option<&Requirement>) -> Vec<String> {
        if let Some(cause) = &finding.cause {
            return vec![self.masked(cause)];
        }
        let language = Language::find(&self.adapter.introduction().integration.language);
        let causes = requirement
            .into_iter()
            .flat_map(|one| one.causes_for(language));
        causes.map(|cause| cause.text.to_owned()).collect()
    }

    fn left_out(&self, what: &LeftOut, requirement: Option<&Requirement>) -> (Verdict, String) {
        match what {
            LeftOut::Declaration(what) => (
                Verdict::Inapplicable,
                format!("アダプターが宣言していません（{what}）"),
            ),
            LeftOut::Verb(capability) => {
                let word = written(*capability);
                let may_be_missing = self.profile.lacks(*capability).is_some()
                    || requirement.is_some_and(|requirement| {
                        requirement.severity == Severity::MustIfDeclared
                    });
                let verdict = if may_be_missing {
                    Verdict::Inapplicable
                } else {
                    Verdict::Untested
                };
                (
                    verdict,
                    format!("アダプターが can に {word} を宣言していません"),
                )
            }
            LeftOut::Unsupported(what) => (
                Verdict::Untested,
                self.masked(&format!("アダプターが unsupported と答えました（{what}）")),
            ),
        }
    }

    pub(super) fn repeat(&self, row: &RowResult, requirement: Option<&Requirement>) -> String {
        let only = requirement.map_or_else(String::new, |requirement| {
            format!("--only {} ", requirement.id)
        });
        let slow = if row.planned.has(crate::scenario::plan::SLOW) {
            "--slow "
        } else {
            ""
        };
        let title = row.planned.title().replace('\'', r"'\''");
        format!(
            "kakebarai-conformance run {slow}{only}--scenario '{title}' {}",
            self.typed
        )
    }
}

impl PaymentShown {
    /// A settlement in a report.
    pub fn of(order: &OrderSeen) -> Self {
        Self {
            order_number: order.order_number.clone(),
            buyer_id: order.buyer_id.clone(),
            total: order.total,
            state: order.state_name.clone(),
            slip_number: order.slip_number.clone(),
        }
    }
}

/// The word of a capability in `can`.
fn written(capability: Capability) -> String {
    match serde_json::to_value(capability) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

impl RowReport {
    /// A passed row, without findings.
    pub(super) fn passed(scenario: String) -> Self {
        Self {
            scenario,
            file: String::new(),
            line: 0,
            verdict: Verdict::Passed,
            by_traffic: false,
            at: None,
            expected: None,
            actual: None,
            harm: None,
            reason: None,
            causes: Vec::new(),
            remedy: None,
            order_number: None,
            requests: Vec::new(),
            answer: None,
            books_before: None,
            books: Vec::new(),
            repeat: None,
            milliseconds: 0,
        }
    }
}
