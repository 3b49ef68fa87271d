//! Results of traffic alone besides verdicts: settlements unknown to the shop, and what was never tried.

use maud::{Markup, html};

use crate::{judging::report::Report, reports::wording::yen};

pub(super) fn show(report: &Report) -> Markup {
    let Some(passive) = &report.passive else {
        return html! {};
    };
    html! {
        section id="passive" class={ "panel" @if !passive.orphans.is_empty() { " broken" } } {
            h2 { "通信から分かったこと " span class="count" { (passive.entries) "件の要求" } }
            @if passive.complete_from > 1 {
                p { "？ " (passive.complete_from) "件目より前の要求は、記録に残っていません。" }
            }
            h3 { "行方の分からない決済（" (passive.orphans.len()) "件）" }
            @if passive.orphans.is_empty() {
                p { "ありません。" }
            } @else {
                p { "ヤマト側には登録されていますが、応答が失われ、その後何も送られていません。お店が知らないまま、お客様に請求されます。" }
                ul class="plain" {
                    @for orphan in &passive.orphans {
                        li {
                            "受注 " (orphan.order_number) "：" strong { (yen(orphan.yen)) } "（要求" (orphan.request) "）"
                            @if let Some(test) = &orphan.test { " テスト「" (test) "」" }
                        }
                    }
                }
            }
            @if !passive.advice.is_empty() {
                h3 { "まだ試していないこと（影響の大きい順）" }
                ol { @for line in &passive.advice { li { (line) } } }
            }
        }
    }
}
