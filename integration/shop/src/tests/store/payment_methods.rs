//! 支払方法: several are kept as they are saved, and a shop from before there were several keeps its only one.

use kakebarai::{
    client::Address,
    clock::Clock,
    order::{Rounding, TaxCalculation},
};
use sqlx::Connection as _;

use crate::{
    settings::{Payment, PaymentMethod, Template},
    store::{Settings, Store},
};

async fn store(url: &str) -> Store {
    Store::open(url, Clock::system()).await.unwrap()
}

fn names(settings: &Settings) -> Vec<&str> {
    let methods = settings.methods.iter();
    methods.map(|method| method.name.as_str()).collect()
}

#[tokio::test]
async fn what_is_saved_is_read_as_it_was() {
    let store = store("sqlite::memory:").await;
    let before = store.settings().await.unwrap();
    assert_eq!(names(&before), ["銀行振込（前払い）"]);
    assert!(!before.kakebarai.enabled);
    let mut ids = Vec::new();
    for (name, environment) in [("テスト", Address::Test), ("本番", Address::Production)] {
        let mut method = PaymentMethod {
            name: name.to_owned(),
            enabled: environment == Address::Production,
            groups: vec![4, 9],
            instructions: "1行目\n2行目".to_owned(),
            environment,
            ..PaymentMethod::default()
        };
        method.terms.fee.fixed = 330;
        method.terms.fee_tax = Some(1);
        ids.push(store.save_method(&method, None).await.unwrap());
    }
    assert_eq!(ids, [2, 3]);
    let settings = store.settings().await.unwrap();
    assert_eq!(names(&settings), ["テスト", "本番", "銀行振込（前払い）"]);
    // If none is chosen, the enabled one holds.
    assert_eq!(settings.kakebarai.name, "本番");
    assert_eq!(settings.kakebarai.environment, Address::Production);
    let kept = settings.method(2).unwrap();
    assert_eq!(kept.environment, Address::Test);
    assert_eq!(kept.groups, [4, 9]);
    assert_eq!(kept.instructions, "1行目\n2行目");
    assert_eq!((kept.terms.fee.fixed, kept.terms.fee_tax), (330, Some(1)));
    store.delete_method(2).await.unwrap();
    let settings = store.settings().await.unwrap();
    assert_eq!(names(&settings), ["本番", "銀行振込（前払い）"]);
    // Without the add-on, クロネコ掛け払い is not offered.
    let offered: Vec<u32> = settings.offered().map(|method| method.id).collect();
    assert_eq!(offered, [1]);
}

#[tokio::test]
async fn a_shop_of_before_keeps_its_methods() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    let golden = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/ledger/before_prefix/shop.db"
    );
    std::fs::copy(golden, &file).unwrap();
    let url = format!("sqlite:{}", file.display());
    sqlx::any::install_default_drivers();
    let mut old = sqlx::AnyConnection::connect(&url).await.unwrap();
    let changed = r#"{"name":"請求書払い","description":"説明","instructions":"月末締め","enabled":true,"groups":[9],"fee_fixed":300,"fee_percent":250,"fee_name":"手数料","fee_tax":2,"icon":"","production":false,"product_codes_sent":false,"cart_code":"shop-1","rounding":"up","calculation":"unit-price"}"#;
    sqlx::query("UPDATE shop_settings SET value = $1 WHERE name = 'payment-method'")
        .bind(changed)
        .execute(&mut old)
        .await
        .unwrap();
    old.close().await.unwrap();
    // Twice: the only method is taken over once.
    for _ in 0..2 {
        let store = store(&url).await;
        let settings = store.settings().await.unwrap();
        assert_eq!(names(&settings), ["請求書払い", "銀行振込（前払い）"]);
        let method = &settings.kakebarai;
        assert_eq!(method.id, 2);
        assert_eq!(method.template, Template::Kakebarai);
        assert!(method.enabled);
        assert_eq!(
            (&*method.description, &*method.instructions),
            ("説明", "月末締め")
        );
        assert_eq!(method.groups, [9]);
        assert_eq!(method.terms.fee.fixed, 300);
        assert_eq!(method.terms.fee.percent.as_hundredths(), 250);
        assert_eq!(method.terms.fee_tax, Some(2));
        assert_eq!(method.terms.cart_code, "shop-1");
        assert_eq!(method.terms.rounding, Rounding::Up);
        assert_eq!(method.terms.tax_calculation, TaxCalculation::UnitPrice);
        let transfer = settings.method(1).unwrap();
        assert_eq!(transfer.processor, Payment::Transfer);
        assert!(
            transfer
                .account
                .starts_with("見本銀行（架空）しらかば支店\n")
        );
        store.pool().close().await;
    }
}
