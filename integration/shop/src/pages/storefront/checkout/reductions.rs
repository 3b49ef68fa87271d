//! クーポン, ギフト券 and ポイント at the checkout.

use maud::{Markup, html};

use crate::{
    Shop,
    error::PageError,
    extract::Form,
    format,
    forms::{Errors, Field},
    store::{Offers, Owner, ReductionInput, User},
    visit::Visit,
};

/// What may be used; empty if the shop has none of it.
pub(super) struct AvailableReductions {
    offers: Offers,
    /// The user's.
    points: i64,
}

impl AvailableReductions {
    /// Of a user.
    pub(super) async fn of(shop: &Shop, user: &User) -> Result<Self, PageError> {
        Ok(Self {
            offers: shop.0.store.offers().await?,
            points: shop.0.store.points_of(user.id).await?,
        })
    }

    /// The fields.
    pub(super) fn card(&self, input: &ReductionInput, errors: &Errors) -> Markup {
        let Offers {
            coupons,
            gift_certificates,
        } = self.offers;
        let balance = format::separated(self.points.unsigned_abs());
        let points = format!("残高は{balance}ポイントです。1ポイントは1円です。");
        html! {
            @if coupons || gift_certificates || self.points > 0 {
                section.card {
                    h2 { "クーポン・ギフト券・ポイント" }
                    @if coupons {
                        (Field::text("coupon", "クーポンコード").value(&input.coupon).width("middle").autocomplete("off").errors(errors))
                    }
                    @if gift_certificates {
                        (Field::text("gift_certificates", "ギフト券番号").value(&input.gift_certificates).autocomplete("off")
                            .hint("2枚以上のときは、番号の間に空白を入れます。").errors(errors))
                    }
                    @if self.points > 0 {
                        (Field::text("points", "利用するポイント").value(&input.points).keys("numeric").width("short").autocomplete("off").hint(&points).errors(errors))
                    }
                }
            }
        }
    }
}

/// What a form says.
pub(super) fn read(form: &Form) -> ReductionInput {
    ReductionInput {
        coupon: form.get("coupon").to_owned(),
        // As people separate what they list; no number has it.
        gift_certificates: form.get("gift_certificates").replace('、', " "),
        points: form.get("points").to_owned(),
    }
}

/// The most gift certificates of one order, and the longest text of their codes.
const MAX_CODES: usize = 10;
const MAX_TEXT: usize = 500;

/// Shows what is wrong with them beside their fields, and returns whether nothing is. The tries are limited, so that codes cannot be
/// guessed: each wrong code is a try.
pub(super) async fn check(
    shop: &Shop,
    visit: &Visit,
    user: &User,
    input: &ReductionInput,
    errors: &mut Errors,
) -> Result<bool, PageError> {
    let codes = &input.gift_certificates;
    if codes.chars().count() > MAX_TEXT || codes.split_whitespace().nth(MAX_CODES).is_some() {
        let message = format!("1回のご注文でご利用いただけるギフト券は{MAX_CODES}枚までです。");
        errors.add("gift_certificates", "ギフト券番号", message);
        return Ok(false);
    }
    if input.coupon.chars().count() > MAX_TEXT || input.points.chars().count() > MAX_TEXT {
        errors.add_to_all("クーポンコードかポイントが長すぎます。");
        return Ok(false);
    }
    let counted = format!("codes of {}", user.id);
    let has_codes = !input.coupon.is_empty() || !input.gift_certificates.is_empty();
    if has_codes && let Err(wait) = shop.0.attempts.begin(&counted, visit.address) {
        errors.add_to_all(format!(
            "短い間に何度もコードや番号が試されたため、しばらく受け付けられません。{}分ほどたってから、もう一度お試しください。",
            wait.minutes()
        ));
        return Ok(false);
    }
    let store = &shop.0.store;
    let items = store.cart(&Owner::User(user.id)).await?;
    let goods = items.iter().map(|item| item.ordered().amount()).sum();
    let today = format::day(shop.0.config.clock.now());
    let chosen = store.choose(user.id, input, goods, today).await?;
    for problem in &chosen.problems {
        let (field, label) = problem.field();
        errors.add(field, label, problem.to_string());
    }
    let wrong = chosen.problems.iter();
    let wrong = wrong.filter(|problem| problem.is_of_a_code()).count();
    if has_codes && wrong == 0 {
        shop.0.attempts.take_back(&counted, visit.address);
    } else if let Ok(further @ 1..) = u32::try_from(wrong.saturating_sub(1)) {
        shop.0.attempts.add_wrong(&counted, visit.address, further);
    }
    Ok(chosen.problems.is_empty())
}
