//! What the shop prints of itself holds no secret.

use crate::{Config, DemoSetup, Hashing, Shop};

#[tokio::test]
async fn nothing_that_is_printed_holds_a_secret() {
    let mut config = Config::new("sqlite::memory:");
    config.password = Some("provider-secret".to_owned());
    config.key = Some("key-secret-of-at-least-32-characters".to_owned());
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    let demonstration = DemoSetup {
        merchant_code: "900000001".to_owned(),
        merchant_password: "stored-secret".to_owned(),
        customers_password: "customers-secret".to_owned(),
    };
    let before = format!("{config:?}{demonstration:?}");
    let shop = Shop::open(config).await.unwrap();
    shop.set_up_demo(&demonstration).await.unwrap();
    let settings = shop.0.store.settings().await.unwrap();
    let connection = shop.0.payments.connect(&settings).unwrap();
    let after = format!("{shop:?}{settings:?}{connection:?}{:?}", shop.0.payments);
    let printed = before + &after;
    assert!(printed.contains("900000001"));
    assert!(!printed.contains("secret"), "{printed}");
}
