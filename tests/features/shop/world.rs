//! A shop with its people: customers and an operator, each with a browser of their own.

use std::collections::BTreeMap;

use futures::future::LocalBoxFuture;

use crate::{
    features::running::{Leave, assert_clean},
    support::{
        shop::{OpenShop, PASSWORD},
        visitor::{Browser, Visitor},
    },
};

/// The operator, among the people.
pub(super) const OPERATOR: &str = "担当者";
/// A customer who has not said who they are.
const SOMEBODY: &str = "お客様";
/// The customers who have an account from the beginning.
const TEST_BUYERS: [&str; 4] = [
    "1111@cs-cart.jp",
    "2222@cs-cart.jp",
    "3333@cs-cart.jp",
    "4444@cs-cart.jp",
];

#[derive(cucumber::World, Debug)]
#[world(init = Self::nowhere)]
pub(super) struct Walk {
    shop: Option<OpenShop>,
    people: BTreeMap<String, Visitor>,
    /// Who acts where a step does not say it.
    acting: String,
    /// The customer of whom 「お客様」 speaks.
    pub(super) customer: String,
    /// Real browsers, of so many pixels.
    pub(super) browser: Option<(u32, u32)>,
    /// The numbers of the orders of this scenario.
    pub(super) orders: Vec<String>,
    /// What the customer was shown as the total of the last one, in yen.
    pub(super) total: i64,
    /// The last four digits of the telephone number of who applies.
    pub(super) telephone: &'static str,
    /// What is entered at the checkout besides: labels and values.
    pub(super) entered: Vec<(String, String)>,
    /// A file that is being worked on.
    pub(super) file: Vec<u8>,
}

impl Walk {
    fn nowhere() -> Self {
        Self {
            shop: None,
            people: BTreeMap::new(),
            acting: SOMEBODY.to_owned(),
            customer: SOMEBODY.to_owned(),
            browser: None,
            orders: Vec::new(),
            total: 0,
            telephone: "0800",
            entered: Vec::new(),
            file: Vec::new(),
        }
    }

    pub(super) fn enter(&mut self, shop: OpenShop) {
        self.shop = Some(shop);
    }

    pub(super) fn shop(&self) -> &OpenShop {
        self.shop
            .as_ref()
            .expect("「…お店がある」から始めてください")
    }

    /// Whoever acts now.
    pub(super) fn here(&mut self) -> &mut Visitor {
        self.people
            .get_mut(&self.acting)
            .expect("まだ誰も画面を開いていません")
    }

    async fn visitor(&self) -> Visitor {
        match self.browser {
            None => self.shop().visitor(),
            Some((width, height)) => {
                Visitor::with_browser(&self.shop().url, Browser::start(width, height).await)
            }
        }
    }

    /// Lets somebody act from now on: the operator, or a customer by e-mail address. Who has an account logs in first.
    pub(super) async fn turn_to(&mut self, who: &str) {
        let who = if who == SOMEBODY {
            self.customer.clone()
        } else {
            who.to_owned()
        };
        if !self.people.contains_key(&who) {
            let mut visitor = self.visitor().await;
            if who == OPERATOR {
                visitor.open("/admin").await;
                visitor.fill("パスワード", &self.shop().operator_password);
                visitor.press("ログイン").await;
            } else if TEST_BUYERS.contains(&who.as_str()) {
                visitor.open("/login").await;
                visitor.fill("メールアドレス", &who);
                visitor.fill("パスワード", PASSWORD);
                visitor.press("ログイン").await;
            }
            self.people.insert(who.clone(), visitor);
        }
        if who != OPERATOR {
            self.customer.clone_from(&who);
        }
        self.acting = who;
    }

    /// Who acts goes to the first page that is theirs.
    pub(super) async fn go_home(&mut self) {
        let home = if self.acting == OPERATOR {
            "/admin"
        } else {
            "/"
        };
        self.here().open(home).await;
    }

    /// The number of an order of this scenario: 「その注文」 is the last, 「2件目の注文」 the second.
    pub(super) fn order(&self, which: &str) -> String {
        let place = which
            .strip_suffix("件目の注文")
            .map_or(self.orders.len(), |number| number.parse().unwrap());
        assert!(place > 0, "まだ注文がありません");
        self.orders[place - 1].clone()
    }
}

impl Leave for Walk {
    /// Closes the browsers, after a picture of each where the scenario has failed. Where it has not, its traffic is clean.
    fn leave<'a>(&'a mut self, failed: Option<&'a str>) -> LocalBoxFuture<'a, ()> {
        Box::pin(async move {
            for (number, (_, visitor)) in (1..).zip(std::mem::take(&mut self.people)) {
                let picture = failed.map(|scenario| format!("{scenario}-{number}"));
                visitor.leave(picture.as_deref()).await;
            }
            if let (None, Some(shop)) = (failed, &self.shop) {
                assert_clean(&shop.control).await;
            }
        })
    }
}
