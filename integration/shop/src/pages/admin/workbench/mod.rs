//! 確認: quality assurance tries out product codes and taxes, and keeps what comes of them.

mod code_table;
pub(super) mod codes;
mod sending;
mod tax_form;
mod tax_table;
pub(super) mod taxes;

use axum::extract::RawQuery;
use maud::{Markup, html};

use crate::{
    forms::Upload,
    pages::layout,
    visit::Visit,
    workbench::{Charset, NotText, decoded},
};

/// The longest address of a page that is made: longer ones do not pass every server and every e-mail.
const MAX_ADDRESS: usize = 8_000;

/// The most bytes of a file.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// 消費税の確認.
pub(in crate::pages) const TAXES: &str = "/admin/workbench/taxes";

/// The pages: path and name.
const PAGES: [(&str, &str); 2] = [(codes::HERE, "商品コードの確認"), (TAXES, "消費税の確認")];

/// 確認.
pub(in crate::pages) async fn index(visit: Visit) -> Markup {
    let content = html! {
        p.lead { "設定を変える前に、何が送信されるかをここで確かめられます。お店の設定や注文は変わりません。" }
        div.two {
            section.card {
                h2 { a href=(codes::HERE) { (PAGES[0].1) } }
                p { "商品コードを貼り付けると、「連携しない」と「頭から超えている値を切る」のそれぞれで、何が送信され、何が切られ、何が断られるかを1文字ずつ表示します。" }
            }
            section.card {
                h2 { a href=(TAXES) { (PAGES[1].1) } }
                p { "商品、送料、手数料、割引などを入力すると、内税・外税、計算、端数のすべての組み合わせを1つの表にします。1つを選んで、テスト環境に送信することもできます。" }
            }
        }
    };
    layout::admin_page(&visit, "確認", &content)
}

/// The way between the pages.
fn tabs(here: &str) -> Markup {
    html! {
        nav.tabs aria-label="確認の種類" {
            ul {
                @for (path, name) in PAGES {
                    li { a href=(path) aria-current=[(path == here).then_some("page")] { (name) } }
                }
            }
        }
    }
}

/// The query, as it is; `None` if it does not have the field `tried`.
fn pairs(query: RawQuery, tried: &str) -> Option<Vec<(String, String)>> {
    let query = query.0?;
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    let pairs: Vec<_> = pairs.collect();
    pairs.iter().any(|(name, _)| name == tried).then_some(pairs)
}

/// The address that brings a page back; `None` if it would be too long.
fn address(
    path: &str,
    pairs: impl Iterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
) -> Option<String> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    let address = format!("{path}?{}", query.finish());
    (address.len() <= MAX_ADDRESS).then_some(address)
}

/// The hint about the address of a page.
fn about_address(address: Option<&str>) -> Markup {
    html! {
        @match address {
            Some(address) => p.hint { a href=(address) { "このページのアドレス" } "をお気に入りやメールに残すと、いつでも同じ結果を表示できます。" },
            None => p.hint { "入力が長いため、このページはアドレスでは残せません（アドレスは8,000文字まで）。入力をファイルに保存すると、あとでそのファイルから同じ結果を表示できます。" },
        }
    }
}

/// The text of a file that was chosen.
///
/// # Errors
/// What is wrong with it, in Japanese.
fn text_of(file: &Upload, charset: Option<Charset>) -> Result<String, String> {
    match file.bytes(MAX_FILE) {
        Ok(Some(bytes)) => decoded(&bytes, charset).map_err(|why: NotText| why.to_string()),
        Ok(None) => Err("ファイルは16MBまでにしてください。".to_owned()),
        Err(_) => Err("ファイルを読めませんでした。もう一度選んでください。".to_owned()),
    }
}
