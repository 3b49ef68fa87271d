//! What an order comes to, as buyers and operators see it: the sums, and what a 適格請求書 says of each tax rate.

use maud::{Markup, html};

use super::layout;
use crate::{
    format,
    store::{OrderSnapshot, RateSum},
};

/// The mark of goods of the reduced rate, behind their name.
pub(crate) const REDUCED: &str = "※";

/// The sums.
pub(crate) fn sums(contents: &OrderSnapshot, total: i64) -> Markup {
    html! {
        dl.sums {
            @for (name, amount) in &contents.sums {
                dt { (name) } dd { (format::yen(*amount)) }
            }
            dt.total { "合計" } dd.total { (format::yen(total)) }
        }
    }
}

/// 税率ごとの対価の額と消費税額, the legend of the mark, and who has issued it.
pub(crate) fn rates(contents: &OrderSnapshot) -> Markup {
    html! {
        div.rates {
        @if !contents.rates.is_empty() {
            h3 { "税率ごとの内訳" }
            dl.sums {
                @for rate in &contents.rates {
                    dt { (base_name(rate)) } dd { (format::yen(rate.base)) }
                    dt.of { (tax_name(rate)) } dd { (format::yen(rate.tax)) }
                }
                @if contents.untaxed > 0 {
                    dt { "消費税の対象外" } dd { (format::yen(contents.untaxed)) }
                }
            }
        }
        @if contents.items.iter().any(|item| contents.is_reduced(item)) {
            p { (REDUCED) "は軽減税率対象" }
        }
        @if !contents.registration_number.is_empty() {
            p { (layout::NAME) " 登録番号 " (contents.registration_number) }
        }
        }
    }
}

fn base_name(rate: &RateSum) -> String {
    let how = if rate.included { "税込" } else { "税抜" };
    format!("{}％対象（{how}）", rate.percent())
}

fn tax_name(rate: &RateSum) -> String {
    let percent = rate.percent();
    if rate.included {
        format!("うち消費税（{percent}％）")
    } else {
        format!("消費税（{percent}％）")
    }
}
