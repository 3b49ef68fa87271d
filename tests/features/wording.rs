//! The words of the features: the one vocabulary of all folders, and those that stand for values.
//!
//! | word | meaning |
//! |---|---|
//! | ヤマト | the provider, in every step that it takes part in; 「クロネコ掛け払い」 is the payment method alone |
//! | お店 | the merchant's shop and what it keeps |
//! | 担当者 | who works at the administration |
//! | お客様, 会員 | who orders; a member of the shop |
//! | 取引先 | a buyer as Yamato knows it, by 取引先ID |
//! | 受注「A-1」 | an order by the number that Yamato is sent; on the shop's screens it is 注文 |
//! | 決済を登録する, 決済を取り消す | 決済登録 and 決済取消 as something that is done; the requests keep their names: 「次の決済登録は、…」 |
//! | 出荷を…で登録する, 出荷を削除する | 出荷登録; 出荷取消 as the shop has it, a shipment that is deleted at both |
//! | 送り状番号「…」の出荷を取り消す | 出荷取消 as a bare request |
//! | ヤマトに受け付けられる, ヤマトにエラー「X」で断られる | what Yamato answers |
//! | 送信されずに「…」と表示される | what is stopped before anything is sent |
//! | ヤマトで、受注「A-1」は「登録」である | what Yamato's books say; お店で、… says the shop's |
//! | ヤマトに送られた… | what the journal of the simulator holds |
//! | 次の決済登録は、…になる | what will go wrong, once |
//!
//! Texts of screens stand in 「」 as they are: there クロネコ掛け払い is the service, too, which answers or does not, and
//! ヤマトクレジットファイナンス the company that people ask.
//!
//! 前提 says what is the case, もし what somebody does, ならば what can be seen of it. What changes on the way is 前提 again.

use std::str::FromStr;

/// An amount in yen, as people write it: `14,014` or `14014`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Yen(pub(super) i64);

impl FromStr for Yen {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.replace(',', "").parse().map(Self)
    }
}

impl Yen {
    /// An amount that a request can hold.
    pub(super) fn positive(self) -> u32 {
        self.0.try_into().unwrap()
    }
}

/// The number of an API by its name.
pub(super) fn api(name: &str) -> &'static str {
    match name {
        "決済登録" => "AN010",
        "決済取消" => "AN020",
        "出荷登録" => "AN030",
        "出荷取消" => "AN040",
        "利用金額照会" => "AN050",
        "取引先登録" => "AN060",
        "審査状況照会" => "AN070",
        other => panic!("「{other}」という要求はありません"),
    }
}

/// A length of time, as the clock takes it: `5分` is `5 minutes`.
pub(super) fn duration(text: &str) -> String {
    for (japanese, english) in [
        ("分", "minutes"),
        ("時間", "hours"),
        ("営業日", "business days"),
        ("日", "days"),
    ] {
        if let Some(number) = text.strip_suffix(japanese) {
            return format!("{number} {english}");
        }
    }
    panic!("「{text}」は 分・時間・営業日・日 のどれでもありません");
}

/// What a cell says: that something is there, as ある, がある or あり, or that it is not.
pub(super) fn is_there(word: &str) -> bool {
    matches!(word, "ある" | "がある" | "あり")
}
