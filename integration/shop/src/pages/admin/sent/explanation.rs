//! Where each item of a settlement comes from, in words.

use kakebarai::{
    billing::{BillingTerms, Line, ProductCodes, Source, Statement},
    client::{Decimal2, Decimal3, LineField, SentField, SentItem},
    order::{Order, Rounding, Tax, TaxCalculation},
};

use crate::format::{price, yen};

/// What explains the items.
pub(super) struct Explanation<'a> {
    pub(super) order: &'a Order,
    /// 送料 by its name.
    pub(super) shipping: &'a str,
    pub(super) terms: &'a BillingTerms,
    pub(super) statement: Option<&'a Statement>,
}

impl Explanation<'_> {
    /// Explains one item; `is_other` if the settings make something else of it now.
    pub(super) fn of(&self, item: &SentItem, is_other: bool) -> String {
        let text = match item.field {
            SentField::Line { number, field } => self.of_a_line(number, field),
            field => of_the_whole(field, &item.value).to_owned(),
        };
        if is_other {
            format!("送信した後に、設定か商品コードの送り方が変わりました。いまの設定では：{text}")
        } else {
            text
        }
    }

    fn of_a_line(&self, number: usize, field: LineField) -> String {
        let lines = self.statement.map_or(&[][..], |statement| &statement.lines);
        let Some(line) = number.checked_sub(1).and_then(|place| lines.get(place)) else {
            return String::new();
        };
        match (line.source, field) {
            (Source::Tax(id), LineField::Tax) => self.of_a_tax(id),
            (Source::Tax(id), _) => self.tax(id).map_or(String::new(), |tax| {
                format!("税「{}」の明細。商品などの金額は0円です", tax.name)
            }),
            (Source::PartPayment, LineField::Tax) if line.tax != 0 => {
                "支払いが税抜きの合計を超える分".to_owned()
            }
            (_, LineField::Tax) => "税は、最後の税の明細でまとめて送信します".to_owned(),
            (Source::Item(place), field) => self.of_an_item(place, field, line),
            (Source::JoinedItems { first, count }, LineField::Price) => {
                format!("{}番目から{count}件の商品の合計", first + 1)
            }
            (Source::JoinedItems { .. }, _) => {
                "明細は99件までのため、まとめて送信します".to_owned()
            }
            (Source::Shipping, LineField::Price) => {
                let shipping = self.order.shipping.iter().map(|shipping| shipping.price);
                let of = format!("送料「{}」{}", self.shipping, yen(shipping.sum()));
                self.without_tax(
                    of,
                    line,
                    self.order
                        .shipping
                        .first()
                        .and_then(|shipping| shipping.tax),
                )
            }
            (Source::Shipping, _) => "送料の明細".to_owned(),
            (Source::Discount, LineField::Price) => {
                format!("ご注文割引 {}", yen(self.order.discount))
            }
            (Source::Discount, _) => "ご注文割引の明細".to_owned(),
            (Source::PartPayment, _) => "ギフト券やポイントでの支払い".to_owned(),
            (Source::Fee, LineField::Price) => {
                let fee = self.terms.fee;
                let parts = match (fee.fixed, fee.percent.as_hundredths()) {
                    (fixed, 0) => yen(fixed),
                    (0, _) => format!("商品と送料の{}％", fee.percent),
                    (fixed, _) => format!("{}と、商品と送料の{}％", yen(fixed), fee.percent),
                };
                self.without_tax(format!("手数料 {parts}"), line, self.terms.fee_tax)
            }
            (Source::Fee, LineField::Name) => "支払方法の「手数料名」".to_owned(),
            (Source::Fee, _) => "手数料の明細".to_owned(),
            _ => String::new(),
        }
    }

    fn of_an_item(&self, place: usize, field: LineField, line: &Line) -> String {
        let Some(item) = self.order.items.get(place) else {
            return String::new();
        };
        match field {
            LineField::Name if line.name == item.name => "商品名".to_owned(),
            LineField::Name => format!("商品名「{}」から", item.name),
            LineField::Code => self.of_a_code(&item.code, &line.code),
            LineField::Quantity => "数量".to_owned(),
            LineField::UnitPrice
                if line.unit_price.map(Decimal3::from) == Some(item.unit_price) =>
            {
                "商品の単価".to_owned()
            }
            LineField::UnitPrice => format!(
                "商品の単価 {}（内税）から税を除いた額",
                price(item.unit_price)
            ),
            LineField::Price => {
                let of = format!("{} × {}", price(item.unit_price), item.quantity);
                let of = if whole(item.unit_price, item.quantity) {
                    of
                } else {
                    format!("{of}（1円未満は四捨五入）")
                };
                self.without_tax(of, line, item.tax)
            }
            _ => String::new(),
        }
    }

    fn of_a_code(&self, code: &str, sent: &str) -> String {
        if self.terms.product_codes == ProductCodes::NotSent {
            return "商品コードの設定が「連携しない」のため、空で送信します".to_owned();
        }
        let code = code.trim();
        match code.strip_suffix(sent) {
            _ if code.is_empty() => "商品に商品コードがありません".to_owned(),
            Some("") => "商品コード".to_owned(),
            Some(cut) => format!("商品コード「{code}」の先頭の「{cut}」を切りました"),
            None => format!("商品コード「{code}」から"),
        }
    }

    /// An amount, and that the tax in it has been taken out.
    fn without_tax(&self, of: String, line: &Line, tax: Option<u32>) -> String {
        let tax = tax.and_then(|id| self.tax(id));
        match tax.filter(|tax| tax.included && tax.enabled) {
            Some(tax) => format!(
                "{of}（内税）から{}を除いた{}",
                tax.name,
                yen(line.price.into())
            ),
            None => of,
        }
    }

    fn tax(&self, id: u32) -> Option<&Tax> {
        self.order.taxes.iter().find(|tax| tax.id == id)
    }

    fn of_a_tax(&self, id: u32) -> String {
        let Some(tax) = self.tax(id) else {
            return String::new();
        };
        let of = Some(id);
        let items = self.order.items.iter().filter(|item| item.tax == of);
        let goods: i64 = items.map(kakebarai::order::Item::amount).sum();
        let shipping = self
            .order
            .shipping
            .iter()
            .filter(|shipping| shipping.tax == of);
        let shipping: i64 = shipping.map(|shipping| shipping.price).sum();
        let fee = self.statement.map_or(0, |statement| statement.fee);
        let fee = if self.terms.fee_tax == of { fee } else { 0 };
        let sums = self.statement.map_or(&[][..], |statement| &statement.taxes);
        let base = sums.iter().find(|sum| sum.tax == id).map(|sum| sum.base);
        // Its share of the discount is what is left.
        let discount = base.map_or(0, |base| base - goods - shipping - fee);
        let parts = [
            ("商品", goods),
            ("割引", discount),
            ("送料", shipping),
            ("手数料", fee),
        ];
        let parts = parts.iter().filter(|(_, amount)| *amount != 0);
        let parts: Vec<String> = parts
            .map(|(name, amount)| format!("{name}{}", yen(*amount).replace('-', "−")))
            .collect();
        let kind = if tax.included {
            "に含まれる税（内税"
        } else {
            "にかかる税（外税"
        };
        format!(
            "{}{kind}{}％、{}、端数{}）",
            parts.join("＋"),
            tax.rate,
            calculation(self.terms.tax_calculation),
            rounding(self.terms.rounding),
        )
    }
}

fn of_the_whole(field: SentField, value: &str) -> &'static str {
    match field {
        SentField::OrderDate => "ご注文の日（日本時間）",
        SentField::OrderNumber if value.is_empty() => "ご注文のときに決まります",
        SentField::OrderNumber => "注文番号",
        SentField::BuyerId if value.is_empty() => "お客様に取引先IDがないため、まだ送信できません",
        SentField::BuyerId => "お客様の取引先ID",
        SentField::Price => "明細の決済金額の合計（税抜き）",
        SentField::Tax => "明細の消費税の合計",
        SentField::Itemised => "1は「明細あり」。明細の合計が、決済金額と消費税に一致します",
        SentField::CartCode => "支払方法の詳細設定の「カート社識別コード」",
        _ => "",
    }
}

/// Whether a price times a quantity comes to whole yen.
fn whole(price: Decimal3, quantity: Decimal2) -> bool {
    let price = i128::from(price.as_thousandths());
    (price * i128::from(quantity.as_hundredths())) % 100_000 == 0
}

const fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::Down => "切り捨て",
        Rounding::Up => "切り上げ",
        Rounding::HalfUp => "四捨五入",
    }
}

const fn calculation(calculation: TaxCalculation) -> &'static str {
    match calculation {
        TaxCalculation::OncePerRate => "税率ごとに1回",
        TaxCalculation::Subtotal => "小計ごと",
        // Of those that this shop can choose.
        _ => "単価ごと",
    }
}
