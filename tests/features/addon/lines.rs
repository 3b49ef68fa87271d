//! Steps: what is in an order, how it is set up, and what is sent for it.

use cucumber::{gherkin::Step, given, then, when};
use kakebarai::{
    billing::{ProductCodes, Statement},
    client::Decimal2,
    order::{Item, PartPayment, Rounding, Shipping, TaxCalculation},
};

use super::world::Shop;
use crate::features::wording::Yen;

#[given(
    regex = "^商品コードの設定は「(連携しない|10文字を超える場合、頭から超えている値を切る)」である$"
)]
fn product_codes(shop: &mut Shop, setting: String) {
    shop.terms.product_codes = if setting == "連携しない" {
        ProductCodes::NotSent
    } else {
        ProductCodes::CutFromHead
    };
}

#[given(regex = "^税「([^」]+)」は([0-9.]+)％の(外税|内税)である$")]
fn has_tax(shop: &mut Shop, name: String, rate: String, how: String) {
    shop.add_tax(&name, &rate, how == "内税");
}

#[given(regex = "^税「([^」]+)」のステータスは「無効」である$")]
fn is_disabled(shop: &mut Shop, name: String) {
    let tax = shop.order.taxes.iter_mut().find(|tax| tax.name == name);
    tax.unwrap().enabled = false;
}

#[given(
    regex = "^消費税の端数は「(切り捨て|切り上げ|四捨五入)」、計算は「(税率ごとに1回|小計|単価)」である$"
)]
fn is_calculated(shop: &mut Shop, rounding: String, calculation: String) {
    shop.terms.rounding = match rounding.as_str() {
        "切り捨て" => Rounding::Down,
        "切り上げ" => Rounding::Up,
        _ => Rounding::HalfUp,
    };
    shop.terms.tax_calculation = match calculation.as_str() {
        "税率ごとに1回" => TaxCalculation::OncePerRate,
        "小計" => TaxCalculation::Subtotal,
        _ => TaxCalculation::UnitPrice,
    };
}

#[given(regex = "^手数料は([0-9,]+)円と([0-9.]+)％である$")]
fn fee(shop: &mut Shop, fixed: Yen, percent: String) {
    shop.terms.fee.fixed = fixed.0;
    shop.terms.fee.percent = percent.parse().unwrap();
}

#[given(regex = "^手数料名は「([^」]*)」である$")]
fn fee_name(shop: &mut Shop, name: String) {
    shop.terms.fee_name = name;
}

#[given(regex = "^手数料の税は「([^」]+)」である$")]
fn fee_tax(shop: &mut Shop, name: String) {
    shop.terms.fee_tax = shop.tax(&name);
}

fn add(shop: &mut Shop, name: &str, code: &str, price: &str, quantity: &str, tax: &str) {
    let tax = shop.tax(tax);
    let quantity: Decimal2 = quantity.replace(',', "").parse().unwrap();
    let price: Decimal2 = price.replace(',', "").parse().unwrap();
    let mut item = Item::new(name, quantity, price).code(code);
    item.tax = tax;
    shop.order.items.push(item);
}

#[when(regex = "^商品名「([^」]*)」、商品コード「([^」]*)」の商品を注文する$")]
fn order_one(shop: &mut Shop, name: String, code: String) {
    shop.add_tax("消費税", "10", false);
    add(shop, &name, &code, "1000", "1", "消費税");
}

#[when(regex = "^単価([0-9,.]+)円、数量([0-9,.]+)、税「([^」]*)」の商品を注文する$")]
fn order_priced(shop: &mut Shop, price: String, quantity: String, tax: String) {
    add(shop, "商品", "ITEM", &price, &quantity, &tax);
}

#[when(regex = "^([0-9]+)種類の商品を1つずつ、([0-9,]+)円で注文する$")]
fn order_many(shop: &mut Shop, kinds: u32, price: String) {
    shop.add_tax("消費税", "10", false);
    for number in 1..=kinds {
        add(
            shop,
            &format!("商品{number}"),
            &format!("ITEM-{number}"),
            &price,
            "1",
            "消費税",
        );
    }
}

#[given(regex = "^送料は([0-9,]+)円、税「([^」]*)」である$")]
fn shipping(shop: &mut Shop, price: Yen, tax: String) {
    let tax = shop.tax(&tax);
    let mut shipping = Shipping::new(price.0);
    shipping.tax = tax;
    shop.order.shipping.push(shipping);
}

#[given(regex = "^ご注文割引は([0-9,]+)円である$")]
fn discount(shop: &mut Shop, amount: Yen) {
    shop.order.discount = amount.0;
}

#[when(regex = "^(ギフト券|ポイント)で([0-9,]+)円を支払う$")]
fn part_payment(shop: &mut Shop, name: String, amount: Yen) {
    if amount.0 > 0 {
        shop.order
            .part_payments
            .push(PartPayment::new(name, amount.0));
    }
}

#[given(regex = "^お店に表示された合計は([0-9,]+)円である$")]
fn shown_total(shop: &mut Shop, total: Yen) {
    shop.order.total = Some(total.0);
}

fn statement(shop: &Shop) -> Statement {
    Statement::of(&shop.order, &shop.terms).unwrap()
}

#[then(regex = "^ヤマトに送られた商品名は「([^」]*)」である$")]
async fn sent_name(shop: &mut Shop, name: String) {
    let sent = shop.received("決済登録", "shohinMei1").await;
    assert_eq!(sent["value"], name);
}

#[then(regex = "^決済金額は([0-9,]+)円、消費税は([0-9,]+)円、請求額は([0-9,]+)円である$")]
fn amounts(shop: &mut Shop, price: Yen, tax: Yen, total: Yen) {
    let statement = statement(shop);
    let found = (
        i64::from(statement.price),
        i64::from(statement.tax),
        statement.total(),
    );
    assert_eq!(found, (price.0, tax.0, total.0));
}

#[then(regex = "^明細は次のとおりである:$")]
fn lines(shop: &mut Shop, step: &Step) {
    let expected: Vec<Vec<String>> = step.table.as_ref().unwrap().rows[1..].to_vec();
    let found: Vec<Vec<String>> = statement(shop)
        .lines
        .iter()
        .map(|line| {
            vec![
                line.name.clone(),
                line.code.clone(),
                separated(line.price),
                separated(line.tax),
            ]
        })
        .collect();
    assert_eq!(found, expected);
}

#[then(regex = "^明細は([0-9]+)件である$")]
fn number_of_lines(shop: &mut Shop, number: usize) {
    assert_eq!(statement(shop).lines.len(), number);
}

#[then(regex = "^担当者に「(.+)」と知らされる$")]
fn noted(shop: &mut Shop, text: String) {
    let notes: Vec<String> = match Statement::of(&shop.order, &shop.terms) {
        Ok(statement) => statement.notes.iter().map(ToString::to_string).collect(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    };
    assert!(notes.iter().any(|note| note.contains(&text)), "{notes:?}");
}

#[then("何も知らされない")]
fn nothing_noted(shop: &mut Shop) {
    assert_eq!(statement(shop).notes, []);
}

#[then(regex = "^支払方法の設定で「(.+)」と警告される$")]
fn warned(shop: &mut Shop, text: String) {
    let warnings = shop.terms.warnings(&shop.order.taxes);
    assert!(
        warnings.iter().any(|warning| warning.contains(&text)),
        "{warnings:?}"
    );
}

fn separated(amount: i32) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if amount < 0 { format!("-{text}") } else { text }
}
