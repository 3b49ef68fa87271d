//! The table of 消費税の確認: every combination, what it bills, and what the CS-Cart add-on would send instead.

use axum::response::Response;
use maud::{Markup, html};

use kakebarai::{billing::BillingTerms, billing::Statement};

use crate::{
    error::PageError,
    format::yen,
    pages::admin::{
        listing::{Column, cell, table, title},
        spreadsheet,
    },
    workbench::{AddonRequest, Combination, Comparison, ComparisonRow, Pricing},
};

const COLUMNS: [Column; 7] = [
    Column::text("設定"),
    Column::number("決済金額"),
    Column::number("消費税"),
    Column::number("請求額"),
    Column::number("差"),
    Column::text("CS-Cartのアドオン"),
    Column::text("送信"),
];

const ADDON_COLUMNS: [Column; 8] = [
    Column::text("CS-Cartの設定"),
    Column::number("決済金額"),
    Column::number("消費税"),
    Column::number("明細の合計"),
    Column::number("請求額"),
    Column::number("表示される合計"),
    Column::text("結果"),
    Column::text("送信"),
];

/// Whether a combination is what the shop is set to.
fn is_own(combination: Combination, comparison: &Comparison, terms: &BillingTerms) -> bool {
    let entered = comparison.rows.first().map(|row| row.combination.pricing);
    Some(combination.pricing) == entered
        && combination.calculation == terms.tax_calculation
        && combination.rounding == terms.rounding
}

/// `same` or how much more or less, in yen.
fn difference(amount: i64, than: Option<i64>) -> String {
    match than.map(|than| amount - than) {
        None => String::new(),
        Some(0) => "同じ".to_owned(),
        Some(more) if more > 0 => format!("+{}", yen(more)),
        Some(less) => yen(less),
    }
}

/// All combinations. `can_send`: whether there is a test environment to send one to.
pub(super) fn combinations(
    comparison: &Comparison,
    terms: &BillingTerms,
    can_send: bool,
) -> Markup {
    let rows = html! {
        @for row in &comparison.rows {
            @let combination = row.combination;
            tr role="row" {
                (title(COLUMNS[0], html! {
                    (combination.label())
                    @if is_own(combination, comparison, terms) { " " span.badge.good { "いまの設定" } }
                }))
                @match &row.billed {
                    Ok(statement) => { (amounts(statement, comparison)) }
                    Err(problems) => {
                        td role="cell" colspan="4" data-label="送信できません" { div {
                            @for problem in problems { (problem) " " }
                        } }
                    }
                }
                (cell(COLUMNS[5], addon_in_short(&comparison.addon[row.addon].2)))
                (cell(COLUMNS[6], html! {
                    @if can_send && row.billed.is_ok() {
                        button.button.small type="submit" name="send" value=(combination.word()) { "送信" }
                    }
                }))
            }
        }
    };
    table("すべての組み合わせ", &COLUMNS, &rows)
}

fn amounts(statement: &Statement, comparison: &Comparison) -> Markup {
    let total = statement.total();
    html! {
        (cell(COLUMNS[1], yen(statement.price.into())))
        (cell(COLUMNS[2], yen(statement.tax.into())))
        (cell(COLUMNS[3], yen(total)))
        (cell(COLUMNS[4], difference(total, comparison.compared_with)))
    }
}

/// Whether the add-on bills what its shop shows.
fn is_right(request: &AddonRequest) -> bool {
    request.mistakes.is_empty() && request.refusal.is_none() && request.billed() == request.shown
}

fn addon_in_short(request: &AddonRequest) -> Markup {
    html! {
        @match request.refusal {
            None => {
                span.badge.good[is_right(request)].bad[!is_right(request)] { (yen(request.billed())) }
            }
            Some(code) => span.badge.bad { "エラー " (code) },
        }
        (mistakes(request))
    }
}

fn mistakes(request: &AddonRequest) -> Markup {
    html! {
        @for mistake in &request.mistakes { " " small { (mistake) } }
    }
}

fn setting(pricing: Pricing, by_the_piece: bool) -> String {
    let calculation = if by_the_piece { "単価" } else { "小計" };
    format!("{}・{calculation}", pricing.label())
}

/// What the add-on sends, request by request.
pub(super) fn addon(comparison: &Comparison, can_send: bool) -> Markup {
    let rows = html! {
        @for (place, (pricing, by_the_piece, request)) in comparison.addon.iter().enumerate() {
            tr role="row" {
                (title(ADDON_COLUMNS[0], setting(*pricing, *by_the_piece)))
                (cell(ADDON_COLUMNS[1], yen(request.price)))
                (cell(ADDON_COLUMNS[2], yen(request.tax)))
                (cell(ADDON_COLUMNS[3], yen(request.sum_of_lines())))
                (cell(ADDON_COLUMNS[4], match request.refusal {
                    None => yen(request.billed()),
                    Some(_) => "なし".to_owned(),
                }))
                (cell(ADDON_COLUMNS[5], yen(request.shown)))
                (cell(ADDON_COLUMNS[6], html! {
                    @match request.refusal {
                        Some(code) => span.badge.bad { "エラー " (code) },
                        None if is_right(request) => span.badge.good { "正しい" },
                        None => span.badge.bad { "誤った請求" },
                    }
                    (mistakes(request))
                }))
                (cell(ADDON_COLUMNS[7], html! {
                    @if can_send && request.is_sendable() {
                        button.button.small type="submit" name="send-addon" value=(place) { "送信" }
                    }
                }))
            }
        }
    };
    html! {
        h3 { "CS-Cartのアドオンが送る内容" }
        p { "CS-Cartの計算は「小計」と「単価」だけで、端数は四捨五入です。上の表の「税率ごとに1回」の行には、「小計」のときの結果を表示しています。「送信」で、アドオンと同じ内容をテスト環境に送り、応答を確かめられます。" }
        (table("CS-Cartのアドオンが送る内容", &ADDON_COLUMNS, &rows))
    }
}

/// The table as a file.
pub(super) fn file(comparison: &Comparison) -> Result<Response, PageError> {
    let header = [
        "内税・外税",
        "計算",
        "端数",
        "決済金額",
        "消費税",
        "請求額",
        "比べた合計",
        "差",
        "送信できない理由",
        "CS-Cartの決済金額",
        "CS-Cartの消費税",
        "CS-Cartの明細の合計",
        "CS-Cartに表示される合計",
        "CS-Cartのエラーコード",
        "CS-Cartの誤り",
    ];
    let rows = comparison.rows.iter().map(|row| cells(row, comparison));
    let header = std::iter::once(header.map(str::to_owned));
    spreadsheet::answer("shohizei.csv", header.chain(rows))
}

fn cells(row: &ComparisonRow, comparison: &Comparison) -> [String; 15] {
    let combination = row.combination;
    let (billed, why) = match &row.billed {
        Ok(statement) => (Some(statement), String::new()),
        Err(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            (None, problems.join(""))
        }
    };
    let amount = |of: &dyn Fn(&Statement) -> i64| {
        billed.map_or(String::new(), |statement| of(statement).to_string())
    };
    let compared = comparison.compared_with;
    let difference = billed.zip(compared);
    let difference = difference.map(|(statement, than)| statement.total() - than);
    let addon = &comparison.addon[row.addon].2;
    let mistakes: Vec<String> = addon.mistakes.iter().map(ToString::to_string).collect();
    [
        combination.pricing.label().to_owned(),
        combination.calculation_label().to_owned(),
        combination.rounding_label().to_owned(),
        amount(&|statement| statement.price.into()),
        amount(&|statement| statement.tax.into()),
        amount(&Statement::total),
        compared.map_or(String::new(), |than| than.to_string()),
        difference.map_or(String::new(), |amount| amount.to_string()),
        why,
        addon.price.to_string(),
        addon.tax.to_string(),
        addon.sum_of_lines().to_string(),
        addon.shown.to_string(),
        addon.refusal.unwrap_or_default().to_owned(),
        mistakes.join("、"),
    ]
}

/// The notes of a basket for the operator, the same for all taxes.
pub(super) fn notes(comparison: &Comparison) -> Markup {
    let statement = comparison
        .rows
        .iter()
        .find_map(|row| row.billed.as_ref().ok());
    let notes = statement.map_or(&[][..], |statement| &statement.notes);
    html! {
        @if !notes.is_empty() {
            details open[notes.len() <= 5] {
                summary { "送信するときに変わること（" (notes.len()) "件）" }
                ul.plain { @for note in notes { li { (note) } } }
            }
        }
    }
}
