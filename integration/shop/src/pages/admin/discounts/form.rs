//! The form of a discount: what was entered, and what is wrong with it.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use maud::{Markup, html};

use super::HERE;
use crate::{
    extract::Form,
    forms::{Choice, Errors, Field, Number},
    pages::admin::{entry::Entry, version::Version},
    store::{Discount, DiscountValue},
    visit::Visit,
};

/// What is taken off, in yen.
const AMOUNTS: RangeInclusive<i64> = 1..=9_999_999;
/// The same in hundredths of a per cent.
const PERCENTS: RangeInclusive<i64> = 1..=10_000;
/// What the goods have to cost, in yen.
const GOODS: RangeInclusive<i64> = 0..=99_999_999;
/// How many orders may use a coupon.
const TIMES: RangeInclusive<u32> = 1..=999_999;

pub(super) const CODE: &str = "クーポンコード";

/// The fields as texts.
pub(super) struct DiscountForm {
    pub(super) version: Version,
    name: String,
    code: String,
    kind: String,
    amount: String,
    goods_from: String,
    first_day: String,
    last_day: String,
    times: String,
    status: String,
}

impl DiscountForm {
    /// As the form begins.
    pub(super) fn begun() -> Self {
        Self {
            version: Version::none(),
            name: String::new(),
            code: String::new(),
            kind: "yen".to_owned(),
            amount: String::new(),
            goods_from: String::new(),
            first_day: String::new(),
            last_day: String::new(),
            times: String::new(),
            status: "enabled".to_owned(),
        }
    }

    /// As the discount is.
    pub(super) fn of(discount: &Discount) -> Self {
        let (kind, amount) = match discount.value {
            DiscountValue::Yen(yen) => ("yen", yen.to_string()),
            DiscountValue::Percent(percent) => ("percent", percent.to_string()),
        };
        let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        Self {
            version: Version::of(discount),
            name: discount.name.clone(),
            code: discount.code.clone(),
            kind: kind.to_owned(),
            amount,
            goods_from: match discount.goods_from {
                0 => String::new(),
                from => from.to_string(),
            },
            first_day: day(discount.days.0),
            last_day: day(discount.days.1),
            times: discount
                .times
                .map_or(String::new(), |times| times.to_string()),
            status: if discount.enabled {
                "enabled"
            } else {
                "disabled"
            }
            .to_owned(),
        }
    }

    /// As it was posted.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name: &str| form.get(name).to_owned();
        Self {
            version: Version::read(form),
            name: text("name"),
            code: text("code"),
            kind: text("kind"),
            amount: text("amount"),
            goods_from: text("goods_from"),
            first_day: text("first_day"),
            last_day: text("last_day"),
            times: text("times"),
            status: text("status"),
        }
    }

    /// The discount.
    pub(super) fn discount(&self, id: u32, errors: &mut Errors) -> Discount {
        errors.require("name", "名前", &self.name);
        errors.limit("name", "名前", &self.name, 60);
        errors.limit("code", CODE, &self.code, 40);
        if self.code.contains(char::is_whitespace) {
            errors.add("code", CODE, "空白を入れずに入力してください。");
        }
        let value = self.value(errors);
        let goods_from = Number {
            field: "goods_from",
            label: "使える商品合計（円）",
            text: &self.goods_from,
        };
        let goods_from = goods_from.optional_yen(&GOODS, errors).unwrap_or(0);
        let days = (
            Field::read_day("first_day", "開始日", &self.first_day, errors),
            Field::read_day("last_day", "終了日", &self.last_day, errors),
        );
        if let (Some(first), Some(last)) = days
            && last < first
        {
            errors.add(
                "last_day",
                "終了日",
                "開始日か、それより後の日にしてください。",
            );
        }
        let times = Number {
            field: "times",
            label: "使える回数",
            text: &self.times,
        };
        let times = times.optional_count(&TIMES, errors);
        if times.is_some() && self.code.is_empty() {
            let message = "回数は、クーポンコードのある割引だけに決められます。";
            errors.add("times", "使える回数", message);
        }
        Discount {
            id,
            name: self.name.clone(),
            code: self.code.clone(),
            value,
            goods_from,
            days,
            times,
            enabled: self.status == "enabled",
        }
    }

    fn value(&self, errors: &mut Errors) -> DiscountValue {
        let amount = Number {
            field: "amount",
            label: "割引額",
            text: &self.amount,
        };
        match self.kind.as_str() {
            "percent" => DiscountValue::Percent(amount.percent(&PERCENTS, errors)),
            "yen" => DiscountValue::Yen(amount.yen(&AMOUNTS, errors)),
            _ => {
                errors.add("kind", "割引の種類", "選んでください。");
                DiscountValue::Yen(0)
            }
        }
    }
}

/// The page; `here` is where the form is posted.
pub(super) fn page(visit: &Visit, here: &str, entered: &DiscountForm, errors: &Errors) -> Markup {
    let kinds = vec![
        Choice::new("yen", "円で引く"),
        Choice::new("percent", "％で引く"),
    ];
    let statuses = vec![
        Choice::new("enabled", "有効"),
        Choice::new("disabled", "無効"),
    ];
    let fields = html! {
        section.card {
            (Field::text("name", "名前").value(&entered.name).required().hint("お客様の画面に、割引の名前として表示します。").errors(errors))
            (Field::text("code", CODE).value(&entered.code).width("middle").autocomplete("off")
                .hint("入力したお客様だけに割引します。空欄にすると、すべてのご注文を割引します。大文字と小文字、全角と半角は区別しません。").errors(errors))
            (Field::radios("kind", "割引の種類", kinds).value(&entered.kind).required().errors(errors))
            (Field::text("amount", "割引額").value(&entered.amount).required().keys("decimal").width("short")
                .hint("円か％の数字です。％の割引は商品合計から計算し、1円未満を切り捨てます。").errors(errors))
            (Field::radios("status", "ステータス", statuses).value(&entered.status).required().errors(errors))
        }
        section.card {
            h2 { "条件" }
            (Field::text("goods_from", "使える商品合計（円）").value(&entered.goods_from).keys("numeric").width("short")
                .hint("商品合計がこの額以上のときだけ割引します。いつでも割引するときは空欄にします。").errors(errors))
            div.pair {
                (Field::date("first_day", "開始日").value(&entered.first_day).errors(errors))
                (Field::date("last_day", "終了日").value(&entered.last_day).hint("この日の終わりまで使えます。").errors(errors))
            }
            (Field::text("times", "使える回数").value(&entered.times).keys("numeric").width("short")
                .hint("すべてのお客様を合わせた回数です。取り消された注文の分は戻ります。何回でも使えるときは空欄にします。").errors(errors))
        }
    };
    let entry = Entry {
        what: "割引",
        list: HERE,
        here,
        version: &entered.version,
    };
    entry.page(visit, &fields, errors)
}
