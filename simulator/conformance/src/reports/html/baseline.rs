//! The baseline, on the page of a run and on that of a run with misbehaviours.

use maud::{Markup, html};

use crate::{judging::report::BaselineFacts, reports::wording::known};

/// The kind of ids in the entries.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::reports) enum BaselineOf {
    /// Requirements, each of which has an anchor on the page, and kinds.
    Requirements,
    /// Misbehaviours.
    Mutants,
}

/// The entries, and those that the last report met but this one does not.
pub(in crate::reports) fn baseline(baseline: &BaselineFacts, of: BaselineOf) -> Markup {
    let (what, regressions) = match of {
        BaselineOf::Requirements => ("要件", "退行（前の報告では合格、いまは未実施）"),
        BaselineOf::Mutants => (
            "変異",
            "退行（前の報告では期待どおり、いまは会っていないか、見ていない）",
        ),
    };
    let has_kinds = of == BaselineOf::Requirements;
    html! {
        @if !baseline.entries.is_empty() || !baseline.regressions.is_empty() {
            section id="baseline" class="panel" {
                h2 { "ベースライン（分かっていて、受け入れているもの）" }
                @if !baseline.entries.is_empty() {
                    div class="scroll" role="region" tabindex="0" aria-label="ベースライン" {
                        table {
                            thead { tr { th { (what) } @if has_kinds { th { "種類" } } th { "理由" } th { "期限" } th { "いまの状態" } } }
                            tbody {
                                @for entry in &baseline.entries {
                                    tr {
                                        td { (entry.id) }
                                        @if has_kinds { td { (known(&entry.kind)) } }
                                        td { (entry.reason) }
                                        td { (entry.until.as_deref().unwrap_or("–")) }
                                        td { @match &entry.stale { Some(stale) => span class="badge bad" { "✗ " (stale) }, None => "記載どおり" } }
                                    }
                                }
                            }
                        }
                    }
                }
                @if !baseline.regressions.is_empty() {
                    h3 { (regressions) }
                    ul {
                        @for id in &baseline.regressions {
                            li { @if has_kinds { a href=(format!("#{id}")) { (id) } } @else { code { (id) } } }
                        }
                    }
                }
            }
        }
    }
}
