//! 税の削除: only of a tax that is not used.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use super::HERE;
use kakebarai::order::Tax;

use crate::{
    Shop, error::PageError, extract::Path, forms::Notice, pages::admin::question::Question,
    visit::Visit,
};

async fn tax(shop: &Shop, id: &str) -> Result<Tax, PageError> {
    let taxes = shop.0.store.taxes().await?;
    let found = taxes.into_iter().find(|tax| tax.id.to_string() == id);
    found.ok_or(PageError::NotFound)
}

/// Why it cannot be deleted.
async fn in_the_way(shop: &Shop, visit: &Visit, tax: &Tax) -> Result<Option<String>, PageError> {
    let uses = shop.0.store.uses_of_tax(tax.id).await?;
    let mut taxed = Vec::new();
    if uses.products > 0 {
        taxed.push(format!("商品{}点", uses.products));
    }
    if uses.shipping_methods > 0 {
        taxed.push(format!("配送方法{}件の送料", uses.shipping_methods));
    }
    let mut methods = visit.settings.methods.iter();
    if methods.any(|method| method.terms.fee_tax == Some(tax.id)) {
        taxed.push("支払方法の手数料".to_owned());
    }
    Ok((!taxed.is_empty()).then(|| {
        format!(
            "税「{}」は、{}に使われているため、削除できません。先に別の税を選んでください。",
            tax.name,
            taxed.join("・")
        )
    }))
}

/// Asks before a tax is deleted.
pub(crate) async fn ask(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let tax = tax(&shop, &id).await?;
    if let Some(why) = in_the_way(&shop, &visit, &tax).await? {
        return Ok(visit.redirect_with_notice(&shop, HERE, &Notice::warning(why)));
    }
    let action = format!("{HERE}/{}/delete", tax.id);
    let question = Question {
        title: "税の削除の確認",
        details: &[
            ("名前", tax.name.clone()),
            ("税率", format!("{}％", tax.rate)),
        ],
        warning: "削除した税は、元に戻せません。これまでのご注文の内容は変わりません。",
        action: &action,
        back: HERE,
    };
    Ok(question.page(&visit).into_response())
}

/// 削除する.
pub(crate) async fn remove(
    State(shop): State<Shop>,
    visit: Visit,
    Path(id): Path,
) -> Result<Response, PageError> {
    let tax = tax(&shop, &id).await?;
    let why = in_the_way(&shop, &visit, &tax).await?;
    let notice = match why {
        Some(why) => Notice::warning(why),
        None if shop.0.store.delete_tax(tax.id).await? => {
            Notice::done(format!("税「{}」を削除しました。", tax.name))
        }
        None => Notice::warning("この税は、いま使われ始めたため、削除していません。"),
    };
    Ok(visit.redirect_with_notice(&shop, HERE, &notice))
}
