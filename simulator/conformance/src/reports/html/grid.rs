//! Areas by levels: each cell counts the requirements of each verdict.

use maud::{Markup, html};

use super::class;
use crate::{
    judging::{
        report::{Report, RequirementReport},
        verdict::Verdict,
    },
    reports::reading::{areas, count},
    requirements::Level,
};

pub(super) fn show(report: &Report) -> Markup {
    html! {
        section id="grid" class="panel" {
            h2 { "領域とレベル" }
            div class="scroll" role="region" tabindex="0" aria-label="領域とレベル" {
                table class="grid" {
                    thead {
                        tr {
                            th scope="col" { "領域" }
                            @for level in Level::ALL {
                                th scope="col" { (level) " " span { (level.name()) } }
                            }
                        }
                    }
                    tbody {
                        @for area in areas(report) {
                            tr {
                                th scope="row" { (area.name) " " code { (area.code) } }
                                @for level in Level::ALL {
                                    @let of_level: Vec<_> = area.requirements.iter().copied().filter(|one| one.level == level.number()).collect();
                                    (cell(&of_level))
                                }
                            }
                        }
                    }
                }
            }
            p class="quiet legend" {
                @for verdict in Verdict::ALL { span { (verdict.sign()) " " (verdict.word()) } }
            }
        }
    }
}

fn cell(requirements: &[&RequirementReport]) -> Markup {
    let worst = Verdict::of_rows(requirements.iter().map(|one| one.verdict));
    html! {
        @if requirements.is_empty() {
            td class="none" { "·" }
        } @else {
            td class=(class(worst)) {
                @for verdict in Verdict::ALL {
                    @let number = count(requirements, verdict);
                    @if number > 0 {
                        span class="tally" { (verdict.sign()) span class="word" { (verdict.word()) } " " (number) }
                    }
                }
            }
        }
    }
}
