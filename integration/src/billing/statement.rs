//! What the buyer is billed: the lines of 決済登録, the amounts, and where each yen comes from.

use std::fmt;

use crate::{
    billing::{
        BillingTerms, OrderProblem, TaxSum, checks, draft::Draft, limits, lines,
        part_payments::pay, totals::Totals, yen,
    },
    client::{Decimal2, LineItem, RegisterPayment},
    order::Order,
};

/// The lines and amounts that are sent for an order. `price` + `tax` is the order's total; the lines add up to both.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// At most 99.
    pub lines: Vec<Line>,
    /// 決済金額, in yen, without tax.
    pub price: u32,
    /// 消費税, in yen.
    pub tax: u32,
    /// The sum of each charged tax, before gift certificates and points: rate, base and tax, as the order's own document has to state them.
    pub taxes: Vec<TaxSum>,
    /// 手数料, in yen, as it is priced.
    pub fee: i64,
    /// What the operator should know, in Japanese.
    pub notes: Vec<Note>,
}

/// One line. Its `Debug` does not show what was bought.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Its origin.
    pub source: Source,
    /// 商品名.
    pub name: String,
    /// 商品コード; empty for none.
    pub code: String,
    /// 数量.
    pub quantity: Option<Decimal2>,
    /// 単価, in yen, without tax.
    pub unit_price: Option<Decimal2>,
    /// 決済金額, in yen, without tax.
    pub price: i32,
    /// 消費税, in yen.
    pub tax: i32,
}

/// The origin of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The item at this place of the order, from 0.
    Item(usize),
    /// Several items in one line, from this place of the order on.
    JoinedItems {
        /// The place of the first, from 0.
        first: usize,
        /// How many.
        count: usize,
    },
    /// 送料.
    Shipping,
    /// ご注文割引.
    Discount,
    /// A gift certificate, or points.
    PartPayment,
    /// 手数料.
    Fee,
    /// A tax, with its id.
    Tax(u32),
}

/// A change that was made to the order, or something that looks like a mistake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Note {
    /// A name was cut to 60 columns.
    #[error("「{name}」は長いため、末尾の「{cut}」を送信しません。")]
    NameCut {
        /// The name as sent.
        name: String,
        /// The part that is not sent.
        cut: String,
    },
    /// Characters that the provider does not take were replaced.
    #[error("「{name}」では、送信できない文字「{replaced}」を置き換えました。")]
    NameRespelt {
        /// The name as sent.
        name: String,
        /// The characters.
        replaced: String,
    },
    /// A product code was cut.
    #[error(
        "「{name}」の商品コードは10文字を超えるため、先頭の「{cut}」を切って「{code}」を送信します。"
    )]
    CodeCut {
        /// The product.
        name: String,
        /// The part that is not sent.
        cut: String,
        /// The code as sent.
        code: String,
    },
    /// Items were joined, since no more than 99 lines can be sent.
    #[error("明細は99件までのため、{0}件の商品を1件にまとめて送信します。")]
    ItemsJoined(usize),
    /// Gift certificates and points pay a part of the tax, so that less of it is sent.
    #[error(
        "ギフト券やポイントが税抜きの合計を超えるため、消費税として送信するのは{}です（ご注文の消費税は{}）。", yen(*sent), yen(*of_order)
    )]
    TaxLowered {
        /// In yen.
        sent: i64,
        /// In yen.
        of_order: i64,
    },
    /// Nothing of the order is taxed.
    #[error(
        "この注文には消費税がありません。課税の商品なら、商品の税と「消費税」のステータスを確認してください。"
    )]
    NoTax,
}

impl Statement {
    /// The statement of an order.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once. Nothing is sent of such an order.
    pub fn of(order: &Order, terms: &BillingTerms) -> Result<Self, Vec<OrderProblem>> {
        let mut problems = checks::name_problems(order, terms);
        problems.extend(checks::amount_problems(order, terms));
        none(problems)?;
        let totals = Totals::of(order, terms)?;
        let own = limits::own_lines(order, &totals.parts, totals.taxes.len());
        let priced = lines::of_parts(order, terms, &totals.parts, &totals.net, own);
        let mut problems: Vec<OrderProblem> = priced
            .iter()
            .filter_map(|draft| draft.problem.clone())
            .collect();

        let paid = pay(&order.part_payments, totals.price, totals.tax);
        let paid = match paid {
            Ok(paid) => paid,
            Err(problem) => {
                problems.push(problem);
                return Err(problems);
            }
        };
        let lowered: i64 = paid.iter().map(|paid| paid.tax).sum();
        let items = order.items.len();
        let payments = lines::of_payments(&paid);
        let of_taxes = lines::of_taxes(order, terms, &totals.taxes);

        let mut notes: Vec<Note> = noted(&priced).collect();
        notes.extend((totals.tax == 0).then_some(Note::NoTax));
        notes.extend((lowered > 0).then(|| Note::TaxLowered {
            sent: totals.tax - lowered,
            of_order: totals.tax,
        }));
        notes.extend(noted(&payments).chain(noted(&of_taxes)));
        notes.extend((own < items).then(|| Note::ItemsJoined(items - own)));

        let mut drafts = limits::joined(priced, own, items);
        drafts.extend(payments.into_iter().chain(of_taxes));
        problems.extend(limits::problems(&drafts, order.total));
        none(problems)?;
        let lines: Vec<Line> = drafts
            .into_iter()
            .map(Draft::line)
            .collect::<Result<_, _>>()
            .map_err(|problem| vec![problem])?;
        let (price, tax) = lines.iter().fold((0, 0), |(price, tax), line| {
            (price + i64::from(line.price), tax + i64::from(line.tax))
        });
        let sum = |label: &str, amount| {
            u32::try_from(amount).map_err(|_| {
                let label = label.to_owned();
                vec![OrderProblem::TooLarge { label, amount }]
            })
        };
        Ok(Self {
            price: sum("決済金額", price)?,
            tax: sum("消費税", tax)?,
            lines,
            taxes: totals.taxes,
            fee: totals.fee,
            notes,
        })
    }

    /// The billed total, in yen.
    pub fn total(&self) -> i64 {
        i64::from(self.price) + i64::from(self.tax)
    }

    /// The request of 決済登録.
    pub fn request(&self, order: &Order, buyer_id: &str, cart_code: &str) -> RegisterPayment {
        let lines = self.lines.iter().map(|line| LineItem {
            name: line.name.clone(),
            code: Some(line.code.clone()),
            quantity: line.quantity,
            unit: None,
            unit_price: line.unit_price,
            price: Some(line.price),
            tax: Some(line.tax),
        });
        RegisterPayment {
            order_date: order.date,
            order_number: order.number.clone(),
            buyer_id: buyer_id.to_owned(),
            price: self.price,
            tax: self.tax,
            itemised: true,
            lines: lines.collect(),
            cart_code: (!cart_code.is_empty()).then(|| cart_code.to_owned()),
        }
    }
}

/// An error where there is a problem.
fn none(problems: Vec<OrderProblem>) -> Result<(), Vec<OrderProblem>> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// What was done to the names and codes of lines.
fn noted(drafts: &[Draft]) -> impl Iterator<Item = Note> {
    drafts.iter().flat_map(|draft| draft.notes.iter().cloned())
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("source", &self.source)
            .field("quantity", &self.quantity)
            .field("unit_price", &self.unit_price)
            .field("price", &self.price)
            .field("tax", &self.tax)
            .finish_non_exhaustive()
    }
}
