//! 商品コードの確認: what becomes of product codes by both settings, and in the CS-Cart add-on.

use axum::{
    extract::RawQuery,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use super::{
    about_address, address,
    code_table::{self, Filter},
    pairs, tabs, text_of,
};
use crate::{
    error::PageError,
    extract::Form,
    format,
    forms::{self, Choice, Errors, Field, Fields},
    pages::{admin::spreadsheet, layout},
    redirection::redirect,
    visit::Visit,
    workbench::{Charset, CodeCheck, CodesProblem, MOST_CODES, read_codes, with_one_end},
};

pub(in crate::pages) const HERE: &str = "/admin/workbench/codes";

const TITLE: &str = "商品コードの確認";

/// The longest text that is shown again in the field that it was entered in, in bytes.
const SHOWN_AGAIN: usize = 256 * 1024;

const CHARSETS: [(&str, Option<Charset>, &str); 4] = [
    ("auto", None, "自動で判別する"),
    ("utf-8", Some(Charset::Utf8), "UTF-8"),
    ("utf-16", Some(Charset::Utf16), "UTF-16"),
    ("shift-jis", Some(Charset::ShiftJis), "Shift_JIS"),
];

/// Something to begin with: whole, cut, half-width katakana, full width, one that is torn apart, and an invisible character.
const EXAMPLE: &str =
    "PAPER-A4-500X10\nPEN-BK-05\nｶｯﾌﾟ-100\nコップ100\nPAPER-Ａ４\nFILE-A4\u{200b}2H\n";

/// What is asked for.
#[derive(Default)]
struct CodesQuery {
    codes: String,
    /// Whether they are those of a file.
    from_file: bool,
    column: String,
    filter: Filter,
}

impl CodesQuery {
    fn of<'a>(value: impl Fn(&str) -> &'a str) -> Self {
        Self {
            codes: with_one_end(value("codes")),
            from_file: false,
            column: value("column").trim().to_owned(),
            filter: Filter::of(value("show")),
        }
    }

    fn address(&self) -> Option<String> {
        let fields = [
            ("codes", self.codes.as_str()),
            ("column", &self.column),
            ("show", self.filter.word()),
        ];
        address(
            HERE,
            fields.into_iter().filter(|(_, value)| !value.is_empty()),
        )
    }
}

/// 商品コードの確認, with what the address holds.
pub(in crate::pages) async fn show(visit: Visit, query: RawQuery) -> Markup {
    let Some(pairs) = pairs(query, "codes") else {
        return page(
            &visit,
            &CodesQuery::default(),
            &Errors::default(),
            &html! {},
        );
    };
    let query = CodesQuery::of(|name| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    });
    match checked(&query) {
        Ok(codes) => shown(&visit, &query, &codes),
        Err(errors) => page(&visit, &query, &errors, &html! {}),
    }
}

/// What is looked at character by character.
#[derive(Debug)]
pub(in crate::pages) struct CodeFields;

impl Fields for CodeFields {
    const EXACT: &'static [&'static str] = &["codes"];
}

/// 確認する and 結果をCSVで受け取る.
pub(in crate::pages) async fn submit(
    visit: Visit,
    form: Form<CodeFields>,
) -> Result<Response, PageError> {
    let mut query = CodesQuery::of(|name| match name {
        "codes" => form.exactly(name),
        _ => form.get(name),
    });
    let mut errors = Errors::default();
    if let Some(file) = form.file("file") {
        let charset = CHARSETS
            .iter()
            .find(|(word, ..)| *word == form.get("charset"));
        match text_of(file, charset.and_then(|(_, charset, _)| *charset)) {
            Ok(text) => {
                query.codes = with_one_end(&text);
                query.from_file = true;
            }
            Err(why) => errors.add("file", "ファイル", why),
        }
    }
    if !errors.is_empty() {
        return Ok(page(&visit, &query, &errors, &html! {}).into_response());
    }
    // A hundred thousand codes keep a processor busy for a while.
    let checked = tokio::task::spawn_blocking(move || {
        let codes = checked(&query);
        (query, codes)
    });
    let (query, codes) = checked
        .await
        .map_err(|error| PageError::Inside(Box::new(error)))?;
    let codes = match codes {
        Ok(codes) => codes,
        Err(errors) => return Ok(page(&visit, &query, &errors, &html! {}).into_response()),
    };
    if form.get("action") == "csv" {
        return code_table::file(&codes);
    }
    Ok(match query.address() {
        Some(address) => redirect(&address),
        None => shown(&visit, &query, &codes).into_response(),
    })
}

fn checked(query: &CodesQuery) -> Result<Vec<CodeCheck>, Errors> {
    let mut errors = Errors::default();
    match read_codes(&query.codes, &query.column) {
        Err(CodesProblem::NoColumn(column)) => {
            let why = format!("1行目に列「{column}」がありません。");
            errors.add("column", "列の名前", why);
        }
        Err(CodesProblem::TooMany) => {
            let (field, label) = if query.from_file {
                ("file", "ファイル")
            } else {
                ("codes", "商品コード")
            };
            let why = format!(
                "多すぎます。1回に{}件までです。分けて確認してください。",
                format::count(MOST_CODES)
            );
            errors.add(field, label, why);
        }
        Ok(codes) if codes.is_empty() => {
            errors.add(
                "codes",
                "商品コード",
                "1つ以上入力するか、ファイルを選んでください。",
            );
        }
        Ok(codes) => return Ok(codes),
    }
    Err(errors)
}

fn shown(visit: &Visit, query: &CodesQuery, codes: &[CodeCheck]) -> Markup {
    let results = html! {
        section.trial id="results" {
            h2 { "結果" }
            (code_table::shown(codes, query.filter))
            (about_address(query.address().as_deref()))
        }
    };
    page(visit, query, &Errors::default(), &results)
}

fn page(visit: &Visit, query: &CodesQuery, errors: &Errors, results: &Markup) -> Markup {
    let example = CodesQuery {
        codes: EXAMPLE.to_owned(),
        ..CodesQuery::default()
    };
    let charsets = CHARSETS.map(|(word, _, label)| Choice::new(word, label));
    let again = if query.codes.len() <= SHOWN_AGAIN {
        query.codes.as_str()
    } else {
        ""
    };
    let fields = html! {
        div.wide {
            (Field::area("codes", "商品コード").value(again).errors(errors)
                .hint("1行に1つ入力するか、貼り付けます。1行目に「商品コード」などの列の名前があるCSVも貼り付けられます。"))
        }
        (Field::file("file", "ファイル", ".csv,.txt,text/csv")
            .hint("選ぶと、入力欄の代わりにファイル（16MBまで）を使います。").errors(errors))
        div.quarters {
            (Field::select("charset", "文字コード", charsets.into()).settled().value("auto"))
            (Field::text("column", "列の名前").value(&query.column).errors(errors))
            (Field::select("show", "表示", Filter::choices()).settled().value(query.filter.word()))
        }
        (spreadsheet::advice())
        div.actions {
            button.button.primary type="submit" { "確認する" }
            button.button type="submit" name="action" value="csv" { "結果をCSVで受け取る" }
        }
    };
    let content = html! {
        (tabs(HERE))
        (errors)
        p.lead {
            "商品コードの設定ごとに、何が送信され、何が切られ、何が断られるかを1文字ずつ確かめます。"
            @if let Some(example) = example.address() { a href=(example) { "例を入れて試す" } }
        }
        (results)
        section.card {
            h2 { "商品コードを入力する" }
            (forms::form_with_files(&visit.form_token, HERE, &fields))
        }
    };
    layout::admin_page(visit, errors.title(TITLE), &content)
}
