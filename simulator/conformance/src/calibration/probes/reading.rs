//! Class 0: the inquiry about the test buyers.

use super::super::{
    prober::{Prober, Stopped},
    request::{Api, ProbeRequest},
};

/// The text of a buyer who may buy.
pub(super) const USABLE: &str = "利用可";

/// Looks for a text other than 利用可.
pub(super) async fn test_buyers(prober: &mut Prober) -> Result<(), Stopped> {
    for buyer in ["1111", "2222", "3333", "4444"] {
        let request = ProbeRequest::new(Api::An050, &[("buyerId", buyer)]);
        let answer = prober.send(request).await?;
        if let Some(text) = answer.text("useUsable").filter(|text| *text != USABLE) {
            let text = text.to_owned();
            not_usable(prober, &text);
        }
    }
    prober.unclear(
        "texts.not_usable",
        "テスト取引先は、すべて利用可でした。--allow-applications で、申込み直後の取引先から分かります",
    );
    Ok(())
}

/// The text of a buyer who may not buy.
pub(super) fn not_usable(prober: &mut Prober, text: &str) {
    if !text.is_empty() {
        prober.decide_because("texts.not_usable", text, format!("useUsable は「{text}」"));
    }
}
