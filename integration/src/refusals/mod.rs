//! What each refusal of the provider means: who must act, and what to tell whom.
//!
//! All 318 published codes are here, one line each, in the provider's order. The messages are our own words, in
//! Japanese: the operator's for the shop's staff, the buyer's for the end customer. The buyer's never speaks of the
//! shop's settings or of the provider's judgement.

mod an010;
mod an020;
mod an030;
mod an040;
mod an050;
mod an060;
mod an070;

use std::borrow::Cow;
use std::fmt;

/// The code of a refusal, exactly as the provider sent it: a published one or not. Codes have no fixed shape:
/// `A010001`, `Z020001` and `G12` are all codes.
///
/// An answer carries one code: the first that applies (inferred). If it carries several, this is all of them, separated by spaces, in
/// the order of the answer: the messages are those of [each](Self::each), and what only one of them can decide is decided by the one
/// that must be dealt with first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Code(String);

/// What one published code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The provider's code.
    pub code: &'static str,
    /// Who can put it right.
    pub who_acts: WhoActs,
    /// For the shop's staff: what is wrong and what to do about it.
    pub operator: &'static str,
    /// For the buyer: fit to be shown as it is.
    pub buyer: &'static str,
}

/// Who can put a refused request right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WhoActs {
    /// The shop's programmer: the request was wrong in a way that no one else can put right.
    Programmer,
    /// The person who keeps the shop's settings: the merchant code or the password.
    MerchantSettings,
    /// The shop's staff: an order, a slip number, a product, a buyer's record.
    Operator,
    /// The buyer: what was entered, the amount, or the standing with the provider.
    Buyer,
    /// The provider: try again later.
    Provider,
}

impl Code {
    /// For the operator, with the code in brackets, as the screens of the manual show it.
    pub fn shown_to_operator(&self) -> String {
        let shown = |code: &str| format!("{}（{code}）", message_for_operator(code));
        let all: String = self.each().map(shown).collect();
        if all.is_empty() { shown(&self.0) } else { all }
    }

    /// A code as it came.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The code as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The codes one by one: nearly always a single one.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        let is_between = |character: char| character.is_whitespace() || character == ',';
        self.0.split(is_between).filter(|code| !code.is_empty())
    }

    /// Whether a code is this one, or among these.
    pub fn names(&self, code: &str) -> bool {
        self.each().any(|named| named == code)
    }

    /// What the code means; `None` if it is not published. Of several codes, that of the one that must be dealt with first: a failure
    /// of the provider's system, then wrong settings of the shop, either of which may cause the others; otherwise the first.
    pub fn refusal(&self) -> Option<&'static Refusal> {
        let by = |who| {
            self.each()
                .filter_map(find)
                .find(|refusal| refusal.who_acts == who)
        };
        by(WhoActs::Provider)
            .or_else(|| by(WhoActs::MerchantSettings))
            .or_else(|| find(self.each().next()?))
    }

    /// Who can put it right; the operator, who can ask the provider, if the code is unknown.
    pub fn who_acts(&self) -> WhoActs {
        self.refusal()
            .map_or(WhoActs::Operator, |refusal| refusal.who_acts)
    }

    /// For the shop's staff, in Japanese. An unknown code is named in it.
    pub fn operator_message(&self) -> Cow<'static, str> {
        let mut messages = self.each().map(message_for_operator);
        let Some(first) = messages.next() else {
            return message_for_operator(&self.0);
        };
        messages.fold(first, |all, message| all + message)
    }

    /// For the buyer, in Japanese. An unknown code is not named in it.
    pub fn buyer_message(&self) -> &'static str {
        self.refusal().map_or(
            "お手続きを完了できませんでした。お手数ですが、ショップまでお問い合わせください。",
            |refusal| refusal.buyer,
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// The codes of 決済登録, in the provider's order.
#[cfg(feature = "ledger")]
pub(crate) const REGISTER_PAYMENT: &[Refusal] = an010::CODES;
/// The codes of 決済取消, in the provider's order.
#[cfg(feature = "ledger")]
pub(crate) const CANCEL_PAYMENT: &[Refusal] = an020::CODES;
/// The codes of 出荷登録, in the provider's order.
#[cfg(feature = "ledger")]
pub(crate) const REGISTER_SHIPMENT: &[Refusal] = an030::CODES;
/// The codes of 出荷取消, in the provider's order.
#[cfg(feature = "ledger")]
pub(crate) const CANCEL_SHIPMENT: &[Refusal] = an040::CODES;

/// All 318 published codes, call by call, in the provider's order within each: for a page that lists them for the shop's staff, or
/// a shop's own words for them.
pub fn every() -> impl Iterator<Item = &'static Refusal> {
    [
        an010::CODES,
        an020::CODES,
        an030::CODES,
        an040::CODES,
        an050::CODES,
    ]
    .into_iter()
    .chain(an060::CODES)
    .chain([an070::CODES])
    .flatten()
}

/// What one code says to the shop's staff.
fn message_for_operator(code: &str) -> Cow<'static, str> {
    match find(code) {
        Some(refusal) => refusal.operator.into(),
        None => format!(
            "クロネコ掛け払いから、一覧にないエラーコード「{code}」が返されました。ヤマトクレジットファイナンスへお問い合わせください。"
        )
        .into(),
    }
}

/// What a published code means.
pub fn find(code: &str) -> Option<&'static Refusal> {
    every().find(|refusal| refusal.code == code)
}

const fn refusal(
    code: &'static str,
    who_acts: WhoActs,
    operator: &'static str,
    buyer: &'static str,
) -> Refusal {
    Refusal {
        code,
        who_acts,
        operator,
        buyer,
    }
}
