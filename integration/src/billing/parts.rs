//! The parts of an order that may be taxed: items, then the shares of the discount, then shipping, then the fee.

use crate::{
    billing::{
        BillingTerms, TaxSum,
        taxes::{Part, PartKind, share},
    },
    order::{Order, Tax},
};

/// The parts of an order.
pub(super) fn parts(order: &Order, terms: &BillingTerms) -> Vec<Part> {
    let goods: Vec<Part> = order
        .items
        .iter()
        .map(|item| Part {
            kind: PartKind::Item {
                unit_price: item.unit_price.as_thousandths(),
                quantity: item.quantity.as_hundredths(),
            },
            amount: item.amount(),
            tax: charged(order, item.tax),
        })
        .collect();
    let shipping = order.shipping.iter().map(|shipping| Part {
        kind: PartKind::Shipping,
        amount: shipping.price,
        tax: charged(order, shipping.tax),
    });
    let discounts = discounts(order.discount, &goods);
    let priced: Vec<Part> = goods.into_iter().chain(discounts).chain(shipping).collect();
    let fee = terms.fee.of(priced.iter().map(|part| part.amount).sum());
    let fee = (fee > 0).then(|| Part {
        kind: PartKind::Fee,
        amount: fee,
        tax: charged(order, terms.fee_tax),
    });
    priced.into_iter().chain(fee).collect()
}

/// The place of a tax that is charged.
fn charged(order: &Order, id: Option<u32>) -> Option<usize> {
    let is_charged = |tax: &Tax| tax.enabled && Some(tax.id) == id;
    order.taxes.iter().position(is_charged)
}

/// The shares of a discount, one for the goods of each tax.
fn discounts(discount: i64, goods: &[Part]) -> Vec<Part> {
    if discount <= 0 {
        return Vec::new();
    }
    let mut groups: Vec<(Option<usize>, i64)> = Vec::new();
    for part in goods {
        match groups.iter_mut().find(|(tax, _)| *tax == part.tax) {
            Some((_, sum)) => *sum += part.amount,
            None => groups.push((part.tax, part.amount)),
        }
    }
    let sums: Vec<i64> = groups.iter().map(|(_, sum)| *sum).collect();
    let shares = share(discount, &sums);
    let shares = groups.iter().zip(shares).map(|((tax, _), share)| Part {
        kind: PartKind::Discount,
        amount: -share,
        tax: *tax,
    });
    shares.collect()
}

/// What each tax that is charged comes to. `taxes` has the yen of each of the order's.
pub(super) fn tax_sums(order: &Order, parts: &[Part], taxes: &[i64]) -> Vec<TaxSum> {
    let all = order.taxes.iter().zip(taxes).enumerate();
    let charged = all.filter_map(|(place, (tax, &amount))| {
        let mut base = parts
            .iter()
            .filter(|part| part.tax == Some(place))
            .peekable();
        base.peek()?;
        Some(TaxSum {
            tax: tax.id,
            rate: tax.rate,
            base: base.map(|part| part.amount).sum(),
            amount,
        })
    });
    charged.collect()
}
