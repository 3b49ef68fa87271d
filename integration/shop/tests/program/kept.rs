//! What the simulator inside knows is there again after the shop is restarted.

use crate::process::Process;

/// The first merchant at the control addresses of the simulator among what was printed.
fn merchant(lines: &[String]) -> String {
    let line = lines
        .iter()
        .find(|line| line.contains("dashboard"))
        .unwrap();
    let url = line.split("http://").nth(1).unwrap().trim();
    format!("http://{url}_simulator/v1/merchants/900000001")
}

async fn get(address: &str) -> String {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client.get(address).send().await.unwrap();
    assert!(answer.status().is_success(), "{address}");
    answer.text().await.unwrap()
}

async fn send(method: reqwest::Method, address: &str, json: &'static str) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, address).body(json);
    let request = request.header("Content-Type", "application/json");
    let answer = request.send().await.unwrap();
    assert!(answer.status().is_success(), "{address}");
}

#[tokio::test]
async fn names_clock_faults_and_made_up_orders_outlive_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data", "shop.db", "--made-up", "60"];
    let (process, lines) = Process::start(folder.path(), &arguments).await;
    let of = merchant(&lines);
    assert!(
        get(&format!("{of}/buyers/1111"))
            .await
            .contains("株式会社青葉デザイン")
    );
    let name = "{\"name\": \"株式会社改名\"}";
    send(reqwest::Method::PATCH, &format!("{of}/buyers/2222"), name).await;
    let years = "{\"now\": \"2031-04-01T09:00:00\"}";
    send(reqwest::Method::POST, &format!("{of}/clock/set"), years).await;
    let fault = "{\"api\": \"AN020\", \"kind\": \"reset\"}";
    send(reqwest::Method::POST, &format!("{of}/faults"), fault).await;
    let orders = get(&format!("{of}/orders?limit=1000")).await;
    assert!(orders.matches("orderNumber").count() > 20, "{orders}");
    assert!(process.end("TERM").await);

    let (process, lines) = Process::start(folder.path(), &["--data", "shop.db"]).await;
    let of = merchant(&lines);
    assert!(
        get(&format!("{of}/buyers/2222"))
            .await
            .contains("株式会社改名")
    );
    let clock = get(&format!("{of}/clock")).await;
    assert!(clock.contains("2031-04-01T09:"), "{clock}");
    assert!(get(&format!("{of}/faults")).await.contains("AN020"));
    assert_eq!(get(&format!("{of}/orders?limit=1000")).await, orders);
    assert!(process.end("TERM").await);
}
