//! What made-up customers can order: the shop's own products, as far as they can be paid.

use fake::rand::{RngExt as _, rngs::StdRng};
use jiff::civil::Date;
use kakebarai::order::Tax;

use crate::{
    billing::bill,
    settings::{Payment, PaymentMethod},
    store::{
        CartItem, OrderSnapshot, Product, Recipient, ShippingMethod, StoredItem, StoredShipping,
        StoredTax,
    },
};

/// So often an order is drawn anew that comes to what cannot be paid.
const TRIES: u32 = 100;

/// Contents and their total in yen.
pub(super) type Priced = (OrderSnapshot, i64);

pub(super) struct Shelves {
    /// What can be paid by クロネコ掛け払い, then what can be paid by 銀行振込; neither is empty.
    products: [Vec<Product>; 2],
    /// At least one.
    shipping: Vec<ShippingMethod>,
    taxes: Vec<Tax>,
    /// クロネコ掛け払い, then 銀行振込.
    methods: [PaymentMethod; 2],
}

/// The place of a method.
const fn place(payment: Payment) -> usize {
    match payment {
        Payment::Kakebarai => 0,
        Payment::Transfer => 1,
    }
}

impl Shelves {
    /// The shelves of a shop on a day.
    ///
    /// # Errors
    /// What is missing, in Japanese.
    pub(super) fn of(
        products: &[Product],
        shipping: Vec<ShippingMethod>,
        taxes: Vec<Tax>,
        methods: [PaymentMethod; 2],
        day: Date,
    ) -> Result<Self, String> {
        if products.is_empty() {
            return Err("商品がありません。管理画面の「商品」で追加してください。".to_owned());
        }
        if shipping.is_empty() {
            return Err(
                "配送方法がありません。管理画面の「配送方法」で追加してください。".to_owned(),
            );
        }
        let mut shelves = Self {
            products: [Vec::new(), Vec::new()],
            shipping,
            taxes,
            methods,
        };
        for payment in [Payment::Kakebarai, Payment::Transfer] {
            // Some products cannot be paid by クロネコ掛け払い.
            let can_be_paid = |product: &&Product| {
                let item = item(product, 1);
                let contents = shelves.contents(vec![item], Recipient::default(), payment, 0, day);
                shelves.price(contents, payment).is_some()
            };
            let products: Vec<Product> = products.iter().filter(can_be_paid).cloned().collect();
            if products.is_empty() {
                let name = &shelves.method(payment).name;
                return Err(format!(
                    "「{name}」で注文できる商品がありません。管理画面の「商品」で、商品コードと価格を確かめてください。"
                ));
            }
            shelves.products[place(payment)] = products;
        }
        Ok(shelves)
    }

    pub(super) const fn method(&self, payment: Payment) -> &PaymentMethod {
        &self.methods[place(payment)]
    }

    /// Draws what is ordered; `None` if several attempts give only what cannot be paid.
    pub(super) fn order(
        &self,
        rng: &mut StdRng,
        recipient: &Recipient,
        payment: Payment,
        day: Date,
    ) -> Option<Priced> {
        let products = &self.products[place(payment)];
        (0..TRIES).find_map(|_| {
            let count = rng.random_range(1..=4);
            let first = rng.random_range(0..products.len());
            let chosen = products.iter().cycle().skip(first).take(count);
            let items = chosen.map(|product| item(product, rng.random_range(1..=6)));
            let items = items.collect();
            let shipping = rng.random_range(0..self.shipping.len());
            let contents = self.contents(items, recipient.clone(), payment, shipping, day);
            self.price(contents, payment)
        })
    }

    fn contents(
        &self,
        items: Vec<StoredItem>,
        recipient: Recipient,
        payment: Payment,
        shipping: usize,
        date: Date,
    ) -> OrderSnapshot {
        let method = self.method(payment);
        let goods = items.iter().map(|item| item.item().amount()).sum();
        OrderSnapshot {
            date,
            items,
            recipient,
            payment_name: method.name.clone(),
            payment_method: method.id,
            shipping: StoredShipping::of(&self.shipping[shipping], goods),
            taxes: self.taxes.iter().map(StoredTax::of).collect(),
            sums: Vec::new(),
            rates: Vec::new(),
            untaxed: 0,
            reductions: Vec::new(),
            registration_number: String::new(),
        }
    }

    fn price(&self, mut contents: OrderSnapshot, payment: Payment) -> Option<Priced> {
        let total = bill(&mut contents, payment, &self.method(payment).terms).ok()?;
        Some((contents, total))
    }
}

fn item(product: &Product, quantity: u32) -> StoredItem {
    StoredItem::of(&CartItem {
        product: product.clone(),
        quantity,
    })
}
