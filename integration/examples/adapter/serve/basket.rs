//! From what is bought to the library's order, with every value that cannot be read named by its place.

use std::str::FromStr;

use jiff::civil::Date;
use kakebarai::{
    billing::{BillingTerms, Fee, OrderProblem, Statement},
    client::{Decimal2, Decimal3},
    order::{Item, Order, PartPayment, Shipping, Tax},
};

use super::{
    answer::{Mistake, Shown},
    message::Basket,
};

/// What an order is billed as.
pub(super) struct Bill {
    pub(super) order: Order,
    /// The shop's terms, with the fee of this order.
    pub(super) terms: BillingTerms,
    pub(super) statement: Statement,
}

/// 標準税率, if the order names no taxes: 10 % on top.
const STANDARD: &str = "default";

impl Basket {
    /// Bills the order, which gets its number when it is sent.
    ///
    /// # Errors
    /// Everything that is wrong with it, by the places of the message.
    pub(super) fn bill(&self, date: Date, terms: &BillingTerms) -> Result<Bill, Vec<Mistake>> {
        let mut reader = Reader {
            taxes: Vec::new(),
            mistakes: Vec::new(),
        };
        let mut order = Order::new(String::new(), date);
        let mut terms = terms.clone();
        self.read_taxes(&mut reader, &mut order);
        for (place, goods) in self.items.iter().enumerate() {
            let at = |field: &str| format!("items[{place}].{field}");
            let quantity: Decimal2 = reader.number(&at("quantity"), &goods.quantity);
            let price: Decimal3 = reader.number(&at("unitPrice"), &goods.unit_price);
            let code = goods.code.as_deref().unwrap_or_default();
            let mut item = Item::new(&goods.name, quantity, price).code(code);
            item.tax = reader.tax(&at("tax"), goods.tax.as_deref());
            order.items.push(item);
        }
        for (place, charge) in self.shipping.iter().flatten().enumerate() {
            let at = |field: &str| format!("shipping[{place}].{field}");
            let mut shipping = Shipping::new(reader.number(&at("price"), &charge.price));
            shipping.name = charge.name.clone().unwrap_or_default();
            shipping.tax = reader.tax(&at("tax"), charge.tax.as_deref());
            order.shipping.push(shipping);
        }
        if let Some(discount) = &self.discount {
            order.discount = reader.number("discount", discount);
        }
        for (place, paid) in self.part_payments.iter().flatten().enumerate() {
            let amount = reader.number(&format!("partPayments[{place}].amount"), &paid.amount);
            order
                .part_payments
                .push(PartPayment::new(&paid.name, amount));
        }
        if let Some(fee) = &self.fee {
            terms.fee = Fee::fixed(reader.number("fee.price", &fee.price));
            terms.fee_name = fee.name.clone().unwrap_or_default();
            terms.fee_tax = reader.tax("fee.tax", fee.tax.as_deref());
        }
        if !reader.mistakes.is_empty() {
            return Err(reader.mistakes);
        }
        match Statement::of(&order, &terms) {
            Ok(statement) => Ok(Bill {
                order,
                terms,
                statement,
            }),
            Err(problems) => Err(named(&order, &terms, &problems)),
        }
    }

    fn read_taxes(&self, reader: &mut Reader, order: &mut Order) {
        let Some(taxes) = &self.taxes else {
            reader.taxes.push(STANDARD.to_owned());
            order.taxes.push(Tax::on_top(0, "消費税（10%）", 10_u32));
            return;
        };
        for (id, tax) in (0..).zip(taxes) {
            let rate: Decimal2 = reader.number(&format!("taxes[{id}].rate"), &tax.rate);
            reader.taxes.push(tax.key.clone());
            let known = Tax::on_top(id, &tax.name, rate);
            order.taxes.push(known.set_up(tax.included, tax.enabled));
        }
    }
}

impl Bill {
    /// What the buyer sees.
    pub(super) fn shown(&self) -> Shown {
        Shown {
            total: self.statement.total().to_string(),
            tax: self.statement.tax.to_string(),
        }
    }

    /// The operator's warnings about values that are not sent as they were entered.
    pub(super) fn warnings(&self) -> Vec<String> {
        self.statement
            .notes
            .iter()
            .map(ToString::to_string)
            .collect()
    }
}

/// Reads values, and goes on if one cannot be read: all mistakes are reported at once.
struct Reader {
    /// The keys of the taxes; a tax's id is its place.
    taxes: Vec<String>,
    mistakes: Vec<Mistake>,
}

impl Reader {
    fn number<N: FromStr + Default>(&mut self, field: &str, text: &str) -> N {
        text.parse().unwrap_or_else(|_| {
            self.mistake(field, "この数字は扱えません。円は整数で、数量・単価・税率は小数点以下2桁までで入力してください。");
            N::default()
        })
    }

    fn tax(&mut self, field: &str, key: Option<&str>) -> Option<u32> {
        let key = key?;
        let place = self.taxes.iter().position(|known| known == key);
        let id = place.and_then(|place| u32::try_from(place).ok());
        if id.is_none() {
            self.mistake(field, format!("税「{key}」がありません。"));
        }
        id
    }

    fn mistake(&mut self, field: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake::at(field, message));
    }
}

/// The library's problems by the places of the message.
pub(super) fn named(
    order: &Order,
    terms: &BillingTerms,
    problems: &[OrderProblem],
) -> Vec<Mistake> {
    // Codes are judged item by item, in their order.
    let codes = order.items.iter().enumerate();
    let mut codes = codes.filter(|(_, item)| terms.product_codes.fit(&item.code).is_err());
    let field = |problem: &OrderProblem| match problem {
        OrderProblem::Code { .. } => match codes.next() {
            Some((place, _)) => format!("items[{place}].code"),
            None => "items".to_owned(),
        },
        OrderProblem::NoName(number) => format!("items[{}].name", number.saturating_sub(1)),
        OrderProblem::Quantity(_) => "items".to_owned(),
        OrderProblem::Discount { .. } => "discount".to_owned(),
        OrderProblem::PaidTooMuch | OrderProblem::PartPaymentsTooSmall => "partPayments".to_owned(),
        OrderProblem::Fee => "fee".to_owned(),
        OrderProblem::Rate(_) | OrderProblem::TwoTaxes(_) => "taxes".to_owned(),
        _ => "order".to_owned(),
    };
    let fields: Vec<String> = problems.iter().map(field).collect();
    let named = fields.into_iter().zip(problems);
    named
        .map(|(field, problem)| Mistake::at(field, problem.to_string()))
        .collect()
}
