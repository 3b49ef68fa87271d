//! Sentences about orders: taxes, goods, charges, discounts, part payments.

use super::{
    super::{
        halt::{Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    records, shopping,
};
use crate::adapter::message::{
    amount::Amount,
    capabilities::{Rounding, TaxCalculation},
    order::{Charge, Item, Order, PartPayment, Tax},
    outcome::Placed,
};

/// The features' names for the shop's own standard rate, and for no tax.
const STANDARD_RATE: &str = "お店の標準税率";
const UNTAXED: &str = "非課税";
/// The harness's name of the order under construction.
pub(super) const THIS_ORDER: &str = "この注文";

/// The order under construction.
#[derive(Debug, Default)]
pub struct Money {
    /// `None`: the shop's own.
    taxes: Option<Vec<Tax>>,
    items: Vec<Item>,
    shipping: Vec<Charge>,
    discount: Option<i64>,
    part_payments: Vec<PartPayment>,
    fee: Option<Charge>,
}

impl Money {
    /// The order for the adapter, with the taxes that its parts name; the shop computes its total.
    fn order(&self) -> Order {
        let items = self.items.iter().map(|item| &item.tax);
        let charges = self.shipping.iter().chain(&self.fee);
        let named: Vec<&str> = items
            .chain(charges.map(|charge| &charge.tax))
            .filter_map(Option::as_deref)
            .collect();
        let mut taxes = self.taxes.clone();
        if let Some(taxes) = &mut taxes {
            taxes.retain(|tax| named.contains(&tax.key.as_str()));
        }
        Order {
            key: THIS_ORDER.to_owned(),
            taxes,
            items: self.items.clone(),
            shipping: self.shipping.clone(),
            discount: Amount::yen(self.discount()),
            part_payments: self.part_payments.clone(),
            fee: self.fee.clone(),
        }
    }

    /// ご注文割引, in yen.
    pub(super) fn discount(&self) -> i64 {
        self.discount.unwrap_or_default()
    }

    /// An item by its name, and its place.
    pub(super) fn item_named(&self, name: &str) -> Result<(usize, &Item), Halt> {
        let mut items = self.items.iter().enumerate();
        let item = items.find(|(_, item)| item.name == name);
        item.ok_or_else(|| mistake(format!("商品「{name}」は注文されていません")))
    }

    /// The key by which items refer to a tax of this name.
    fn tax(&self, name: &str) -> Result<Option<String>, Halt> {
        match (name, &self.taxes) {
            (UNTAXED, _) => Ok(None),
            (STANDARD_RATE, None) => Ok(Some("default".to_owned())),
            (STANDARD_RATE, Some(_)) => Err(mistake(
                "お店の標準税率は、税を書いていない注文でだけ使えます",
            )),
            (_, taxes) => {
                let tax = taxes.iter().flatten().find(|tax| tax.name == name);
                let tax = tax.ok_or_else(|| mistake(format!("税「{name}」はありません")))?;
                Ok(Some(tax.key.clone()))
            }
        }
    }
}

pub(super) fn add(table: &mut StepTable) {
    step!(
        table,
        "^税「([^」]+)」は([0-9.]+)％の(外税|内税)である$",
        has_tax
    );
    step!(
        table,
        "^税「([^」]+)」のステータスは「無効」である$",
        is_disabled
    );
    step!(
        table,
        "^消費税の端数は「(切り捨て|切り上げ|四捨五入)」、計算は「(税率ごとに1回|小計|単価)」である$",
        is_calculated
    );
    step!(
        table,
        "^消費税の設定は、お店の普段のとおりである$",
        as_usual
    );
    step!(
        table,
        "^ご注文割引は、税率ごとの商品の金額で分けられる$",
        splits_discount
    );
    step!(
        table,
        "^単価([0-9,.]+)円、数量([0-9,.]+)、税「([^」]+)」の商品を注文する$",
        buy
    );
    step!(
        table,
        "^商品名「([^」]+)」、商品コード「([^」]*)」の商品を注文する$",
        buy_named
    );
    step!(
        table,
        "^([0-9,]+)種類の商品を1つずつ、([0-9,]+)円、税「([^」]+)」で注文する$",
        buy_many
    );
    step!(
        table,
        "^(送料|手数料)を([0-9,]+)円、税「([^」]+)」にする$",
        charge
    );
    step!(table, "^ご注文割引を([0-9,]+)円にする$", discount);
    step!(
        table,
        "^(ギフト券|ポイント)で([0-9,]+)円を支払う$",
        pay_part
    );
    step!(table, "^この注文の決済を登録する$", place);
    step!(table, "^お店で、この注文は支払済みではない$", is_unpaid);
    step!(
        table,
        "^ヤマトで、この注文は「(登録)」、請求額([0-9,]+)円である$",
        provider_has
    );
}

async fn has_tax(world: &mut World, step: Matched) -> Result<(), Halt> {
    let taxes = world.money.taxes.get_or_insert_default();
    taxes.push(Tax {
        key: format!("T{}", taxes.len() + 1),
        name: step.text(0).to_owned(),
        rate: amount(step.text(1))?,
        included: step.text(2) == "内税",
        enabled: true,
    });
    Ok(())
}

async fn is_disabled(world: &mut World, step: Matched) -> Result<(), Halt> {
    let name = step.text(0);
    let mut taxes = world.money.taxes.iter_mut().flatten();
    let tax = taxes.find(|tax| tax.name == name);
    tax.ok_or_else(|| mistake(format!("税「{name}」はありません")))?
        .enabled = false;
    Ok(())
}

async fn is_calculated(world: &mut World, step: Matched) -> Result<(), Halt> {
    let rounding = match step.text(0) {
        "切り捨て" => Rounding::Down,
        "切り上げ" => Rounding::Up,
        _ => Rounding::HalfUp,
    };
    let calculation = match step.text(1) {
        "税率ごとに1回" => TaxCalculation::PerRate,
        "小計" => TaxCalculation::PerLine,
        _ => TaxCalculation::PerUnit,
    };
    world.set(|settings| {
        settings.rounding = Some(rounding);
        settings.tax_calculation = Some(calculation);
    })
}

async fn as_usual(world: &mut World, _: Matched) -> Result<(), Halt> {
    world.money.taxes = None;
    world.set(|settings| {
        settings.rounding = None;
        settings.tax_calculation = None;
    })
}

async fn splits_discount(world: &mut World, _: Matched) -> Result<(), Halt> {
    let is_declared = world.accepts().discount_split.is_some();
    world.needs_declared(is_declared, "accepts.discountSplit=byAmount")
}

async fn buy(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (unit_price, quantity) = (step.decimal(0), step.decimal(1));
    let has_fraction = unit_price.contains('.') || quantity.contains('.');
    let is_declared = !has_fraction || world.accepts().fractions;
    world.needs_declared(is_declared, "accepts.fractions")?;
    let number = world.money.items.len() + 1;
    let item = Item {
        name: format!("商品{number}"),
        code: format!("ITEM-{number}"),
        unit_price: amount(&unit_price)?,
        quantity: amount(&quantity)?,
        tax: world.money.tax(step.text(2))?,
    };
    world.money.items.push(item);
    Ok(())
}

async fn buy_named(world: &mut World, step: Matched) -> Result<(), Halt> {
    let item = Item {
        name: step.text(0).to_owned(),
        code: step.text(1).to_owned(),
        unit_price: Amount::yen(1_000),
        quantity: Amount::yen(1),
        tax: world.money.tax(STANDARD_RATE)?,
    };
    world.money.items.push(item);
    Ok(())
}

async fn buy_many(world: &mut World, step: Matched) -> Result<(), Halt> {
    let (tax, price) = (world.money.tax(step.text(2))?, Amount::yen(step.yen(1)?));
    let items = (1..=step.count(0)?).map(|number| Item {
        name: format!("商品{number}"),
        code: format!("ITEM-{number}"),
        unit_price: price.clone(),
        quantity: Amount::yen(1),
        tax: tax.clone(),
    });
    world.money.items.extend(items);
    Ok(())
}

async fn charge(world: &mut World, step: Matched) -> Result<(), Halt> {
    let price = step.yen(1)?;
    if price == 0 {
        return Ok(());
    }
    let charge = Charge {
        name: None,
        price: Amount::yen(price),
        tax: world.money.tax(step.text(2))?,
    };
    if step.text(0) == "送料" {
        world.money.shipping.push(charge);
    } else {
        world.needs_declared(world.accepts().fee, "accepts.fee")?;
        world.money.fee = Some(charge);
    }
    Ok(())
}

async fn discount(world: &mut World, step: Matched) -> Result<(), Halt> {
    let discount = step.yen(0)?;
    let is_declared = discount == 0 || world.accepts().discount;
    world.needs_declared(is_declared, "accepts.discount")?;
    world.money.discount = Some(discount);
    Ok(())
}

async fn pay_part(world: &mut World, step: Matched) -> Result<(), Halt> {
    let amount = step.yen(1)?;
    if amount == 0 {
        return Ok(());
    }
    world.needs_declared(world.accepts().part_payments, "accepts.partPayments")?;
    world.money.part_payments.push(PartPayment {
        name: step.text(0).to_owned(),
        amount: Amount::yen(amount),
    });
    Ok(())
}

/// The shop's answer to the order.
///
/// # Errors
/// It was not confirmed: the feature is wrong.
pub(super) fn placed(world: &World) -> Result<&Placed, Halt> {
    let placed = world.shopping.order(THIS_ORDER)?.answer.as_ref();
    placed.ok_or_else(|| mistake("この注文は、まだ確定されていません"))
}

async fn place(world: &mut World, _: Matched) -> Result<(), Halt> {
    let order = world.money.order();
    for tax in order.taxes.iter().flatten() {
        let is_declared = world.accepts().tax_included.has(&tax.included);
        let what = format!("accepts.taxIncluded={}", tax.included);
        world.needs_declared(is_declared, &what)?;
    }
    shopping::place(world, order).await
}

async fn is_unpaid(world: &mut World, _: Matched) -> Result<(), Halt> {
    records::unpaid(world, THIS_ORDER, true).await
}

async fn provider_has(world: &mut World, step: Matched) -> Result<(), Halt> {
    let total = step.yen(1)?;
    records::provider_has_order(world, THIS_ORDER, step.text(0), total).await
}

fn amount(text: &str) -> Result<Amount, Halt> {
    text.parse()
        .map_err(|_| mistake(format!("「{text}」は金額ではありません")))
}
