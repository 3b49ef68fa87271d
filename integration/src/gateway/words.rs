//! Texts for people: the operator's with the code in brackets, the buyer's without anything about the shop's affairs.

use crate::{
    gateway::Outcome,
    ledger::Request,
    refusals::{Code, WhoActs},
};

/// Which request a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestKind {
    /// 決済登録.
    Settlement,
    /// 決済取消.
    Cancellation,
    /// 出荷登録.
    Shipment,
    /// 出荷取消.
    ShipmentRemoval,
}

impl Request {
    /// Which of the four it is.
    pub const fn kind(&self) -> RequestKind {
        match self {
            Self::Register(_) => RequestKind::Settlement,
            Self::Cancel { .. } => RequestKind::Cancellation,
            Self::Ship { .. } => RequestKind::Shipment,
            Self::CancelShipment { .. } => RequestKind::ShipmentRemoval,
        }
    }
}

impl RequestKind {
    /// Its name in Japanese.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settlement => "決済登録",
            Self::Cancellation => "決済取消",
            Self::Shipment => "出荷登録",
            Self::ShipmentRemoval => "出荷取消",
        }
    }
}

impl Outcome {
    /// For the operator, in Japanese.
    pub fn shown_to_operator(&self, asked: RequestKind) -> String {
        let name = asked.name();
        match self {
            Self::Done => format!("{name}が完了しました。"),
            Self::HadBeenDone => {
                format!("{name}は、正しい応答のなかった前回の送信で完了していました。")
            }
            Self::Refused(code) if asked == RequestKind::Cancellation && code.names("B020005") => {
                format!(
                    "決済を取り消せません。出荷情報を登録している場合は、先に出荷情報を削除してください。（{code}）"
                )
            }
            Self::Refused(code) if asked == RequestKind::ShipmentRemoval => format!(
                "{}出荷情報は残しています。クロネコ掛け払いの側で処理が済んでいるときは、この画面からだけ削除することもできます。（{code}）",
                code.operator_message()
            ),
            Self::Refused(code) => code.shown_to_operator(),
            Self::Unknown => format!(
                "{name}の正しい応答がありませんでした。処理された可能性があります。もう一度送信せず、「確認する」で結果を確かめてください。"
            ),
            Self::Inconclusive(code) => format!("{}{}", answered(name, code), remedy(code)),
            Self::Unsent => format!(
                "クロネコ掛け払いに接続できず、{name}を送信していません。しばらくしてからもう一度お試しください。"
            ),
        }
    }

    /// For the buyer at the checkout, in Japanese; `None` if the request was carried out.
    pub fn shown_to_buyer(&self) -> Option<&'static str> {
        match self {
            Self::Done | Self::HadBeenDone => None,
            Self::Refused(code) => Some(code.buyer_message()),
            Self::Unknown | Self::Inconclusive(_) => Some(
                "ご注文の確認に時間がかかっています。もう一度ご注文にならずに、ショップからの連絡をお待ちください。",
            ),
            Self::Unsent => Some(
                "ただいまクロネコ掛け払いをご利用いただけません。しばらくしてからもう一度お試しいただくか、別のお支払い方法をお選びください。",
            ),
        }
    }
}

fn answered(name: &str, code: &Code) -> String {
    let message = code.operator_message();
    format!(
        "{name}に、クロネコ掛け払いは「{}（{code}）」と回答しました。処理されたかどうかは、この回答からは分かりません。",
        message.trim_end_matches('。')
    )
}

/// How to find out the outcome if the answer does not tell it.
fn remedy(code: &Code) -> &'static str {
    match code.who_acts() {
        WhoActs::Provider => {
            "もう一度送信せず、時間をおいてから「確認する」で結果を確かめてください。"
        }
        WhoActs::MerchantSettings => {
            "設定を送信したときのものに直してから、「確認する」で結果を確かめてください。"
        }
        _ => {
            "クロネコ掛け払いの管理画面で確かめ、「処理されていた」か「処理されていなかった」を選んでください。"
        }
    }
}
