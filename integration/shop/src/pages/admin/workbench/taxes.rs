//! 消費税の確認: one basket by all combinations of settings, and one of them sent to the test environment.

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};

use kakebarai::billing::BillingTerms;

use super::{
    TAXES, about_address, address, pairs,
    sending::{self, Series},
    tabs, tax_form, tax_table, text_of,
};
use crate::{
    Shop,
    error::PageError,
    extract::Form,
    format::{self, yen},
    forms::{self, Choice, Errors, Field},
    pages::{
        admin::spreadsheet::{self, attached},
        layout,
    },
    redirection::redirect,
    visit::Visit,
    workbench::{Basket, BasketInput, Comparison, scenario},
};

const TITLE: &str = "消費税の確認";

/// 消費税の確認, with what the address holds.
pub(in crate::pages) async fn show(
    State(shop): State<Shop>,
    visit: Visit,
    query: RawQuery,
) -> Markup {
    let Some(pairs) = pairs(query, "lines") else {
        return page(
            &visit,
            &BasketInput::default(),
            &Errors::default(),
            &html! {},
        );
    };
    let entry = BasketInput::of(|name| {
        let found = pairs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    });
    Trial { shop, visit, entry }.page(&html! {})
}

/// 計算する, and everything that is done with the results.
pub(in crate::pages) async fn submit(
    State(shop): State<Shop>,
    visit: Visit,
    form: Form<tax_form::TaxFields>,
) -> Result<Response, PageError> {
    let entry = match form.file("file") {
        None => tax_form::read(&form),
        Some(file) => match text_of(file, None) {
            Ok(text) => BasketInput::of_file(&text),
            Err(why) => {
                let entry = tax_form::read(&form);
                let mut errors = Errors::default();
                errors.add("file", "ファイルから読み込む", why);
                return Ok(page(&visit, &entry, &errors, &html! {}).into_response());
            }
        },
    };
    let trial = Trial { shop, visit, entry };
    let (basket, comparison) = match trial.comparison() {
        Ok(found) => found,
        Err(errors) => {
            return Ok(page(&trial.visit, &trial.entry, &errors, &html! {}).into_response());
        }
    };
    let text = |name, content: String| attached(name, "text/plain; charset=utf-8", content.into());
    match form.get("action") {
        "csv" => return tax_table::file(&comparison),
        "entry" => return Ok(text("shohizei-input.csv", trial.entry.file())),
        "scenario" => {
            if let Some(scenario) = scenario(&basket, &comparison, trial.terms()) {
                return Ok(text("shohizei.feature", scenario));
            }
        }
        "cancel" => {
            let result = sending::cancel(&trial.shop, &trial.visit, &form).await;
            return Ok(trial.page(&result).into_response());
        }
        _ => {}
    }
    let request = sending::chosen(&form, &basket, &comparison, trial.terms(), trial.date());
    if let Some(request) = request {
        let kept = tax_form::kept(&trial.entry);
        let result = sending::send(&trial.shop, &trial.visit, &request, &kept).await;
        return Ok(trial.page(&result).into_response());
    }
    Ok(match trial.address() {
        // So that the address that the browser shows brings the page back.
        Some(address) => redirect(&address),
        None => trial.page(&html! {}).into_response(),
    })
}

/// A trial.
struct Trial {
    shop: Shop,
    visit: Visit,
    entry: BasketInput,
}

impl Trial {
    fn terms(&self) -> &BillingTerms {
        &self.visit.settings.kakebarai.terms
    }

    fn date(&self) -> jiff::civil::Date {
        format::day(self.shop.0.config.clock.now())
    }

    fn address(&self) -> Option<String> {
        address(TAXES, self.entry.entered())
    }

    fn comparison(&self) -> Result<(Basket, Comparison), Errors> {
        let basket = self.entry.basket().map_err(|problems| {
            let mut errors = Errors::default();
            for problem in problems {
                errors.add(problem.field, problem.label, problem.message);
            }
            errors
        })?;
        let comparison = Comparison::of(&basket, self.terms(), self.date());
        Ok((basket, comparison))
    }

    /// The page with all results. `result` is that of what has just been sent.
    fn page(&self, result: &Markup) -> Markup {
        let (errors, results) = match self.comparison() {
            Err(errors) => (errors, html! {}),
            Ok((basket, comparison)) => (Errors::default(), self.results(&basket, &comparison)),
        };
        page(
            &self.visit,
            &self.entry,
            &errors,
            &html! { (result) (results) },
        )
    }

    fn results(&self, basket: &Basket, comparison: &Comparison) -> Markup {
        let environment = sending::environment(&self.shop, &self.visit);
        let can_send = environment.is_ok();
        let address = self.address();
        let content = html! {
            (tax_form::kept(&self.entry))
            input type="hidden" name="series" value=(Series::fresh());
            @if let Some(problems) = comparison.problems() {
                div.notice.warning role="alert" {
                    p { "どの組み合わせでも、このままでは送信できません。" }
                    ul.plain { @for problem in problems { li { (problem) } } }
                }
            }
            (tax_table::notes(comparison))
            @if let Some(total) = comparison.compared_with {
                p {
                    "「差」は、"
                    @if basket.shown.is_some() { "お店に表示された合計" } @else { "いまのお店の設定での請求額" }
                    "（" (yen(total)) "）との差です。"
                }
            }
            @match environment {
                Ok(()) => (Field::select("buyer", "送信するときの取引先", buyers()).settled()
                    .value(self.entry.get("buyer")).width("middle")
                    .hint("「送信」を押すと、その行の内容で決済登録をテスト環境に送信します。お店の注文にはなりません。")),
                Err(why) => p.hint { "送信はできません：" (why) },
            }
            (tax_table::combinations(comparison, self.terms(), can_send))
            (tax_table::addon(comparison, can_send))
            h3 { "結果を残す" }
            (about_address(address.as_deref()))
            (spreadsheet::advice())
            div.actions {
                button.button type="submit" name="action" value="csv" { "結果をCSVで受け取る" }
                button.button type="submit" name="action" value="scenario" { "シナリオをファイルで受け取る" }
                button.button type="submit" name="action" value="entry" { "入力をファイルに保存する" }
            }
        };
        html! {
            section.trial id="results" {
                h2 { "すべての組み合わせ" }
                (forms::form(&self.visit.form_token, TAXES, &content))
                (scenario_box(basket, comparison, self.terms()))
            }
        }
    }
}

fn buyers() -> Vec<Choice> {
    let buyers = sending::TEST_BUYERS.iter();
    let buyers = buyers.map(|buyer| Choice::new(*buyer, format!("テスト取引先 {buyer}")));
    buyers.collect()
}

fn scenario_box(basket: &Basket, comparison: &Comparison, terms: &BillingTerms) -> Markup {
    html! {
        @if let Some(text) = scenario(basket, comparison, terms) {
            details {
                summary { "シナリオ（自動テストに貼り付ける文章）" }
                div.wide {
                    (Field::area("scenario", "シナリオ").value(&text)
                        .hint("すべて選んでコピーし、自動テストのフィーチャーファイルに貼り付けると、この表の金額がそのまま試されます。"))
                }
            }
        }
    }
}

fn page(visit: &Visit, entry: &BasketInput, errors: &Errors, results: &Markup) -> Markup {
    let example = tax_form::example();
    let example = address(TAXES, example.entered());
    let content = html! {
        (tabs(TAXES))
        (errors)
        p.lead {
            "内税・外税、計算、端数のすべての組み合わせで、何が請求されるかを1つの表にします。"
            @if let Some(example) = example { a href=(example) { "例を入れて試す" } }
        }
        (results)
        (tax_form::form(&visit.form_token, TAXES, entry, errors))
    };
    layout::admin_page(visit, errors.title(TITLE), &content)
}
