//! Diagnosis: what the traffic of a merchant shows about its integration, and what was never tried.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::DateTime;
use kakebarai_traffic::{Finding, Grade, Orphan, Traffic, Verdict, advice, grade, orphans};
use maud::{Markup, html};
use parking_lot::Mutex;

use super::{fragment::Page, language::Language, query::View, terms};
use crate::{clock::in_japan, control::traffic, merchant::Account};

/// The most requests examined.
const MOST: usize = 5_000;
/// The most findings shown of a requirement.
const MOST_FINDINGS: usize = 5;

/// The findings in a merchant's requests, and these requests.
#[derive(Clone)]
struct Diagnosis {
    made_of: MadeOf,
    is_empty: bool,
    grades: Arc<[Grade]>,
    orphans: Arc<[Orphan]>,
    advice: Arc<[String]>,
    /// The simulator-wide number and the API of each request, by its number in the journal.
    requests: Arc<BTreeMap<u64, (u64, String)>>,
}

/// What a diagnosis depends on: the merchant, its journal, and the minute on its clock.
#[derive(Clone, Debug, Eq, PartialEq)]
struct MadeOf {
    code: String,
    created_at: DateTime,
    journal_changes: u64,
    minute: DateTime,
}

/// The last diagnosis, shared by all viewers. One is made at a time.
#[derive(Default)]
pub(super) struct Diagnoses(Mutex<Option<Diagnosis>>);

impl Diagnoses {
    /// Returns the current diagnosis of a merchant. Slow: call it on a blocking thread.
    fn of(&self, merchant: &Account, unit_name: &str) -> Diagnosis {
        let mut last = self.0.lock();
        let now = merchant.state().clock().now();
        let made_of = MadeOf {
            code: merchant.code().to_string(),
            created_at: merchant.created_at(),
            journal_changes: merchant.journal_changes(),
            minute: now.date().at(now.hour(), now.minute(), 0, 0),
        };
        match &*last {
            Some(known) if known.made_of == made_of => known.clone(),
            _ => last
                .insert(Diagnosis::make(merchant, unit_name, made_of, now))
                .clone(),
        }
    }
}

impl Diagnosis {
    fn make(merchant: &Account, unit_name: &str, made_of: MadeOf, now: DateTime) -> Self {
        let journal = traffic::newest(merchant, unit_name, MOST);
        let (marks, expectations) = {
            let journal = merchant.journal();
            (traffic::marks(&journal), traffic::expectations(&journal))
        };
        let traffic = Traffic::of_command(&journal)
            .witnessed(&marks, &expectations)
            .ended(&in_japan(now));
        let requests = journal.entries.iter();
        let requests = requests.map(|entry| (entry.number, (entry.request, entry.api.clone())));
        Self {
            made_of,
            is_empty: journal.entries.is_empty(),
            grades: grade(&traffic, true).into(),
            orphans: orphans(&traffic).into(),
            advice: advice(&[&traffic]).into(),
            requests: Arc::new(requests.collect()),
        }
    }
}

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let merchant = page.merchant.as_ref()?;
    let unit_name = &page.app.settings.assumptions.wire.unit_name;
    let diagnosis = page.diagnoses.of(merchant, unit_name);
    let shown = Shown {
        page,
        diagnosis: &diagnosis,
    };
    let lang = page.lang;
    Some(html! {
        h1 { (View::Diagnosis.name(lang)) }
        p class="quiet" { (lang.say("届いた通信だけから分かることです。わざと断らせるテストや、仕掛けた障害のせいにはしません。",
            "What can be told from the traffic alone. Refusals that tests provoke, and faults that were switched on, are held against nobody.")) }
        @if diagnosis.is_empty {
            p class="panel" { (lang.say("まだリクエストがありません。", "No requests yet.")) }
        } @else {
            (shown.sums())
            (orphaned(lang, &diagnosis.orphans))
            (shown.found(Verdict::Failed))
            (shown.found(Verdict::CantTell))
            (advised(lang, &diagnosis.advice))
            div class="two" {
                (shown.listed(Verdict::Passed))
                (shown.listed(Verdict::Untested))
            }
        }
    })
}

/// A word, and the class of its badge.
const fn word(lang: Language, verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Failed => (lang.say("不合格", "broken"), "bad"),
        Verdict::CantTell => (lang.say("要確認", "to be looked at"), "odd"),
        Verdict::Untested => (lang.say("未実施", "not tried"), "out"),
        Verdict::Passed => (lang.say("合格", "met"), "good"),
    }
}

fn orphaned(lang: Language, orphans: &[Orphan]) -> Markup {
    html! {
        @if !orphans.is_empty() {
            section class="panel broken" id="orphans" {
                h2 { (lang.say("行方の分からない決済", "Settlements that nobody knows of")) }
                p { (lang.say("ヤマト側には登録されていますが、応答が失われ、その後何も送られていません。",
                    "They are registered, their answers were lost, and nothing was sent about them since.")) }
                ul class="list" {
                    @for orphan in orphans {
                        li {
                            (lang.say("受注", "Order")) " " (orphan.order_number) ": " strong { (kakebarai_traffic::in_groups(orphan.yen)) (lang.say("円", " yen")) }
                            @if let Some(test) = &orphan.test { " " span class="tag" { (terms::spoken(lang, test)) } }
                        }
                    }
                }
            }
        }
    }
}

fn advised(lang: Language, advice: &[String]) -> Markup {
    html! {
        @if !advice.is_empty() {
            section class="panel" id="advice" {
                h2 { (lang.say("まだ試していないこと", "Never tried")) }
                p class="quiet" { (lang.say("お金への影響が大きい順です。", "What hurts most first.")) }
                ol { @for line in advice { li { (terms::spoken(lang, line)) } } }
            }
        }
    }
}

struct Shown<'a> {
    page: &'a Page<'a>,
    diagnosis: &'a Diagnosis,
}

impl Shown<'_> {
    /// Returns the grades of a verdict, without untested ones that need a witness.
    fn of(&self, verdict: Verdict) -> impl Iterator<Item = &Grade> {
        let grades = self.diagnosis.grades.iter();
        grades.filter(move |grade| {
            grade.verdict == verdict
                && !(verdict == Verdict::Untested && grade.rule.needs_witness())
        })
    }

    fn sums(&self) -> Markup {
        let lang = self.page.lang;
        let verdicts = [
            Verdict::Failed,
            Verdict::CantTell,
            Verdict::Passed,
            Verdict::Untested,
        ];
        html! {
            div class="sums" {
                @for verdict in verdicts {
                    div class="panel sum" {
                        p { (word(lang, verdict).0) }
                        p class="big" { (self.of(verdict).count()) }
                    }
                }
            }
        }
    }

    fn title(&self, grade: &Grade) -> &'static str {
        self.page
            .lang
            .say(grade.rule.title, grade.rule.english_title)
    }

    /// Shows the requirements of a verdict with their findings.
    fn found(&self, verdict: Verdict) -> Markup {
        let lang = self.page.lang;
        let (word, class) = word(lang, verdict);
        let (found, doubtful): (Vec<&Grade>, Vec<&Grade>) = self
            .of(verdict)
            .partition(|grade| !grade.findings.is_empty());
        html! {
            @for grade in found {
                section class="panel" id=(grade.rule.requirement) {
                    h2 { span class={ "badge " (class) } { (word) } " " (grade.rule.requirement) " " (self.title(grade)) }
                    @for finding in grade.findings.iter().take(MOST_FINDINGS) { (self.finding(finding)) }
                    @if let Some(more @ 1..) = grade.findings.len().checked_sub(MOST_FINDINGS) {
                        p class="quiet" { (lang.say("ほか ", "and ")) (more) (lang.say(" 件", " more")) }
                    }
                }
            }
            @if !doubtful.is_empty() {
                section class="panel" {
                    h2 { span class={ "badge " (class) } { (word) } }
                    ul class="list" {
                        @for grade in doubtful {
                            li { (grade.rule.requirement) " " (self.title(grade)) " " span class="quiet" { (terms::spoken(lang, grade.doubt.unwrap_or_default())) } }
                        }
                    }
                }
            }
        }
    }

    fn finding(&self, finding: &Finding) -> Markup {
        let lang = self.page.lang;
        let row =
            |name: &str, text: &str| html! { dt { (name) } dd { (terms::spoken(lang, text)) } };
        html! {
            dl class="pairs" {
                @if let Some(harm) = &finding.harm { (row(lang.say("影響", "Harm"), &harm.text)) }
                (row(lang.say("期待", "Expected"), &finding.expected))
                (row(lang.say("実際", "Actual"), &finding.actual))
                @if let Some(order) = &finding.order_number { (row(lang.say("受注番号", "Order"), order)) }
                @if let Some(test) = &finding.test { (row(lang.say("テスト", "Test"), test)) }
                dt { (lang.say("リクエスト", "Requests")) }
                dd { @for number in finding.requests.iter().take(MOST_FINDINGS) { (self.link(*number)) " " } }
            }
        }
    }

    /// Links a request by its simulator-wide number.
    fn link(&self, number: u64) -> Markup {
        let request = self.diagnosis.requests.get(&number);
        let link = self.page.query.link(View::Requests, self.page.lang);
        html! {
            @if let Some((request, api)) = request {
                a href=(format!("{link}&request={request}")) { "#" (request) " " (api) }
            }
        }
    }

    /// Lists the requirements of a verdict by their names.
    fn listed(&self, verdict: Verdict) -> Markup {
        let mut grades = self.of(verdict).peekable();
        html! {
            @if grades.peek().is_some() {
                section class="panel" {
                    h2 { (word(self.page.lang, verdict).0) }
                    ul class="ticks" {
                        @for grade in grades {
                            li class=[(verdict == Verdict::Passed).then_some("hit")] {
                                span aria-hidden="true" { (if verdict == Verdict::Passed { "✓" } else { "–" }) }
                                " " (grade.rule.requirement) " " (self.title(grade))
                            }
                        }
                    }
                }
            }
        }
    }
}
