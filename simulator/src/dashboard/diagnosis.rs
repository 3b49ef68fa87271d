//! Diagnosis: what the traffic of a merchant shows about its integration, and what was never tried.

use kakebarai_traffic::{Finding, Grade, Orphan, Verdict};
use maud::{Markup, html};

use super::{diagnoses::Diagnosis, fragment::Page, language::Language, query::View, terms};

/// How many findings of a requirement are shown.
const MOST_FINDINGS: usize = 5;

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
