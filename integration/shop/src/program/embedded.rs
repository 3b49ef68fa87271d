//! The simulator inside: Yamato's test environment in the same process, with the buyers that the shop knows.

use std::net::SocketAddr;

use kakebarai_shop::Shop;
use kakebarai_simulator::{MAGIC_NUMBERS, Settings, Simulator};

/// Starts it; its books are in memory and begin anew.
pub(crate) fn start(listen: SocketAddr) -> Result<Simulator, String> {
    let settings = Settings {
        listen,
        ..Settings::default()
    };
    Simulator::start(settings).map_err(|error| {
        format!("{error}（シミュレーターのポートは --simulator-listen で変えられます）")
    })
}

/// 加盟店コード and パスワード of its first merchant.
pub(crate) fn merchant() -> Option<(String, String)> {
    let merchants = Settings::default().merchants.into_iter();
    let mut merchants = merchants.map(|merchant| (merchant.code, merchant.password));
    merchants.next()
}

/// What it does with certain applications, by the last digits of the telephone number.
pub(crate) fn application_hints() -> Vec<(String, String)> {
    let hints = MAGIC_NUMBERS.iter().map(|magic| {
        let what = format!("電話番号（代表）の末尾が{}", magic.digits);
        (what, magic.meaning.to_owned())
    });
    let usual = (
        "そのほかの電話番号".to_owned(),
        "5分後にご利用可になる".to_owned(),
    );
    hints.chain([usual]).collect()
}

/// Tells it of the buyers that the shop knows. The accepted are accepted at once, and so is who was still being screened:
/// what the screening would have said is forgotten.
pub(crate) async fn add_buyers(simulator: &Simulator, shop: &Shop) -> Result<(), String> {
    let failed = |error: String| format!("お店の取引先をシミュレーターに登録できません（{error}）");
    let Some((merchant, _)) = merchant() else {
        return Ok(());
    };
    let buyers = shop.known_buyers().await;
    let http = reqwest::Client::builder().no_proxy().build();
    let http = http.map_err(|error| failed(error.to_string()))?;
    let path = format!(
        "{}/_simulator/v1/merchants/{merchant}/buyers",
        simulator.url()
    );
    for buyer in buyers.map_err(|error| failed(error.to_string()))? {
        let judgement = match buyer.judgement.as_str() {
            "申込不備" | "ご利用不可" | "取消" | "限度額変更" => buyer.judgement,
            _ => "ご利用可".to_owned(),
        };
        // The standard limit, or one that what is settled fits into.
        let hundred_thousands = buyer.settled.max(0).unsigned_abs().div_ceil(100_000);
        let limit = (hundred_thousands * 100_000).clamp(600_000, 20_000_000);
        let said =
            serde_json::json!({"id": buyer.id, "judgement": judgement, "creditLimit": limit});
        let mut request = http
            .post(&path)
            .header("content-type", "application/json")
            .body(said.to_string());
        if let Some(token) = simulator.control_token() {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await;
        let answer = answer.and_then(reqwest::Response::error_for_status);
        answer.map_err(|error| failed(error.to_string()))?;
    }
    Ok(())
}
