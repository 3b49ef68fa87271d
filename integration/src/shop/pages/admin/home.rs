//! ホーム of the administration: how the shop stands.

use axum::extract::State;
use maud::{Markup, html};

use crate::shop::{
    Shop,
    pages::{error::PageError, layout},
    visit::Visit,
};

/// ホーム.
pub(super) async fn show(State(shop): State<Shop>, visit: Visit) -> Result<Markup, PageError> {
    let connection = shop.0.payments.connect(&visit.settings);
    let environment = shop.0.payments.environment(&visit.settings);
    let taxes = shop.0.store.taxes().await?;
    let content = html! {
        section.card {
            h2 { "クロネコ掛け払い" }
            dl.facts {
                dt { "接続" }
                dd {
                    @match connection {
                        Ok(_) if environment.is_test() => { "テスト環境に接続します。" }
                        Ok(_) => { "本番環境に接続します。" }
                        Err(why) => { (why) }
                    }
                }
                dt { "支払方法" }
                dd { @if visit.settings.method.enabled { "有効" } @else { "無効" } }
            }
            @for warning in visit.settings.method.warnings(&taxes) {
                p.warning { (warning) }
            }
        }
    };
    Ok(layout::admin_page(&visit, "ホーム", &content))
}
