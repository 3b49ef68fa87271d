//! A cart as an order that may be placed: what is taken off, what gift certificates and points pay, and what it comes to.

use jiff::civil::Date;
use kakebarai::{billing::OrderProblem, order::Tax};

use super::{PaymentSource, bill, discounts, part_payments};
use crate::{
    settings::PaymentMethod,
    store::{
        AppliedReductions, CartItem, OrderSnapshot, Recipient, ShippingMethod, StoredItem,
        StoredShipping, StoredTax,
    },
};

/// What is in a cart, in yen, before anything is taken off.
pub(crate) fn goods_price(items: &[CartItem]) -> i64 {
    items.iter().map(|item| item.ordered().amount()).sum()
}

/// What the price of an order follows from, beside how it is paid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prices<'a> {
    pub(crate) items: &'a [CartItem],
    pub(crate) shipping: &'a ShippingMethod,
    pub(crate) taxes: &'a [Tax],
    pub(crate) user: u64,
    pub(crate) chosen: &'a AppliedReductions,
    /// The day of the order.
    pub(crate) date: Date,
    pub(crate) registration_number: &'a str,
}

impl Prices<'_> {
    /// What would be ordered by a method, and its total in yen. If it cannot be billed, gift certificates and points are left out.
    pub(crate) fn by(
        &self,
        method: &PaymentMethod,
    ) -> (OrderSnapshot, Result<i64, Vec<OrderProblem>>) {
        let (goods, chosen) = (goods_price(self.items), self.chosen);
        let reductions = discounts(goods, self.date, &chosen.discounts, chosen.coupon.as_ref());
        let discount: i64 = reductions.iter().map(|discount| discount.amount).sum();
        let mut contents = OrderSnapshot {
            date: self.date,
            recipient: Recipient::default(),
            payment_name: method.name.clone(),
            payment_method: method.id,
            items: self.items.iter().map(StoredItem::of).collect(),
            shipping: StoredShipping::of(self.shipping, goods - discount),
            taxes: self.taxes.iter().map(StoredTax::of).collect(),
            sums: Vec::new(),
            rates: Vec::new(),
            untaxed: 0,
            reductions,
            registration_number: self.registration_number.to_owned(),
        };
        let total = self.billed(&mut contents, method);
        (contents, total)
    }

    /// Bills an order, then what is left of it once points and gift certificates have paid their part.
    fn billed(
        &self,
        contents: &mut OrderSnapshot,
        method: &PaymentMethod,
    ) -> Result<i64, Vec<OrderProblem>> {
        let due = bill(contents, method.processor, &method.terms)?;
        let points = PaymentSource::Points {
            user: self.user,
            points: self.chosen.points,
        };
        let gifts = self.chosen.gift_certificates.iter();
        let given: Vec<PaymentSource<'_>> = std::iter::once(points)
            .chain(gifts.map(PaymentSource::GiftCertificate))
            .collect();
        let paid = part_payments(due, &given);
        if paid.is_empty() {
            return Ok(due);
        }
        contents.reductions.extend(paid);
        bill(contents, method.processor, &method.terms)
    }
}
