//! The form of a way of shipping: what was entered, and what is wrong with it.

use std::ops::RangeInclusive;

use maud::{Markup, html};

use super::HERE;
use kakebarai::order::Tax;

use crate::{
    forms::{Errors, Field, Fields, Number, Posted},
    pages::admin::{entry::Entry, taxes, version::Version},
    store::ShippingMethod,
    visit::Visit,
};

/// 送料, in yen.
const PRICES: RangeInclusive<i64> = 0..=999_999;
/// From which sum of goods on it costs nothing, in yen.
const LIMITS: RangeInclusive<i64> = 1..=99_999_999;

/// What has several lines in the form of a 配送方法.
#[derive(Debug)]
pub(in crate::pages) struct ShippingFields;

impl Fields for ShippingFields {
    const AREAS: &'static [&'static str] = &["description"];
}

/// The fields as texts.
pub(super) struct ShippingMethodForm {
    pub(super) version: Version,
    name: String,
    description: String,
    price: String,
    free_from: String,
    tax: String,
}

impl ShippingMethodForm {
    /// As the form begins: with the first tax that is charged.
    pub(super) fn begun(taxes: &[Tax]) -> Self {
        let tax = taxes.iter().find(|tax| tax.enabled);
        Self {
            version: Version::none(),
            name: String::new(),
            description: String::new(),
            price: String::new(),
            free_from: String::new(),
            tax: tax.map_or(String::new(), |tax| tax.id.to_string()),
        }
    }

    /// As the way of shipping is.
    pub(super) fn of(method: &ShippingMethod) -> Self {
        let or_empty = |number: Option<String>| number.unwrap_or_default();
        Self {
            version: Version::of(method),
            name: method.name.clone(),
            description: method.description.clone(),
            price: method.price.to_string(),
            free_from: or_empty(method.free_from.map(|from| from.to_string())),
            tax: or_empty(method.tax.map(|tax| tax.to_string())),
        }
    }

    /// As it was posted.
    pub(super) fn read(form: &Posted) -> Self {
        let text = |name: &str| form.get(name).to_owned();
        Self {
            version: Version::read(form),
            name: text("name"),
            description: text("description"),
            price: text("price"),
            free_from: text("free_from"),
            tax: text("tax"),
        }
    }

    /// The way of shipping.
    pub(super) fn method(&self, id: u32, taxes: &[Tax], errors: &mut Errors) -> ShippingMethod {
        errors.require("name", "配送方法", &self.name);
        errors.limit("name", "配送方法", &self.name, 60);
        errors.limit("description", "説明", &self.description, 255);
        let price = Number {
            field: "price",
            label: "送料（円）",
            text: &self.price,
        };
        let free_from = Number {
            field: "free_from",
            label: "送料が無料になる商品合計（円）",
            text: &self.free_from,
        };
        ShippingMethod {
            id,
            name: self.name.clone(),
            description: self.description.clone(),
            price: price.yen(&PRICES, errors),
            free_from: free_from.optional_yen(&LIMITS, errors),
            tax: taxes::chosen("tax", &self.tax, taxes, errors),
        }
    }
}

/// The page; `here` is where the form is posted.
pub(super) fn page(
    visit: &Visit,
    here: &str,
    entered: &ShippingMethodForm,
    known: &[Tax],
    errors: &Errors,
) -> Markup {
    let fields = html! {
        section.card {
            (Field::text("name", "配送方法").value(&entered.name).required().errors(errors))
            (Field::area("description", "説明").value(&entered.description).errors(errors))
            div.pair {
                (Field::text("price", "送料（円）").value(&entered.price).required().keys("numeric").width("short").errors(errors))
                (Field::select("tax", "送料の税", taxes::choices(known)).settled().value(&entered.tax).errors(errors))
            }
            (Field::text("free_from", "送料が無料になる商品合計（円）").value(&entered.free_from).keys("numeric").width("short")
                .hint("割引とクーポンを引いた商品合計がこの額以上のとき、送料を0円にします。ギフト券とポイントは引きません。いつもかかるときは空欄にします。").errors(errors))
        }
    };
    let entry = Entry {
        what: "配送方法",
        list: HERE,
        here,
        version: &entered.version,
    };
    entry.page(visit, &fields, errors)
}
