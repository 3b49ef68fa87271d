//! The page: its frame, without data.

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use maud::{DOCTYPE, Markup, html};

use super::{
    guarded,
    language::Language,
    query::{PageQuery, View},
};

/// The frame of the page.
pub(super) async fn show(query: PageQuery) -> Response {
    let mut response = guarded(frame(&query));
    if query.said.is_some() {
        let cookie = HeaderValue::from_static(query.lang.cookie());
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn frame(query: &PageQuery) -> Markup {
    let lang = query.lang;
    // English texts that precede the Japanese problems of the control addresses.
    let english = |text: &'static str| (lang == Language::En).then_some(text);
    let title = lang.say(
        "クロネコ掛け払いシミュレーター",
        "Kuroneko Kakebarai simulator",
    );
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (query.view.name(lang)) " – " (title) }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/dashboard.css";
                script src="/assets/dashboard.js" defer {}
            }
            body data-failed=(lang.say("シミュレーターにつながりません。起動しているか確かめてください。", "The simulator cannot be reached. Check that it runs."))
                data-copied=(lang.say("コピーしました", "Copied"))
                data-done=(lang.say("反映しました", "Done"))
                data-refused=[english("The simulator refused it.")]
                data-refused-400=[english("The simulator cannot read that.")]
                data-refused-403=[english("The simulator does not answer pages under this name.")]
                data-refused-404=[english("It is not there, or not any more.")]
                data-refused-409=[english("The books do not allow it.")]
                data-refused-422=[english("The value is not acceptable.")]
                data-refused-503=[english("The data cannot be written or there is too much at once; nothing was done.")] {
                a class="skip" href="#view" { (lang.say("本文へ移動", "Skip to content")) }
                header {
                    a class="brand" href=(query.link(View::Requests, lang)) {
                        img src="/assets/icon.svg" alt="" width="28" height="28";
                        span { (title) }
                    }
                    div id="bar" class="bar" {}
                    p id="live" class="live" role="status" data-on=(lang.say("ライブ", "Live")) data-off=(lang.say("再接続中", "Reconnecting")) {
                        (lang.say("接続中", "Connecting"))
                    }
                    a class="lang" href=(query.in_language(lang.other())) lang=(lang.other().code()) hreflang=(lang.other().code()) {
                        (lang.say("English", "日本語"))
                    }
                }
                div class="frame" {
                    nav aria-label=(lang.say("画面", "Views")) {
                        ul {
                            @for view in View::ALL {
                                li {
                                    a href=(query.link(view, lang)) aria-current=[(view == query.view).then_some("page")] {
                                        (view.name(lang))
                                    }
                                }
                            }
                        }
                    }
                    main {
                        div id="made" class="made" role="status" hidden {
                            p { strong { (lang.say("加盟店を作成しました。", "The merchant was made. ")) } (lang.say("パスワードを表示するのは、この1回だけです。", "Its password is shown this once.")) }
                            p { (lang.say("加盟店コード", "Code")) " " code { "traderCode" } " " code id="made-code" {} }
                            p { (lang.say("パスワード", "Password")) " " code { "passWord" } " " code id="made-password" {} " "
                                button type="button" data-copy="made-password" { (lang.say("パスワードをコピー", "Copy the password")) } }
                        }
                        div id="view" tabindex="-1" aria-busy="true" {
                            p class="quiet" { (lang.say("読み込んでいます…", "Loading…")) }
                        }
                        form id="token" class="panel" hidden {
                            h1 { (lang.say("制御トークン", "Control token")) }
                            p { (lang.say("起動時に表示されたトークンを入力してください。この画面を閉じるまで、このブラウザーだけが覚えます。",
                                "Enter the token that was printed at the start. This browser alone remembers it, until the page is closed.")) }
                            p id="wrong" class="badge bad" role="alert" hidden { (lang.say("トークンが違います。", "That is not the token.")) }
                            label { (lang.say("トークン", "Token")) input type="password" name="token" autocomplete="off" required; }
                            button type="submit" class="main" { (lang.say("開く", "Open")) }
                        }
                        noscript { p class="panel" { (lang.say("この画面には JavaScript が必要です。制御アドレス /_simulator/v1/ は JavaScript なしで使えます。",
                            "This page needs JavaScript. The control addresses /_simulator/v1/ do not.")) } }
                    }
                }
                div id="toasts" class="toasts" role="status" aria-live="polite" {}
            }
        }
    }
}
