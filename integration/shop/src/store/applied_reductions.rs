//! What a customer at the checkout wants to use: a coupon, gift certificates, points; what of it is available, and what is wrong.

use jiff::civil::Date;

use super::{Discount, GiftCertificate, ReductionInput, ReductionKind, Result, Store};
use kakebarai::buyers::application::conversion;

/// What can be used.
#[derive(Debug, Default)]
pub(crate) struct AppliedReductions {
    /// The discounts that everybody gets.
    pub(crate) discounts: Vec<Discount>,
    pub(crate) coupon: Option<Discount>,
    pub(crate) gift_certificates: Vec<GiftCertificate>,
    pub(crate) points: i64,
    /// What cannot.
    pub(crate) problems: Vec<ReductionProblem>,
}

/// Why something that was entered cannot be used, in the buyer's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReductionProblem {
    #[error("このクーポンコードは、ご利用いただけません。")]
    Coupon,
    #[error("このクーポンは、商品合計が{}以上のご注文でご利用いただけます。", crate::format::yen(*.0))]
    GoodsFrom(i64),
    #[error("ギフト券番号「{0}」は、ご利用いただけません。番号と有効期限を確認してください。")]
    GiftCertificate(String),
    #[error("ギフト券「{0}」には、残高がありません。")]
    Empty(String),
    #[error("ポイント数を数字で入力してください。")]
    Points,
    #[error("ご利用いただけるポイントは、{0}ポイントです。")]
    TooManyPoints(i64),
}

impl ReductionProblem {
    /// Whether a code is wrong: one that exists but cannot be used tells a guesser as much.
    pub(crate) const fn is_of_a_code(&self) -> bool {
        !matches!(self, Self::Points | Self::TooManyPoints(_))
    }

    /// The field that it is about, and its label.
    pub(crate) const fn field(&self) -> (&'static str, &'static str) {
        match self {
            Self::Coupon | Self::GoodsFrom(_) => ("coupon", "クーポンコード"),
            Self::GiftCertificate(_) | Self::Empty(_) => ("gift_certificates", "ギフト券番号"),
            Self::Points | Self::TooManyPoints(_) => ("points", "利用するポイント"),
        }
    }
}

impl Store {
    /// The part of what a user has entered that is available, for goods of a price in yen on a day.
    pub(crate) async fn choose(
        &self,
        user: u64,
        input: &ReductionInput,
        goods: i64,
        day: Date,
    ) -> Result<AppliedReductions> {
        let mut discounts = self.discounts().await?;
        discounts.retain(|discount| !discount.is_coupon());
        let mut chosen = AppliedReductions {
            discounts,
            ..AppliedReductions::default()
        };
        if !input.coupon.is_empty() {
            match self.usable_coupon(&input.coupon, goods, day).await? {
                Ok(coupon) => chosen.coupon = Some(coupon),
                Err(problem) => chosen.problems.push(problem),
            }
        }
        for code in input.gift_certificates.split_whitespace() {
            match self.usable_gift_certificate(code, day).await? {
                // Written twice it counts once.
                Ok(gift)
                    if chosen
                        .gift_certificates
                        .iter()
                        .all(|known| known.id != gift.id) =>
                {
                    chosen.gift_certificates.push(gift);
                }
                Ok(_) => {}
                Err(problem) => chosen.problems.push(problem),
            }
        }
        if !input.points.is_empty() {
            let points = conversion::to_half_width(&input.points).replace(',', "");
            // The unit has become half-width, too.
            match points.trim_end_matches("ﾎﾟｲﾝﾄ").trim().parse::<u32>() {
                Ok(points) => {
                    let most = self.points_of(user).await?;
                    if i64::from(points) > most {
                        chosen.problems.push(ReductionProblem::TooManyPoints(most));
                    } else {
                        chosen.points = points.into();
                    }
                }
                Err(_) => chosen.problems.push(ReductionProblem::Points),
            }
        }
        Ok(chosen)
    }

    async fn usable_coupon(
        &self,
        code: &str,
        goods: i64,
        day: Date,
    ) -> Result<Result<Discount, ReductionProblem>> {
        let found = self.coupon(code).await?;
        let Some(coupon) = found.filter(|coupon| coupon.is_given_on(day)) else {
            return Ok(Err(ReductionProblem::Coupon));
        };
        if coupon.times.is_some() && !self.coupon_is_left(coupon.id.into()).await? {
            return Ok(Err(ReductionProblem::Coupon));
        }
        if goods < coupon.goods_from {
            return Ok(Err(ReductionProblem::GoodsFrom(coupon.goods_from)));
        }
        Ok(Ok(coupon))
    }

    async fn usable_gift_certificate(
        &self,
        code: &str,
        day: Date,
    ) -> Result<Result<GiftCertificate, ReductionProblem>> {
        let found = self.gift_certificate_of(code).await?;
        let is_valid = |gift: &GiftCertificate| gift.last_day.is_none_or(|last| day <= last);
        let Some(mut gift) = found.filter(is_valid) else {
            return Ok(Err(ReductionProblem::GiftCertificate(code.to_owned())));
        };
        gift.balance = self
            .left_of(ReductionKind::GiftCertificate, gift.id.into())
            .await?;
        if gift.balance < 1 {
            return Ok(Err(ReductionProblem::Empty(code.to_owned())));
        }
        Ok(Ok(gift))
    }
}
