//! What the workbench offers to paste runs as it is, in the steps of these features.

use super::world::Shop;
use crate::{
    features::running::run,
    support::{shop::OpenShop, visitor::Visitor},
};

/// The scenario of a basket, by the address of its page.
async fn scenario(operator: &mut Visitor, query: &str) -> String {
    operator
        .open(&format!("/admin/workbench/taxes?{query}"))
        .await;
    operator.press("シナリオをファイルで受け取る").await;
    assert_eq!(operator.page.status, 200);
    operator.page.body.clone()
}

#[tokio::test]
async fn a_scenario_of_the_workbench_runs() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let folder = tempfile::tempdir().unwrap();
    for (name, query) in [
        (
            "uniform",
            "lines=A,ねじ,99.5,3%0AB,机,3980,2,8&shipping=800&discount=500&fee=330&fee_percent=2.5&points=100&gift=200",
        ),
        (
            "mixed",
            "lines=A,ねじ,99.5,3,10,内税%0AB,机,1980,2,10,外税%0AC,印紙,200,1,,非課税&shipping=800&shipping_kind=非課税",
        ),
    ] {
        let text = scenario(&mut operator, query).await;
        // 18 combinations, and 9 more where lines differ.
        let examples = text.lines().filter(|line| line.starts_with("      | "));
        let expected = if name == "uniform" { 19 } else { 29 };
        assert_eq!(examples.count(), expected, "{text}");
        let file = folder.path().join(format!("workbench-{name}.feature"));
        std::fs::write(&file, text).unwrap();
        run::<Shop>(file.to_str().unwrap()).await;
    }
}
