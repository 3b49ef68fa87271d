//! ホーム of the administration: the state of the shop, and what is still to be set up.

use axum::extract::State;
use maud::{Markup, html};

use kakebarai::order::Tax;

use super::{simulator, taxes};
use crate::{Shop, error::PageError, format, pages::layout, store::TaxUses, visit::Visit};

/// One step on the way to the first settlement.
struct Step {
    is_done: bool,
    text: &'static str,
    path: &'static str,
}

/// ホーム.
pub(super) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let connection = shop.0.payments.connect(&visit.settings);
    let environment = shop.0.payments.environment(&visit.settings);
    let taxes = shop.0.store.taxes().await?;
    let unknown = shop.0.store.ledger().count_unknown_outcomes().await?;
    let missing = shop.0.store.missing_taxes().await?;
    let steps = steps(&shop, &visit, &taxes, &missing);
    let warnings = taxes::warnings(&visit, &taxes, &missing);
    let content = html! {
        @if unknown > 0 {
            p.warning {
                "結果の分からない送信が" (format::separated(unknown)) "件あります。"
                a href="/admin/kakebarai" { "クロネコ掛け払いの画面で確認する" }
            }
        }
        section.card {
            h2 { "クロネコ掛け払いの準備" }
            ol.todo {
                @for step in &steps {
                    li.done[step.is_done] {
                        span.badge.good[step.is_done].attention[!step.is_done] { @if step.is_done { "済み" } @else { "未" } }
                        a href=(step.path) { (step.text) }
                    }
                }
            }
        }
        section.card {
            h2 { "いまの状態" }
            dl.properties {
                dt { "接続" }
                dd {
                    @match connection {
                        Ok(_) if environment.is_test() => { "テスト環境に接続します。" }
                        Ok(_) => { "本番環境に接続します。" }
                        Err(why) => { (why) }
                    }
                }
                dt { "支払方法" }
                dd { @if !visit.settings.installed { "アドオンをインストールするまで、選べません" } @else if visit.settings.kakebarai.enabled { "有効" } @else { "無効" } }
                (simulator::status_rows(&shop, &visit))
            }
            @for warning in &warnings {
                p.warning { (warning) }
            }
        }
    };
    Ok(layout::admin_page(&visit, "ホーム", &content))
}

fn steps(shop: &Shop, visit: &Visit, taxes: &[Tax], missing: &[(String, TaxUses)]) -> [Step; 4] {
    let settings = &visit.settings;
    let has_password = shop.0.config.password.is_some() || !settings.password.0.is_empty();
    let step = |is_done, text, path| Step {
        is_done,
        text,
        path,
    };
    [
        step(
            settings.installed,
            "アドオンをインストールする",
            "/admin/addons?all=1",
        ),
        step(
            has_password && !settings.addon.merchant_code.is_empty(),
            "加盟店コードとパスワードを登録する",
            "/admin/addons/kakebarai",
        ),
        step(
            settings.installed && settings.kakebarai.enabled,
            "支払方法に「クロネコ掛け払い」を加えて、有効にする",
            "/admin/payment-methods",
        ),
        step(
            missing.is_empty() && taxes.iter().any(|tax| tax.enabled),
            "消費税を有効にする",
            "/admin/taxes",
        ),
    ]
}
