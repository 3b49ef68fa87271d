//! Made-up orders where there is little or nothing to order.

use crate::{Config, Hashing, OpenError, Shop, settings::Payment, store::Product};

async fn shop() -> Shop {
    let mut config = Config::new("sqlite::memory:");
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    Shop::open(config).await.unwrap()
}

/// Takes all products away; one of them.
async fn without_products(shop: &Shop) -> Product {
    let store = &shop.0.store;
    let products = store.products().await.unwrap();
    for product in &products {
        store.delete_product(product.id).await.unwrap();
    }
    products[0].clone()
}

async fn refusal(shop: &Shop) -> String {
    let why = shop.generate_sample_data(60).await.unwrap_err();
    assert!(matches!(why, OpenError::NoSampleData(_)), "{why:?}");
    why.to_string()
}

#[tokio::test]
async fn without_products_or_postage_it_is_said_what_is_missing() {
    let shop = shop().await;
    let store = &shop.0.store;
    let before = store.largest_order_number("").await.unwrap();
    sqlx::query("DELETE FROM shop_shipping_methods")
        .execute(store.pool())
        .await
        .unwrap();
    assert!(refusal(&shop).await.contains("配送方法がありません"));
    without_products(&shop).await;
    assert!(refusal(&shop).await.contains("商品がありません"));
    assert_eq!(store.largest_order_number("").await.unwrap(), before);
}

#[tokio::test]
async fn where_nothing_can_be_sent_it_is_said_and_what_can_is_ordered() {
    let shop = shop().await;
    let store = &shop.0.store;
    let product = Product {
        code: "コップ".to_owned(),
        ..without_products(&shop).await
    };
    store.create_product(&product).await.unwrap();
    let said = refusal(&shop).await;
    assert!(
        said.contains("クロネコ掛け払い") && said.contains("商品コード"),
        "{said}"
    );
    let paper = Product {
        code: "PAPER".to_owned(),
        ..product
    };
    store.create_product(&paper).await.unwrap();
    let made_up = shop.generate_sample_data(60).await.unwrap();
    assert!(!made_up.events().is_empty());
    shop.add_sample_data(made_up, "made-up customers")
        .await
        .unwrap();
    let orders = store.orders_of(101, 0, 100).await.unwrap();
    let mut settled = orders.iter();
    assert!(settled.any(|order| order.payment == Payment::Kakebarai));
}
