//! The table of 商品コードの確認: each code, character by character.

use std::collections::HashMap;

use axum::response::Response;
use maud::{Markup, html};

use crate::{
    error::PageError,
    format,
    forms::Choice,
    pages::admin::{
        listing::{Column, cell, table, title},
        spreadsheet,
    },
    workbench::{AddonCode, CharacterKind, CodeCheck, Mark, Verdict, same_when_cut},
};

/// How many codes are shown; the file has all.
const SHOWN: usize = 200;

const COLUMNS: [Column; 6] = [
    Column::text("行"),
    Column::text("商品コード"),
    Column::text("連携しない"),
    Column::text("頭から超えている値を切る"),
    Column::text("説明"),
    Column::text("CS-Cartのアドオン"),
];

/// Which codes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    #[default]
    All,
    Cut,
    Refused,
}

impl Filter {
    const EVERY: [(Self, &'static str, &'static str); 3] = [
        (Self::All, "", "すべて"),
        (Self::Cut, "cut", "切られるもの"),
        (Self::Refused, "refused", "断られるもの"),
    ];

    pub(super) fn of(word: &str) -> Self {
        let found = Self::EVERY.iter().find(|(_, known, _)| *known == word);
        found.map_or(Self::All, |(filter, ..)| *filter)
    }

    pub(super) fn word(self) -> &'static str {
        let found = Self::EVERY.iter().find(|(known, ..)| *known == self);
        found.map_or("", |(_, word, _)| word)
    }

    pub(super) fn choices() -> Vec<Choice> {
        let choices = Self::EVERY.map(|(_, word, label)| Choice::new(word, label));
        choices.into()
    }

    fn has(self, code: &CodeCheck) -> bool {
        match self {
            Self::All => true,
            Self::Cut => !code.cut().is_empty(),
            Self::Refused => code.verdict() == Verdict::Refused,
        }
    }
}

type Same<'a> = HashMap<&'a str, Vec<usize>>;

/// How many there are, and the first of them.
pub(super) fn shown(codes: &[CodeCheck], filter: Filter) -> Markup {
    let same = same_when_cut(codes);
    let count = |of: Verdict| {
        let found = codes.iter().filter(|code| code.verdict() == of);
        format::count(found.count())
    };
    let is_same = |code: &&CodeCheck| same_lines(code, &same).is_some();
    let found = codes.iter().filter(|code| filter.has(code)).count();
    let rows = html! {
        @for code in codes.iter().filter(|code| filter.has(code)).take(SHOWN) {
            (row(code, &same))
        }
    };
    html! {
        p.count {
            (format::count(codes.len())) "件：そのまま送信 " (count(Verdict::Whole)) "件、頭を切って送信 " (count(Verdict::Cut))
            "件、断られる " (count(Verdict::Refused)) "件、空 " (count(Verdict::Empty)) "件、切ると同じになる "
            (format::count(codes.iter().filter(is_same).count())) "件"
        }
        p.hint.legend {
            span.code { del { "ABC" } } " 切られる文字　"
            span.code { "ABC" } " 送信される文字　"
            span.code { mark { "ＡＢＣ" } } " 断られる文字"
        }
        @if found > SHOWN {
            p { "はじめの" (SHOWN) "件を表示しています（全" (format::count(found)) "件）。すべての結果は、CSVで受け取れます。" }
        }
        @if found == 0 {
            p { "当てはまる商品コードはありません。" }
        } @else {
            (table("商品コード", &COLUMNS, &rows))
        }
    }
}

fn row(code: &CodeCheck, same: &Same<'_>) -> Markup {
    html! {
        tr role="row" {
            (title(COLUMNS[0], code.line))
            (cell(COLUMNS[1], marked(code)))
            (cell(COLUMNS[2], "空で送信"))
            (cell(COLUMNS[3], html! {
                @match code.verdict() {
                    Verdict::Refused => span.badge.bad { "断られる" },
                    Verdict::Empty => "空で送信",
                    Verdict::Whole | Verdict::Cut => span.code { (shown_text(code.left())) },
                }
            }))
            (cell(COLUMNS[4], html! { @for sentence in explanation(code, same) { span.sentence { (sentence) } } }))
            (cell(COLUMNS[5], addon(&code.addon)))
        }
    }
}

/// The code with its marks; characters that fare alike stand together.
fn marked(code: &CodeCheck) -> Markup {
    let mut runs: Vec<(Mark, String)> = Vec::new();
    for (character, mark) in code.marks() {
        let shown = CharacterKind::shown(character);
        match runs.last_mut() {
            Some((known, run)) if *known == mark => run.push_str(&shown),
            _ => runs.push((mark, shown)),
        }
    }
    html! {
        span.code {
            @for (mark, run) in &runs {
                @match mark {
                    Mark::Cut => del { (run) },
                    Mark::Refused => mark { (run) },
                    Mark::Sent => (run),
                    Mark::Around => span.around { (run) },
                }
            }
        }
    }
}

fn shown_text(text: &str) -> String {
    text.chars().map(CharacterKind::shown).collect()
}

/// What becomes of a code, and what its characters are.
fn explanation(code: &CodeCheck, same: &Same<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    if code.marks().any(|(_, mark)| mark == Mark::Around) {
        sentences.push("前後の空白は送信しません。".to_owned());
    }
    if !code.cut().is_empty() {
        sentences.push(format!("先頭の「{}」を切ります。", shown_text(code.cut())));
    }
    if let Err(problem) = &code.cut_from_head {
        let named = problem.characters.chars().map(|character| {
            let name = CharacterKind::of(character).name();
            format!("「{}」（{name}）", CharacterKind::shown(character))
        });
        let named: Vec<String> = named.collect();
        sentences.push(format!(
            "半角でない{}が残るため、注文を送信しません。",
            named.join("、")
        ));
    }
    let is_katakana = |character| CharacterKind::of(character) == CharacterKind::HalfWidthKatakana;
    if code.left().contains(is_katakana) {
        sentences.push("半角カナは送信できます。".to_owned());
    }
    if let Some(lines) = same_lines(code, same) {
        sentences.push(format!("{}と同じになります。", lines.join("、")));
    }
    sentences
}

/// The other lines that are sent alike.
fn same_lines(code: &CodeCheck, same: &Same<'_>) -> Option<Vec<String>> {
    /// How many are named.
    const NAMED: usize = 5;
    if !matches!(code.verdict(), Verdict::Whole | Verdict::Cut) {
        return None;
    }
    let lines = same.get(code.left())?;
    let others = lines.iter().filter(|line| **line != code.line);
    let mut named: Vec<String> = others
        .take(NAMED)
        .map(|line| format!("{line}行目"))
        .collect();
    if lines.len() > NAMED + 1 {
        named.push("ほか".to_owned());
    }
    Some(named)
}

fn addon(code: &AddonCode) -> Markup {
    let is_taken = AddonCode::is_taken(&code.sent);
    html! {
        span.code {
            @if code.is_torn() { mark title="途中で切れた文字" { (code.torn()) } }
            (shown_text(code.whole()))
        }
        @if code.bytes.is_empty() { "空で送信" }
        @if !is_taken { " " span.badge.bad { "エラー A100002" } }
        @if code.is_torn() { " " small { "文字が途中で切れます" } }
    }
}

/// All codes as a file.
pub(super) fn file(codes: &[CodeCheck]) -> Result<Response, PageError> {
    let same = same_when_cut(codes);
    let header = [
        "行",
        "商品コード",
        "結果",
        "連携しない：送信する値",
        "頭から切る：送信する値",
        "切られる文字",
        "説明",
        "CS-Cart：送信する値",
        "CS-Cart：結果",
    ];
    let rows = codes.iter().map(|code| {
        let verdict = match code.verdict() {
            Verdict::Empty => "空",
            Verdict::Whole => "そのまま送信",
            Verdict::Cut => "頭を切って送信",
            Verdict::Refused => "断られる",
        };
        let is_sent = code.verdict() != Verdict::Refused;
        let addon = if AddonCode::is_taken(&code.addon.sent) {
            "受け付けられる"
        } else if code.addon.is_torn() {
            "エラー A100002（文字が途中で切れる）"
        } else {
            "エラー A100002"
        };
        [
            code.line.to_string(),
            code.entered.clone(),
            verdict.to_owned(),
            String::new(),
            if is_sent {
                code.left().to_owned()
            } else {
                String::new()
            },
            code.cut().to_owned(),
            explanation(code, &same).concat(),
            code.addon.torn() + code.addon.whole(),
            addon.to_owned(),
        ]
    });
    let header = std::iter::once(header.map(str::to_owned));
    spreadsheet::answer("shohin-code.csv", header.chain(rows))
}
