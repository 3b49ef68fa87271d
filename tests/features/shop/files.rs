//! Steps: files that are exported, changed and imported.

use cucumber::{gherkin::Step, given, then, when};

use super::world::Walk;

#[given("次のファイルがある:")]
fn is_given(walk: &mut Walk, step: &Step) {
    let text = step.docstring.as_ref().unwrap().trim_start_matches('\n');
    walk.file = text.as_bytes().to_vec();
}

#[when(regex = "^「([^」]+)」を押して、ファイルを受け取る$")]
async fn receives(walk: &mut Walk, button: String) {
    let here = walk.here();
    here.press(&button).await;
    let body = here.page.body.clone();
    walk.file = body.into_bytes();
}

#[when(regex = "^ファイルの「(.+)」を「(.+)」に書き換える$")]
fn changes(walk: &mut Walk, from: String, to: String) {
    let text = String::from_utf8(walk.file.clone()).unwrap();
    assert!(text.contains(&from), "{text}");
    walk.file = text.replace(&from, &to).into_bytes();
}

#[when(regex = "^ファイルを選んで「([^」]+)」を押す$")]
async fn sends(walk: &mut Walk, button: String) {
    let file = walk.file.clone();
    let here = walk.here();
    here.attach("ファイル", "users.csv", file);
    here.press(&button).await;
}

fn lines(walk: &Walk) -> Vec<String> {
    let text = String::from_utf8(walk.file.clone()).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[then(regex = "^ファイルの1行目は「(.+)」である$")]
fn header(walk: &mut Walk, line: String) {
    assert_eq!(lines(walk)[0], line);
}

#[then(regex = "^ファイルに「(.+)」の行がある$")]
fn has_line(walk: &mut Walk, line: String) {
    let lines = lines(walk);
    assert!(lines.contains(&line), "{lines:?}");
}
