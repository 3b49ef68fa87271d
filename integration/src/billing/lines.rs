//! The lines of what is priced, of what pays a part of it, and of the taxes.

use crate::{
    billing::{
        BillingTerms, Note, OrderProblem, Source, TaxSum,
        amounts::unit_price,
        checks::name_or_default,
        draft::{Draft, plain},
        names::fit,
        part_payments::Paid,
        tax_names::tax_name,
        taxes::{Part, PartKind},
    },
    order::{Item, Order},
};

/// The lines of the parts, by their amounts without tax. Of the items from `own` on neither name nor code is sent.
pub(super) fn of_parts(
    order: &Order,
    terms: &BillingTerms,
    parts: &[Part],
    net: &[i64],
    own: usize,
) -> Vec<Draft> {
    let mut shipping = order.shipping.iter();
    let (mut drafts, mut fee) = (Vec::new(), None);
    let mut discount = (order.discount > 0).then_some(0);
    for (place, (part, &price)) in parts.iter().zip(net).enumerate() {
        match part.kind {
            PartKind::Item { .. } if place >= own => {
                drafts.push(plain(Source::Item(place), fit(""), "", price));
            }
            PartKind::Item { .. } => {
                drafts.push(of_item(
                    place,
                    &order.items[place],
                    terms,
                    part.amount,
                    price,
                ));
            }
            PartKind::Shipping => {
                let name = shipping.next().map_or("", |shipping| &shipping.name);
                let name = fit(name_or_default(name, "送料"));
                drafts.push(plain(Source::Shipping, name, "SHIPPING", price));
            }
            PartKind::Discount => discount = discount.map(|sum| sum + price),
            PartKind::Fee => fee = Some(price),
        }
    }
    drafts.extend(
        discount.map(|price| plain(Source::Discount, fit("ご注文割引"), "DISCOUNT", price)),
    );
    drafts.extend(fee.map(|price| plain(Source::Fee, fit(terms.fee_name()), "SURCHARGE", price)));
    drafts
}

fn of_item(place: usize, item: &Item, terms: &BillingTerms, amount: i64, price: i64) -> Draft {
    let mut draft = plain(Source::Item(place), fit(&item.name), "", price);
    draft.quantity = Some(item.quantity).filter(|quantity| quantity.characters() <= 9);
    draft.unit_price = unit_price(item.quantity, item.unit_price, amount, price);
    match terms.product_codes.fit(&item.code) {
        Ok(sent) => {
            if !sent.cut.is_empty() {
                draft.notes.push(Note::CodeCut {
                    name: draft.name.clone(),
                    cut: sent.cut,
                    code: sent.code.clone(),
                });
            }
            draft.code = sent.code;
        }
        Err(problem) => {
            draft.problem = Some(OrderProblem::Code {
                name: draft.name.clone(),
                problem,
            });
        }
    }
    draft
}

/// The lines of what pays a part: negative, and of the tax only where the price is not enough.
pub(super) fn of_payments(paid: &[Paid<'_>]) -> Vec<Draft> {
    let lines = paid.iter().map(|paid| {
        let name = fit(name_or_default(paid.name, "ギフト券・ポイント"));
        Draft {
            tax: -paid.tax,
            ..plain(Source::PartPayment, name, "PAYMENT", -paid.price)
        }
    });
    lines.collect()
}

/// The lines of the taxes that are charged.
pub(super) fn of_taxes(order: &Order, terms: &BillingTerms, sums: &[TaxSum]) -> Vec<Draft> {
    let lines = (1..).zip(sums).filter_map(|(number, sum)| {
        let tax = order.taxes.iter().find(|tax| tax.id == sum.tax)?;
        let name = tax_name(tax, sum.base, terms);
        Some(Draft {
            tax: sum.amount,
            ..plain(Source::Tax(tax.id), name, &format!("TAX{number}"), 0)
        })
    });
    lines.collect()
}
