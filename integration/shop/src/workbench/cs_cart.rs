//! What the CS-Cart add-on sends for a basket, mistakes and all: CS-Cart's own arithmetic, which rounds half up and knows 小計 and 単価.
//!
//! It is measured on the add-on (seen); what the provider answers is the first code that applies, in its order (documented).

use std::fmt;

use kakebarai::billing::names;

use super::{AddonCode, Basket, BasketLine, LineTax, Pricing};
use crate::format::yen;

/// One yen in the unit of price times quantity, both of which are hundredths.
const YEN: i128 = 10_000;
/// A hundred per cent, in hundredths of one.
const WHOLE: i128 = 10_000;
/// The most lines that a settlement has fields for (documented).
const LINES: usize = 99;

/// A line as the add-on sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddonLine {
    pub(crate) name: String,
    /// As the provider reads it.
    pub(crate) code: String,
    /// The place of its goods, from 0.
    pub(crate) item: Option<usize>,
    /// In yen.
    pub(crate) price: i64,
    /// In yen.
    pub(crate) tax: i64,
}

/// What the add-on sends, in yen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddonRequest {
    /// 決済金額.
    pub(crate) price: i64,
    /// 消費税.
    pub(crate) tax: i64,
    pub(crate) lines: Vec<AddonLine>,
    /// The total that the CS-Cart shop shows.
    pub(crate) shown: i64,
    pub(crate) mistakes: Vec<Mistake>,
    /// The code that the provider refuses it with.
    pub(crate) refusal: Option<&'static str>,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// The tax that is in the prices is charged once more.
    TaxTwice(i64),
    /// 単価 and 外税: the lines have the tax in them, 決済金額 has not.
    TaxInLines,
    /// Gift certificates and points stand in no line.
    PartPaymentInNoLine(i64),
    /// Each line is rounded, and their sum is not the rounded sum.
    Fractions,
    /// More than 99 lines.
    TooManyLines(usize),
    /// Product codes that are not half-width, some torn apart.
    Codes(usize),
    /// Names with characters that the provider does not take.
    Names(usize),
    /// Nothing or less is left to be paid before tax.
    NothingLeft,
    /// A number with too many digits.
    TooLarge,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TaxTwice(tax) => write!(f, "消費税の二重請求（{}多く請求）", yen(*tax)),
            Self::TaxInLines => f.write_str("単価計算の外税で、明細にだけ税が入る"),
            Self::PartPaymentInNoLine(paid) => {
                write!(f, "ギフト券・ポイント（{}）が明細にない", yen(*paid))
            }
            Self::Fractions => f.write_str("端数のある明細の合計が、決済金額と合わない"),
            Self::TooManyLines(lines) => write!(f, "明細が{lines}件（99件まで）"),
            Self::Codes(codes) => {
                write!(f, "半角でない、または途中で切れた商品コード（{codes}件）")
            }
            Self::Names(names) => write!(f, "送信できない文字のある商品名（{names}件）"),
            Self::NothingLeft => {
                f.write_str("ギフト券・ポイントが税抜きの合計以上で、決済金額を送れない")
            }
            Self::TooLarge => f.write_str("桁数を超える金額"),
        }
    }
}

impl AddonRequest {
    /// What the add-on sends for a basket. `by_the_piece`: the setting 単価; else 小計.
    pub(crate) fn of(
        basket: &Basket,
        pricing: Pricing,
        by_the_piece: bool,
        has_codes: bool,
    ) -> Self {
        let cart = CsCart {
            basket,
            pricing,
            by_the_piece,
            has_codes,
        };
        cart.request()
    }

    /// The billed total if the provider takes it.
    pub(crate) const fn billed(&self) -> i64 {
        self.price + self.tax
    }

    /// The sum of the lines that the provider reads.
    pub(crate) fn sum_of_lines(&self) -> i64 {
        self.read().iter().map(|line| line.price).sum()
    }

    /// The lines that the provider reads: it has fields for 99.
    fn read(&self) -> &[AddonLine] {
        &self.lines[..self.lines.len().min(LINES)]
    }

    /// Whether it can be sent at all, whatever the answer.
    pub(crate) fn is_sendable(&self) -> bool {
        self.price >= 0 && self.shown > 0 && self.lines.len() <= LINES
    }

    fn refused(&self) -> Option<&'static str> {
        let read = self.read();
        let tax: i64 = read.iter().map(|line| line.tax).sum();
        let is_long = |amount: i64, most: usize| amount.to_string().len() > most;
        let is_any = |what: &dyn Fn(&AddonLine) -> bool| read.iter().any(what);
        // In the order of the provider's list.
        [
            ("A060002", is_long(self.price, 9)),
            ("A060003", self.price < 0),
            ("A060005", self.sum_of_lines() != self.price),
            ("A070002", is_long(self.tax, 6)),
            ("A070005", tax != self.tax),
            (
                "A090002",
                is_any(&|line| !names::fit(&line.name).replaced.is_empty()),
            ),
            ("A100002", is_any(&|line| !AddonCode::is_taken(&line.code))),
            ("A130001", is_any(&|line| is_long(line.price, 8))),
        ]
        .into_iter()
        .find_map(|(code, applies)| applies.then_some(code))
    }
}

/// The taxes of a cart, in yen: of each piece of it, rounded by itself.
struct Taxes {
    /// Of each line of goods; only if they are computed by the piece.
    goods: Vec<i64>,
    shipping: i64,
    /// All of it for each tax.
    of_each: Vec<i64>,
}

struct CsCart<'a> {
    basket: &'a Basket,
    pricing: Pricing,
    by_the_piece: bool,
    has_codes: bool,
}

impl CsCart<'_> {
    fn request(&self) -> AddonRequest {
        let basket = self.basket;
        let all = basket.taxes(self.pricing);
        let goods: i128 = basket.lines.iter().map(exact).sum();
        let fee = basket
            .fee
            .of(half_up(goods, YEN) - basket.discount + basket.shipping);
        let taxes = self.taxes(&all, goods, fee);
        let on_top: i64 = all
            .iter()
            .zip(&taxes.of_each)
            .filter(|(tax, _)| !tax.is_included())
            .map(|(_, amount)| amount)
            .sum();
        let tax: i64 = taxes.of_each.iter().sum();
        let paid = basket.gift_certificate + basket.points;
        let charges = basket.shipping + fee + on_top - basket.discount - paid;
        let shown = half_up(goods + i128::from(charges) * YEN, YEN).max(0);
        let mut request = AddonRequest {
            price: shown - on_top,
            tax,
            lines: self.lines(&all, &taxes, fee),
            shown,
            mistakes: Vec::new(),
            refusal: None,
        };
        request.refusal = request.refused();
        request.mistakes = self.mistakes(&request, tax - on_top, paid, fee);
        request
    }

    fn tax_of(&self, tax: LineTax) -> LineTax {
        self.pricing.of(tax)
    }

    fn taxes(&self, all: &[LineTax], goods: i128, fee: i64) -> Taxes {
        let basket = self.basket;
        let lines = &basket.lines;
        let mut taxes = Taxes {
            goods: Vec::new(),
            shipping: tax_in_yen(
                self.tax_of(basket.shipping_tax),
                i128::from(basket.shipping) * YEN,
            ),
            of_each: Vec::with_capacity(all.len()),
        };
        if self.by_the_piece {
            // A discount of the order lowers no tax here.
            taxes.goods = lines
                .iter()
                .map(|line| self.tax_by_the_piece(line))
                .collect();
        }
        for tax in all {
            let is_of = |line: &&BasketLine| self.tax_of(line.tax) == *tax;
            let of_goods = if self.by_the_piece {
                let of_lines = lines.iter().zip(&taxes.goods);
                let of_lines = of_lines.filter(|(line, _)| is_of(line));
                of_lines.map(|(_, amount)| amount).sum()
            } else {
                let own: i128 = lines.iter().filter(is_of).map(exact).sum();
                let (of, whole) = fraction(*tax);
                // The discount is shared in proportion to what the goods cost.
                let left = goods - i128::from(basket.discount) * YEN;
                if goods == 0 {
                    0
                } else {
                    half_up(own * left * of, goods * whole * YEN).max(0)
                }
            };
            let mut amount = of_goods;
            if self.tax_of(basket.shipping_tax) == *tax {
                amount += taxes.shipping;
            }
            if self.tax_of(basket.fee_tax) == *tax {
                amount += tax_in_yen(*tax, i128::from(fee) * YEN);
            }
            taxes.of_each.push(amount);
        }
        taxes
    }

    fn tax_by_the_piece(&self, line: &BasketLine) -> i64 {
        let price = i128::from(line.unit_price.as_hundredths()) * 100;
        let piece = i128::from(tax_in_yen(self.tax_of(line.tax), price));
        half_up(piece * i128::from(line.quantity.as_hundredths()), 100)
    }

    fn lines(&self, all: &[LineTax], taxes: &Taxes, fee: i64) -> Vec<AddonLine> {
        let basket = self.basket;
        let plain = |name: &str, code: &str, price, tax| AddonLine {
            name: name.to_owned(),
            code: code.to_owned(),
            item: None,
            price,
            tax,
        };
        let is_on_top = |tax: LineTax| !self.tax_of(tax).is_included();
        let mut lines: Vec<AddonLine> = basket
            .lines
            .iter()
            .enumerate()
            .map(|(place, line)| {
                // By the piece, prices are kept with the tax that is on top of them.
                let tax = taxes.goods.get(place).filter(|_| is_on_top(line.tax));
                let price = exact(line) + i128::from(tax.copied().unwrap_or(0)) * YEN;
                let code = if self.has_codes {
                    AddonCode::of(&line.code).sent
                } else {
                    String::new()
                };
                AddonLine {
                    item: Some(place),
                    ..plain(&line.name, &code, half_up(price, YEN), 0)
                }
            })
            .collect();
        if basket.shipping > 0 {
            let with_tax = self.by_the_piece && is_on_top(basket.shipping_tax);
            let tax = if with_tax { taxes.shipping } else { 0 };
            lines.push(plain("送料", "SHIPPING", basket.shipping + tax, 0));
        }
        if basket.discount > 0 {
            lines.push(plain("ご注文割引", "DISCOUNT", -basket.discount, 0));
        }
        if fee > 0 {
            lines.push(plain("支払手数料", "SURCHARGE", fee, 0));
        }
        for ((number, tax), amount) in (1..).zip(all).zip(&taxes.of_each) {
            let rate = tax.rate().unwrap_or_default();
            let (name, code) = (format!("消費税（{rate}%）"), format!("TAX{number}"));
            lines.push(plain(&name, &code, 0, *amount));
        }
        lines
    }

    fn mistakes(&self, request: &AddonRequest, included: i64, paid: i64, fee: i64) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if included > 0 && request.refusal.is_none() {
            mistakes.push(Mistake::TaxTwice(included));
        }
        let charged: i64 = request.lines.iter().map(|line| line.price).sum();
        let rounded: i64 = self
            .basket
            .lines
            .iter()
            .map(|line| half_up(exact(line), YEN))
            .sum();
        let without_tax = rounded + self.basket.shipping + fee - self.basket.discount;
        if charged != without_tax {
            mistakes.push(Mistake::TaxInLines);
        }
        if paid > 0 {
            mistakes.push(Mistake::PartPaymentInNoLine(paid));
        }
        if without_tax - paid != request.price && request.shown > 0 {
            mistakes.push(Mistake::Fractions);
        }
        if request.price <= 0 {
            mistakes.push(Mistake::NothingLeft);
        }
        if request.lines.len() > LINES {
            mistakes.push(Mistake::TooManyLines(request.lines.len()));
        }
        let codes = request
            .lines
            .iter()
            .filter(|line| !AddonCode::is_taken(&line.code));
        match codes.count() {
            0 => {}
            codes => mistakes.push(Mistake::Codes(codes)),
        }
        let is_odd = |line: &&AddonLine| !names::fit(&line.name).replaced.is_empty();
        match request.lines.iter().filter(is_odd).count() {
            0 => {}
            odd => mistakes.push(Mistake::Names(odd)),
        }
        if matches!(request.refusal, Some("A060002" | "A070002" | "A130001")) {
            mistakes.push(Mistake::TooLarge);
        }
        mistakes
    }
}

/// What a line costs, in ten-thousandths of a yen.
fn exact(line: &BasketLine) -> i128 {
    i128::from(line.unit_price.as_hundredths()) * i128::from(line.quantity.as_hundredths())
}

/// The share of an amount that its tax is.
fn fraction(tax: LineTax) -> (i128, i128) {
    let rate = tax
        .rate()
        .map_or(0, |rate| i128::from(rate.as_hundredths()));
    match tax {
        LineTax::Included(_) => (rate, WHOLE + rate),
        _ => (rate, WHOLE),
    }
}

/// The tax on, or in, an amount in ten-thousandths of a yen.
fn tax_in_yen(tax: LineTax, amount: i128) -> i64 {
    let (of, whole) = fraction(tax);
    half_up(amount * of, whole * YEN)
}

/// As PHP rounds: halves away from zero.
fn half_up(amount: i128, divisor: i128) -> i64 {
    let magnitude = (amount.abs() * 2 + divisor) / (divisor * 2);
    i64::try_from(magnitude * amount.signum()).unwrap_or(i64::MAX)
}
