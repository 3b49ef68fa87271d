//! The form of a product: what was entered, and what is wrong with it.

use maud::{Markup, html};

use super::HERE;
use kakebarai::{billing::names, order::Tax};

use crate::{
    forms::{Choice, Errors, Field, Fields, Number, Posted},
    pages::{
        admin::{entry::Entry, taxes, version::Version},
        assets,
    },
    store::Product,
    visit::Visit,
};

/// The most yen of one piece: a line of a settlement has eight digits.
const MAX_PRICE: u32 = 99_999_999;

/// What has several lines in the form of a product.
#[derive(Debug)]
pub(in crate::pages) struct ProductFields;

impl Fields for ProductFields {
    const AREAS: &'static [&'static str] = &["description"];
}

/// The fields as texts.
pub(super) struct ProductForm {
    pub(super) version: Version,
    name: String,
    code: String,
    price: String,
    unit: String,
    tax: String,
    description: String,
    picture: String,
}

impl ProductForm {
    /// As the form begins: with the first tax that is charged.
    pub(super) fn begun(taxes: &[Tax]) -> Self {
        let tax = taxes.iter().find(|tax| tax.enabled);
        Self {
            version: Version::none(),
            name: String::new(),
            code: String::new(),
            price: String::new(),
            unit: "個".to_owned(),
            tax: tax.map_or(String::new(), |tax| tax.id.to_string()),
            description: String::new(),
            picture: assets::PICTURES[0].0.to_owned(),
        }
    }

    /// As the product is.
    pub(super) fn of(product: &Product) -> Self {
        Self {
            version: Version::of(product),
            name: product.name.clone(),
            code: product.code.clone(),
            price: product.price.to_string(),
            unit: product.unit.clone(),
            tax: product.tax.map_or(String::new(), |tax| tax.to_string()),
            description: product.description.clone(),
            picture: product.picture.clone(),
        }
    }

    /// As it was posted. A code is kept with the spaces around it: what becomes of them is seen at what is sent.
    pub(super) fn read(form: &Posted) -> Self {
        let text = |name: &str| form.get(name).to_owned();
        Self {
            version: Version::read(form),
            name: text("name"),
            code: form.exactly("code").to_owned(),
            price: text("price"),
            unit: text("unit"),
            tax: text("tax"),
            description: text("description"),
            picture: text("picture"),
        }
    }

    /// The product.
    pub(super) fn product(&self, id: u32, taxes: &[Tax], errors: &mut Errors) -> Product {
        if self.name.is_empty() {
            errors.require("name", "商品名", "");
        } else if names::fit(&self.name).text.is_empty() {
            errors.add("name", "商品名", "目に見える文字を入力してください。");
        }
        errors.limit("name", "商品名", &self.name, 255);
        errors.limit("code", "商品コード", &self.code, 255);
        let price = Number {
            field: "price",
            label: "価格（円）",
            text: &self.price,
        };
        let price = price.price(MAX_PRICE, errors);
        errors.limit("unit", "単位", &self.unit, 20);
        errors.limit("description", "説明", &self.description, 2_000);
        let picture = assets::PICTURES
            .iter()
            .find(|(name, _)| *name == self.picture);
        if picture.is_none() {
            errors.add("picture", "絵", "選んでください。");
        }
        Product {
            id,
            name: self.name.clone(),
            code: self.code.clone(),
            price,
            unit: self.unit.clone(),
            tax: taxes::chosen("tax", &self.tax, taxes, errors),
            description: self.description.clone(),
            picture: self.picture.clone(),
        }
    }
}

/// The page; `here` is where the form is posted.
pub(super) fn page(
    visit: &Visit,
    here: &str,
    entered: &ProductForm,
    known: &[Tax],
    errors: &Errors,
) -> Markup {
    let pictures = assets::PICTURES.map(|(name, label)| Choice::new(name, label));
    let fields = html! {
        section.card {
            (Field::text("name", "商品名").value(&entered.name).required().hint("クロネコ掛け払いには、全角30文字（半角60文字）までを送信します。").errors(errors))
            (Field::text("code", "商品コード").value(&entered.code).hint("どんな文字でも、何文字でも（255文字まで）登録できます。送信するのは末尾の10文字で、半角でない文字があると送信できません。ない場合は空欄にします。").errors(errors))
            div.pair {
                (Field::text("price", "価格（円）").value(&entered.price).required().keys("decimal").width("middle").hint("小数点以下3桁まで。例：12.345").errors(errors))
                (Field::text("unit", "単位").value(&entered.unit).width("short").hint("例：個、箱、本").errors(errors))
            }
            (Field::select("tax", "税", taxes::choices(known)).settled().value(&entered.tax).width("middle").errors(errors))
        }
        section.card {
            (Field::area("description", "説明").value(&entered.description).errors(errors))
            (Field::select("picture", "絵", pictures.into()).settled().value(&entered.picture).width("middle").errors(errors))
        }
    };
    let entry = Entry {
        what: "商品",
        list: HERE,
        here,
        version: &entered.version,
    };
    entry.page(visit, &fields, errors)
}
