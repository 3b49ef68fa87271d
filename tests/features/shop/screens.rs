//! Steps that hold on every screen: opening, filling in, pressing, seeing.

use cucumber::{given, then, when};

use super::world::Walk;
use crate::features::wording::is_there;

#[given(regex = "^幅([0-9]+)、高さ([0-9]+)のブラウザで見る$")]
fn real_browser(walk: &mut Walk, width: u32, height: u32) {
    walk.browser = Some((width, height));
}

#[when(regex = "^(担当者|お客様)が「([^」]+)」を開く$")]
async fn opens_as(walk: &mut Walk, who: String, page: String) {
    walk.turn_to(&who).await;
    opens(walk, page).await;
}

#[when(regex = "^テスト取引先「([^」]+)」が「([^」]+)」を開く$")]
async fn opens_as_buyer(walk: &mut Walk, who: String, page: String) {
    walk.turn_to(&who).await;
    opens(walk, page).await;
}

#[when(regex = "^「([^」]+)」を開く$")]
async fn opens(walk: &mut Walk, page: String) {
    walk.go_home().await;
    walk.here().follow(&page).await;
}

#[when(regex = "^「((?:[^「」]|「[^「」]*」)+)」へ進む$")]
async fn follows(walk: &mut Walk, link: String) {
    walk.here().follow(&link).await;
}

#[when(regex = "^「([^」]+)」を押す$")]
async fn presses(walk: &mut Walk, button: String) {
    walk.here().press(&button).await;
}

#[when(regex = "^「([^」]+)」に「([^」]*)」と入力する$")]
fn fills(walk: &mut Walk, label: String, value: String) {
    walk.here().fill(&label, &value);
}

#[when(regex = "^「([^」]+)」で「([^」]+)」を選ぶ$")]
fn chooses(walk: &mut Walk, label: String, value: String) {
    walk.here().select(&label, &value);
}

#[when(regex = "^「([^」]+)」にチェックを入れる$")]
fn ticks(walk: &mut Walk, label: String) {
    walk.here().tick(&label, true);
}

#[when(regex = "^「([^」]+)」のチェックを外す$")]
fn takes_the_tick_away(walk: &mut Walk, label: String) {
    walk.here().tick(&label, false);
}

#[then(regex = "^「((?:[^「」]|「[^「」]*」)+)」と表示される$")]
fn sees(walk: &mut Walk, text: String) {
    walk.here().sees(&text);
}

#[then(regex = "^「((?:[^「」]|「[^「」]*」)+)」とは表示されない$")]
fn does_not_see(walk: &mut Walk, text: String) {
    walk.here().does_not_see(&text);
}

#[then(regex = "^「([^」]+)」の画面になる$")]
fn is_at(walk: &mut Walk, heading: String) {
    let here = walk.here();
    let found = here.page.heading();
    assert!(found.contains(&heading), "「{found}」の画面です");
}

#[then(regex = "^「([^」]+)」へのリンク(がある|はない|あり|なし)$")]
fn has_link(walk: &mut Walk, text: String, there: String) {
    let here = walk.here();
    let found = here.page.links.iter().any(|(known, _)| *known == text);
    assert_eq!(found, is_there(&there), "{:?}", here.page.links);
}

#[then(regex = "^「([^」]+)」の欄に「(.+)」と表示される$")]
fn said_beside(walk: &mut Walk, label: String, text: String) {
    let said = walk.here().said_of(&label);
    assert!(said.iter().any(|said| said.contains(&text)), "{said:?}");
}

#[then(regex = "^「([^」]+)」に「([^」]*)」と入っている$")]
fn holds(walk: &mut Walk, label: String, value: String) {
    assert_eq!(walk.here().value(&label), value);
}

#[then(regex = "^「([^」]+)」にチェックが入っている$")]
fn is_ticked(walk: &mut Walk, label: String) {
    assert!(walk.here().is_ticked(&label));
}

#[then(regex = "^「([^」]+)」は「([^」]+)」と表示される$")]
fn fact(walk: &mut Walk, name: String, value: String) {
    let text = walk.here().page.text();
    let mut lines = text.lines();
    lines.by_ref().find(|line| *line == name);
    assert_eq!(lines.next(), Some(value.as_str()), "{text}");
}

#[then(regex = "^準備の「(.+)」は「(済み|未)」と表示される$")]
fn is_prepared(walk: &mut Walk, name: String, mark: String) {
    let text = walk.here().page.text();
    let expected = format!("{mark}{name}");
    assert!(text.lines().any(|line| line == expected), "{text}");
}

#[then("画面のどこにもパスワードは出ていない")]
fn no_password(walk: &mut Walk) {
    let secrets = [
        walk.shop().merchant_password.clone(),
        walk.shop().operator_password.clone(),
    ];
    let body = walk.here().page.body.clone();
    assert!(!body.is_empty());
    for secret in secrets {
        assert!(!body.contains(&secret), "パスワードが画面に出ています");
    }
}

#[then("画面にエラーコードは出ていない")]
fn no_code(walk: &mut Walk) {
    let text = walk.here().page.text();
    let is_code = |word: &str| {
        word.len() == 7
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word[1..].bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    assert!(!words.any(is_code), "{text}");
}
