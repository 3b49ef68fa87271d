//! Discounts, gift certificates and points: how much of each an order uses.

use jiff::civil::Date;

use crate::store::{Discount, GiftCertificate, Reduction, ReductionKind};

/// Something that pays a part of an order, and how much of it there is.
#[derive(Debug)]
pub(crate) enum PaymentSource<'a> {
    /// The points of a user.
    Points { user: u64, points: i64 },
    /// ギフト券.
    GiftCertificate(&'a GiftCertificate),
}

/// The discounts on goods of a price in yen on a day: first those for everybody, then the coupon, each computed from the price of the
/// goods, all together never more than that.
pub(crate) fn discounts(
    goods: i64,
    day: Date,
    general: &[Discount],
    coupon: Option<&Discount>,
) -> Vec<Reduction> {
    let general = general.iter().filter(|discount| !discount.is_coupon());
    let mut left = goods;
    let mut given = Vec::new();
    for discount in general.chain(coupon) {
        let is_given = discount.is_given_on(day) && goods >= discount.goods_from;
        let amount = if is_given {
            discount.of(goods).min(left)
        } else {
            0
        };
        if amount > 0 {
            left -= amount;
            given.push(Reduction {
                kind: if discount.is_coupon() {
                    ReductionKind::Coupon
                } else {
                    ReductionKind::Discount
                },
                source: discount.id.into(),
                name: discount.name.clone(),
                amount,
            });
        }
    }
    given
}

/// The parts of an amount due, in yen, that are paid, in this order, each as far as it reaches.
pub(crate) fn part_payments(due: i64, given: &[PaymentSource<'_>]) -> Vec<Reduction> {
    let mut left = due;
    let mut paid = Vec::new();
    for one in given {
        let (kind, source, name, most) = match one {
            PaymentSource::Points { user, points } => {
                let user = i64::try_from(*user).unwrap_or(i64::MAX);
                (ReductionKind::Points, user, "ポイント", *points)
            }
            PaymentSource::GiftCertificate(gift) => (
                ReductionKind::GiftCertificate,
                gift.id.into(),
                "ギフト券",
                gift.balance,
            ),
        };
        let amount = most.min(left);
        if amount > 0 {
            left -= amount;
            paid.push(Reduction {
                kind,
                source,
                name: name.to_owned(),
                amount,
            });
        }
    }
    paid
}
