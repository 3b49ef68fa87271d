//! An order as it was when it was placed, whatever becomes of products, taxes and addresses since.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    addon::order::{Item, Order, Shipping, Tax},
    client::Hundredths,
};

/// Who gets the parcel. Its `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::shop) struct Recipient {
    pub(in crate::shop) company: String,
    pub(in crate::shop) name: String,
    pub(in crate::shop) postal_code: String,
    pub(in crate::shop) address: String,
    pub(in crate::shop) telephone: String,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recipient(…)")
    }
}

/// Everything of an order but its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::shop) struct Contents {
    /// 受注日, in Japan.
    pub(in crate::shop) date: Date,
    pub(in crate::shop) recipient: Recipient,
    /// お支払い方法, as the buyer saw it.
    pub(in crate::shop) payment_name: String,
    pub(in crate::shop) items: Vec<StoredItem>,
    pub(in crate::shop) shipping: StoredShipping,
    pub(in crate::shop) taxes: Vec<StoredTax>,
    /// What it came to, line by line as the buyer saw it: name and yen.
    pub(in crate::shop) sums: Vec<(String, i64)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::shop) struct StoredItem {
    pub(in crate::shop) product: u32,
    pub(in crate::shop) name: String,
    pub(in crate::shop) code: String,
    pub(in crate::shop) unit: String,
    /// In hundredths.
    quantity: i64,
    /// In hundredths of a yen.
    unit_price: i64,
    tax: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::shop) struct StoredShipping {
    pub(in crate::shop) name: String,
    /// In yen.
    pub(in crate::shop) price: i64,
    tax: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::shop) struct StoredTax {
    id: u32,
    name: String,
    /// In hundredths of a per cent.
    rate: i64,
    included: bool,
    enabled: bool,
}

impl StoredItem {
    pub(in crate::shop) fn of(item: &super::CartItem) -> Self {
        let ordered = item.ordered();
        Self {
            product: item.product.id,
            name: ordered.name,
            code: ordered.code,
            unit: item.product.unit.clone(),
            quantity: ordered.quantity.as_hundredths(),
            unit_price: ordered.unit_price.as_hundredths(),
            tax: ordered.tax,
        }
    }

    /// 数量, as the cart counts it.
    pub(super) const fn pieces(&self) -> i64 {
        self.quantity / 100
    }

    /// For the add-on.
    pub(in crate::shop) fn item(&self) -> Item {
        Item {
            name: self.name.clone(),
            code: self.code.clone(),
            quantity: Hundredths::from_hundredths(self.quantity),
            unit_price: Hundredths::from_hundredths(self.unit_price),
            tax: self.tax,
        }
    }
}

impl StoredShipping {
    pub(in crate::shop) fn of(method: &super::ShippingMethod) -> Self {
        Self {
            name: method.name.clone(),
            price: method.price,
            tax: method.tax,
        }
    }
}

impl StoredTax {
    pub(in crate::shop) fn of(tax: &Tax) -> Self {
        Self {
            id: tax.id,
            name: tax.name.clone(),
            rate: tax.rate.as_hundredths(),
            included: tax.included,
            enabled: tax.enabled,
        }
    }

    fn tax(&self) -> Tax {
        Tax {
            id: self.id,
            name: self.name.clone(),
            rate: Hundredths::from_hundredths(self.rate),
            included: self.included,
            enabled: self.enabled,
        }
    }
}

impl Contents {
    /// For the add-on, under a number; `total` is what the buyer was shown.
    pub(in crate::shop) fn order(&self, number: &str, total: Option<i64>) -> Order {
        // Something that costs nothing is no line of a statement.
        let shipping = Some(&self.shipping).filter(|shipping| shipping.price > 0);
        Order {
            number: number.to_owned(),
            date: self.date,
            items: self.items.iter().map(StoredItem::item).collect(),
            shipping: shipping
                .map(|shipping| Shipping {
                    name: String::new(),
                    price: shipping.price,
                    tax: shipping.tax,
                })
                .into_iter()
                .collect(),
            discount: 0,
            part_payments: Vec::new(),
            taxes: self.taxes.iter().map(StoredTax::tax).collect(),
            total,
        }
    }
}
