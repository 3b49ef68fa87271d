//! インポート: a file of users and their groups, tried or taken over, row by row.

use std::{collections::HashSet, io::Read};

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};
use tokio::runtime::Handle;

use super::{delimiter, delimiters, encoding, export::how_groups_are_written};
use kakebarai::user_groups::{
    HeaderProblem, Import, ImportOptions, Memberships, Row, RowOutcome, RowProblem, Summary,
};

use crate::{
    Shop, StoreError,
    error::PageError,
    extract::Form,
    format::separated,
    forms::{self, Choice, Errors, Field, Notice},
    pages::{
        admin::listing::{cell, table},
        layout,
    },
    store::{Store, UserGroup, folded},
    visit::Visit,
};

const HERE: &str = "/admin/import";

/// How many problems, and how many changes, are shown.
const SHOWN: usize = 100;

/// How many users are looked up and written at once: all of a stretch or none, so that no user is ever written by half.
const STRETCH: usize = 200;

/// インポート.
pub(crate) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let groups = shop.0.store.groups().await?;
    Ok(page(&visit, &groups, &html! {}, &Errors::default()))
}

fn page(visit: &Visit, groups: &[UserGroup], outcome: &Markup, errors: &Errors) -> Markup {
    let encodings = vec![
        Choice::new("auto", "自動で判別する"),
        Choice::new("utf-8", "UTF-8"),
        Choice::new("shift-jis", "Shift_JIS"),
    ];
    let delimiters = std::iter::once(Choice::new("auto", "自動で判別する")).chain(delimiters());
    let fields = html! {
        (Field::file("file", "ファイル", ".csv,.txt,text/csv").required().hint("エクスポートしたファイルと同じ形のCSVファイル（32MBまで）です。").errors(errors))
        div.pair {
            (Field::select("encoding", "文字コード", encodings).settled().value("auto"))
            (Field::select("delimiter", "区切り文字", delimiters.collect()).settled().value("auto"))
        }
        p.hint { "「試しに取り込む」では、何が変わるかを確かめるだけで、何も変更しません。取り込むと、ファイルにあるお客様のユーザーグループは、すべてファイルの「User group IDs」の内容に置き換わります。ほかの列は、あっても読み飛ばします。" }
        div.actions {
            button.button type="submit" name="action" value="try" { "試しに取り込む" }
            button.button.primary type="submit" name="action" value="import" { "インポート" }
        }
    };
    let content = html! {
        (outcome)
        (errors)
        section.card { h2 { "ユーザー" } (forms::form_with_files(&visit.form_token, HERE, &fields)) }
        (how_groups_are_written(groups))
    };
    layout::admin_page(visit, errors.title("インポート"), &content)
}

/// 試しに取り込む and 取り込む.
pub(crate) async fn import(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form,
) -> Result<Response, PageError> {
    let is_trial = form.get("action") != "import";
    let mut errors = Errors::default();
    let groups = shop.0.store.groups().await?;
    let Some(file) = form.file("file") else {
        errors.add("file", "ファイル", "ファイルを選んでください。");
        return Ok(page(&visit, &groups, &html! {}, &errors).into_response());
    };
    let inside = |error: std::io::Error| PageError::Inside(Box::new(error));
    let content = file.open().map_err(inside)?;
    let options = ImportOptions {
        encoding: encoding(form.get("encoding")),
        delimiter: delimiter(form.get("delimiter")),
    };
    let (store, name) = (shop.0.store.clone(), file.file_name.clone());
    let ids: Vec<u32> = groups.iter().map(|group| group.id).collect();
    let runtime = Handle::current();
    let imported = tokio::task::spawn_blocking(move || {
        let mut run = Run {
            store: &store,
            runtime: &runtime,
            is_trial,
            seen: HashSet::new(),
            report: Report::default(),
        };
        run.all(content, options, &ids).map(|()| run.report)
    });
    let imported = imported.await;
    let imported = imported.map_err(|error| PageError::Inside(Box::new(error)))?;
    let outcome = match imported {
        Ok(report) => report.shown(&name, is_trial),
        Err(NotImported::Header(why)) => {
            errors.add("file", "ファイル", why.to_string());
            html! {}
        }
        Err(NotImported::Store(error)) => return Err(error.into()),
    };
    Ok(page(&visit, &groups, &outcome, &errors).into_response())
}

enum NotImported {
    Header(HeaderProblem),
    Store(StoreError),
}

impl From<HeaderProblem> for NotImported {
    fn from(problem: HeaderProblem) -> Self {
        Self::Header(problem)
    }
}

impl From<StoreError> for NotImported {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A file on its way into the shop, in a thread that may block.
struct Run<'a> {
    store: &'a Store,
    runtime: &'a Handle,
    is_trial: bool,
    /// The users of the rows before, however their addresses are written.
    seen: HashSet<u64>,
    report: Report,
}

impl Run<'_> {
    fn all(
        &mut self,
        content: impl Read,
        options: ImportOptions,
        groups: &[u32],
    ) -> Result<(), NotImported> {
        let mut file = Import::open(content, options)?;
        loop {
            let rows: Vec<Row> = std::iter::from_fn(|| file.next(groups))
                .take(STRETCH)
                .collect();
            if rows.is_empty() {
                return Ok(());
            }
            self.stretch(rows)?;
        }
    }

    /// Judges rows and writes what they change, all of it at once.
    fn stretch(&mut self, rows: Vec<Row>) -> Result<(), NotImported> {
        let written = rows.iter().filter_map(Row::email);
        let addresses: Vec<&str> = written
            .flat_map(|email| std::iter::once(email).chain(email.strip_prefix('\'')))
            .collect();
        let users = self
            .runtime
            .block_on(self.store.groups_by_address(&addresses))?;
        let mut changed = Vec::new();
        for row in rows {
            let line = row.line();
            let user = row.email().and_then(|email| {
                // The export writes an apostrophe before what a spreadsheet would take for a formula.
                let meant = email
                    .strip_prefix('\'')
                    .and_then(|email| users.get(&folded(email)));
                meant.or_else(|| users.get(&folded(email)))
            });
            let outcome = match user {
                Some((id, _)) if !self.seen.insert(*id) => RowOutcome::Problem(RowProblem::Twice),
                _ => row.judge(user.map(|(_, groups)| groups.clone())),
            };
            if let (Some((id, _)), RowOutcome::Change(change)) = (user, &outcome) {
                changed.push((*id, change.after.clone()));
            }
            self.report.add(line, outcome);
        }
        if !self.is_trial && !changed.is_empty() {
            self.runtime.block_on(self.store.replace_groups(&changed))?;
        }
        Ok(())
    }
}

/// What came of a file: everything counted, the first of it shown.
#[derive(Default)]
struct Report {
    summary: Summary,
    changes: Vec<(u64, String, String)>,
    problems: Vec<(u64, String)>,
}

impl Report {
    fn add(&mut self, line: u64, outcome: RowOutcome) {
        self.summary.count(&outcome);
        match outcome {
            RowOutcome::Change(change) if self.changes.len() < SHOWN => {
                let text = |groups: &Memberships| match groups.as_slice() {
                    [] => "なし".to_owned(),
                    _ => groups.to_string(),
                };
                let (before, after) = (text(&change.before), text(&change.after));
                let what = format!("{before} → {after}");
                self.changes.push((line, change.email, what));
            }
            RowOutcome::Problem(problem) if self.problems.len() < SHOWN => {
                self.problems.push((line, problem.to_string()));
            }
            _ => {}
        }
    }

    fn shown(&self, file: &str, is_trial: bool) -> Markup {
        let Summary {
            changed, problems, ..
        } = self.summary;
        let sentence = if is_trial {
            format!(
                "「{file}」を試しに取り込みました（{}）。まだ何も変更していません。",
                self.summary
            )
        } else {
            format!("「{file}」を取り込みました（{}）。", self.summary)
        };
        let notice = if problems > 0 {
            Notice::warning(sentence)
        } else {
            Notice::done(sentence)
        };
        let wrong = html! {
            @for (line, problem) in &self.problems {
                tr role="row" { (cell("行", format!("{line}行目"))) (cell("理由", problem)) }
            }
        };
        let changes = html! {
            @for (line, email, what) in &self.changes {
                tr role="row" { (cell("行", format!("{line}行目"))) (cell("メールアドレス", email)) (cell("ユーザーグループ", what)) }
            }
        };
        html! {
            (notice)
            @if problems > 0 {
                h2 { "取り込めない行" }
                p {
                    @if is_trial { "次の行は、取り込んでも何も変わりません。" } @else { "次の行は、何も変更していません。" }
                    (more(problems))
                }
                (table("取り込めない行", &["行", "理由"], &wrong))
            }
            @if changed > 0 {
                h2 { @if is_trial { "取り込むと変わること" } @else { "変わったこと" } }
                p { (more(changed)) }
                (table(if is_trial { "変わること" } else { "変わったこと" }, &["行", "メールアドレス", "ユーザーグループ"], &changes))
            }
        }
    }
}

/// The note that not all are shown.
fn more(all: u64) -> String {
    match usize::try_from(all) {
        Ok(all) if all <= SHOWN => String::new(),
        _ => format!("{}件のうち、はじめの{SHOWN}件を示します。", separated(all)),
    }
}
