//! Orders as shops send them, made by chance: right ones, and ones whose tax is billed twice.

use kakebarai_traffic::Journal;

use super::entry::entry;
use rand::{RngExt as _, rngs::StdRng};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Way {
    Rate,
    Line,
    Piece,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Rounding {
    Down,
    Up,
    HalfUp,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Extra {
    Nothing,
    Discount,
    Fee,
}

/// What the orders of a shop have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) way: Way,
    pub(crate) rounding: Rounding,
    /// 8 and 10 %, else 10 % alone.
    pub(crate) is_mixed: bool,
    /// The tax stands on each line, else on a line for each rate.
    pub(crate) is_on_each_line: bool,
    pub(crate) extra: Extra,
}

impl Shape {
    pub(crate) fn all() -> Vec<Self> {
        let mut shapes = Vec::new();
        for way in [Way::Rate, Way::Line, Way::Piece] {
            for rounding in [Rounding::Down, Rounding::Up, Rounding::HalfUp] {
                for is_mixed in [false, true] {
                    for is_on_each_line in [false, true] {
                        for extra in [Extra::Nothing, Extra::Discount, Extra::Fee] {
                            shapes.push(Self {
                                way,
                                rounding,
                                is_mixed,
                                is_on_each_line,
                                extra,
                            });
                        }
                    }
                }
            }
        }
        shapes
    }
}

/// How prices are meant, and what is made of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Prices {
    /// Without tax, which is added.
    OnTop,
    /// With tax, which is taken out of the amounts before they are sent.
    TakenOut,
    /// With tax, which is sent as if it were not in them.
    Twice,
}

/// Goods, a share of a discount or a fee.
struct Part {
    name: &'static str,
    rate: i64,
    /// 0 for a discount and a fee.
    pieces: i64,
    unit_price: i64,
    /// As priced.
    amount: i64,
}

struct Sent {
    name: String,
    pieces: i64,
    unit_price: Option<i64>,
    amount: i64,
    tax: i64,
}

struct Taxing {
    shape: Shape,
    prices: Prices,
}

impl Taxing {
    /// The tax of an amount as priced.
    fn of(&self, amount: i64, rate: i64) -> i64 {
        let whole = if self.prices == Prices::OnTop {
            100
        } else {
            100 + rate
        };
        let (dividend, sign) = (amount.abs() * rate, amount.signum());
        let up = i64::from(dividend % whole > 0);
        let half_up = i64::from(dividend % whole * 2 >= whole);
        let more = match self.shape.rounding {
            Rounding::Down => 0,
            Rounding::Up => up,
            Rounding::HalfUp => half_up,
        };
        sign * (dividend / whole + more)
    }

    /// The tax of each part of one rate.
    fn shares(&self, parts: &[&Part], rate: i64) -> Vec<i64> {
        match self.shape.way {
            Way::Line => parts
                .iter()
                .map(|part| self.of(part.amount, rate))
                .collect(),
            Way::Piece => {
                let of = |part: &&Part| match part.pieces {
                    0 => self.of(part.amount, rate),
                    pieces => pieces * self.of(part.unit_price, rate),
                };
                parts.iter().map(of).collect()
            }
            // The whole, shared by the amounts from first to last; what is taken off has what remains.
            Way::Rate => {
                let sum: i64 = parts.iter().map(|part| part.amount).sum();
                let above: i64 = parts.iter().map(|part| part.amount.max(0)).sum();
                let (whole, of_above) = (self.of(sum, rate), self.of(above, rate));
                let (mut reached, mut given) = (0, 0);
                let share = |part: &&Part| {
                    if part.amount < 0 {
                        return whole - of_above;
                    }
                    reached += part.amount;
                    let upto = of_above * reached / above;
                    let share = upto - given;
                    given = upto;
                    share
                };
                parts.iter().map(share).collect()
            }
        }
    }
}

/// A request for a settlement. `is_named`: its lines name their rates.
pub(crate) fn order(
    random: &mut StdRng,
    shape: Shape,
    prices: Prices,
    cheap: bool,
    is_named: bool,
) -> Journal {
    let parts = parts(random, shape, cheap);
    let taxing = Taxing { shape, prices };
    let mut taxes = vec![0; parts.len()];
    let mut of_rates = Vec::new();
    for rate in [10, 8] {
        let places: Vec<usize> = (0..parts.len())
            .filter(|place| parts[*place].rate == rate)
            .collect();
        let own: Vec<&Part> = places.iter().map(|place| &parts[*place]).collect();
        let shares = taxing.shares(&own, rate);
        if !own.is_empty() {
            of_rates.push((rate, shares.iter().sum::<i64>()));
        }
        for (place, share) in places.into_iter().zip(shares) {
            taxes[place] = share;
        }
    }
    let mut lines: Vec<Sent> = Vec::new();
    for (part, tax) in parts.iter().zip(&taxes) {
        let amount = if prices == Prices::TakenOut {
            part.amount - tax
        } else {
            part.amount
        };
        let own_tax = if shape.is_on_each_line { *tax } else { 0 };
        let name = match (is_named && shape.is_on_each_line, part.rate) {
            (true, rate) if part.pieces > 0 => format!("{}（{rate}%）", part.name),
            _ => part.name.to_owned(),
        };
        // The shares of a discount are one line.
        if let Some(line) = lines
            .iter_mut()
            .find(|line| part.amount < 0 && line.amount < 0)
        {
            line.amount += amount;
            line.tax += own_tax;
            continue;
        }
        let unit_price =
            (part.pieces > 0 && amount % part.pieces == 0).then(|| amount / part.pieces);
        lines.push(Sent {
            name,
            pieces: part.pieces,
            unit_price,
            amount,
            tax: own_tax,
        });
    }
    if !shape.is_on_each_line {
        for (rate, tax) in of_rates {
            let name = if is_named {
                format!("消費税（{rate}%）")
            } else {
                "消費税".to_owned()
            };
            lines.push(Sent {
                name,
                pieces: 0,
                unit_price: None,
                amount: 0,
                tax,
            });
        }
    }
    journal(&lines)
}

fn parts(random: &mut StdRng, shape: Shape, cheap: bool) -> Vec<Part> {
    let prices = if cheap { 10..=299 } else { 300..=30_000 };
    let kinds = random.random_range(if shape.is_mixed { 2..=4 } else { 1..=4 });
    let mut parts: Vec<Part> = (0..kinds)
        .map(|place| {
            let rate = match (shape.is_mixed, place) {
                (false, _) | (true, 0) => 10,
                (true, 1) => 8,
                _ => {
                    if random.random_bool(0.5) {
                        10
                    } else {
                        8
                    }
                }
            };
            let (unit_price, pieces) = (
                random.random_range(prices.clone()),
                random.random_range(1..=5),
            );
            Part {
                name: "商品",
                rate,
                pieces,
                unit_price,
                amount: unit_price * pieces,
            }
        })
        .collect();
    let whole: i64 = parts.iter().map(|part| part.amount).sum();
    match shape.extra {
        Extra::Nothing => {}
        Extra::Fee => {
            let amount = random.random_range(100..=1_000);
            parts.push(Part {
                name: "代引手数料",
                rate: 10,
                pieces: 0,
                unit_price: 0,
                amount,
            });
        }
        Extra::Discount => {
            let discount = random.random_range(1..=(whole / 10).max(1));
            let of_ten: i64 = parts
                .iter()
                .filter(|part| part.rate == 10)
                .map(|part| part.amount)
                .sum();
            let of_tens = discount * of_ten / whole;
            for (rate, share) in [(10, of_tens), (8, discount - of_tens)] {
                if share > 0 {
                    parts.push(Part {
                        name: "ご注文割引",
                        rate,
                        pieces: 0,
                        unit_price: 0,
                        amount: -share,
                    });
                }
            }
        }
    }
    parts
}

fn journal(lines: &[Sent]) -> Journal {
    let mut fields = vec![
        ("orderNo".to_owned(), "1".to_owned()),
        ("buyerId".to_owned(), "1111".to_owned()),
    ];
    let price: i64 = lines.iter().map(|line| line.amount).sum();
    let tax: i64 = lines.iter().map(|line| line.tax).sum();
    fields.push(("settlePrice".to_owned(), price.to_string()));
    fields.push(("shohiZei".to_owned(), tax.to_string()));
    fields.push(("meisaiUmu".to_owned(), "1".to_owned()));
    for (number, line) in (1..).zip(lines) {
        fields.push((format!("shohinMei{number}"), line.name.clone()));
        if line.pieces > 0 {
            fields.push((format!("suryo{number}"), line.pieces.to_string()));
        }
        if let Some(unit_price) = line.unit_price {
            fields.push((format!("tanka{number}"), unit_price.to_string()));
        }
        fields.push((format!("kessaiKingaku{number}"), line.amount.to_string()));
        fields.push((format!("shohiZei{number}"), line.tax.to_string()));
    }
    Journal {
        complete_from: 1,
        entries: vec![entry(1, "AN010", fields)],
    }
}
