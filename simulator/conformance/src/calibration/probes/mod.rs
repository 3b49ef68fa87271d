//! The probes, class by class, in the order in which they are sent: probes that others build on come first.

mod applications;
mod characters;
mod limit;
mod lines;
mod persons;
mod reading;
mod settlements;
mod shipments;
mod wire;

use std::pin::Pin;

use super::{
    options::Options,
    prober::{Prober, Stopped},
    request::{Api, ProbeRequest},
    target::Target,
};

/// The risk of a probe.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ProbeClass {
    /// Reads only.
    Reading,
    /// Refused by design.
    Refused,
    /// Settlements of 1 yen, which are cancelled.
    Settlements,
    /// An application that stays.
    Applications,
    /// Needs information from a person.
    Persons,
}

impl ProbeClass {
    pub(super) const ALL: [Self; 5] = [
        Self::Reading,
        Self::Refused,
        Self::Settlements,
        Self::Applications,
        Self::Persons,
    ];

    /// Its number.
    pub const fn number(self) -> u8 {
        match self {
            Self::Reading => 0,
            Self::Refused => 1,
            Self::Settlements => 2,
            Self::Applications => 3,
            Self::Persons => 4,
        }
    }

    /// Its description, in Japanese.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reading => "照会だけ",
            Self::Refused => "必ず断られる要求",
            Self::Settlements => "1円の決済（取り消します）",
            Self::Applications => "取引先の申込み（残ります）",
            Self::Persons => "お知らせいただいた取引先・注文",
        }
    }

    /// Its leftovers, in Japanese.
    pub const fn leaves(self) -> &'static str {
        match self {
            Self::Reading | Self::Refused => "何も残りません",
            Self::Settlements => "1円の決済を登録し、出荷取消・決済取消で元に戻します",
            Self::Applications => "作り物の会社の申込みが1件、ヤマト側に残ります",
            Self::Persons => "受け付けられた1円の決済は、すぐに取り消します",
        }
    }
}

/// The information that a probe needs from the team.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Need {
    Slips(usize),
    BuyerCancelled,
    BuyerNotUsable,
    ConfirmedOrder,
    KnownBuyers,
    Settlements,
}

type Asked<'p> = Pin<Box<dyn Future<Output = Result<(), Stopped>> + 'p>>;

/// A question to the provider.
pub(super) struct Probe {
    pub(super) id: &'static str,
    pub(super) class: ProbeClass,
    pub(super) title: &'static str,
    /// What it examines, and how, for readers of the plan.
    pub(super) looks: &'static str,
    /// The keys of the settings that it decides.
    pub(super) decides: &'static [&'static str],
    pub(super) needs: &'static [Need],
    pub(super) ask: for<'p> fn(&'p mut Prober) -> Asked<'p>,
}

impl Probe {
    /// Why it may not be asked: the flag that is missing.
    pub(super) fn is_missing(&self, options: &Options, target: Target) -> Option<&'static str> {
        let by_class = match self.class {
            ProbeClass::Settlements if !options.allow_settlements => {
                Some("--allow-settlements が要ります")
            }
            ProbeClass::Applications if !options.allow_applications => {
                Some("--allow-applications が要ります")
            }
            _ => None,
        };
        let missing = |need: &Need| match need {
            // Without parcels any number will do.
            Need::Slips(count) if target.is_test_host() && options.slips.len() < *count => {
                Some(match count {
                    1 => "--slip（使っていない送り状番号）が要ります",
                    _ => "--slip（使っていない送り状番号）が2つ要ります",
                })
            }
            Need::BuyerCancelled if options.buyer_cancelled.is_none() => {
                Some("--buyer-cancelled が要ります")
            }
            Need::BuyerNotUsable if options.buyer_not_usable.is_none() => {
                Some("--buyer-not-usable が要ります")
            }
            Need::ConfirmedOrder if options.confirmed_order.is_none() => {
                Some("--confirmed-order が要ります")
            }
            Need::KnownBuyers if options.known_buyers.is_empty() => {
                Some("--known-buyer が要ります")
            }
            Need::Settlements if !options.allow_settlements => {
                Some("--allow-settlements が要ります")
            }
            _ => None,
        };
        by_class.or_else(|| self.needs.iter().find_map(missing))
    }
}

macro_rules! probes {
    ($($id:literal $class:ident $title:literal $looks:literal [$($key:literal),*] [$($need:expr),*] $module:ident::$function:ident;)+) => {
        &[$(Probe {
            id: $id,
            class: ProbeClass::$class,
            title: $title,
            looks: $looks,
            decides: &[$($key),*],
            needs: &[$($need),*],
            ask: |prober| Box::pin($module::$function(prober)),
        }),+]
    };
}

/// All probes.
#[rustfmt::skip]
pub(super) const PROBES: &[Probe] = probes![
    "0.1" Reading "応答の形"
        "受け付けられた照会、断られた照会、審査状況照会の応答から、XMLの書き方と日時の形を読み取ります。"
        ["wire.root", "wire.content_type", "wire.declaration", "wire.element_order", "wire.empty_error_code", "wire.return_date"] [] wire::answers;
    "0.2" Reading "フォームでない要求"
        "GET、JSON、壊れた％のある本文に、エラーコードとHTTPのステータスのどちらで答えるかを見ます。"
        ["wire.malformed_as_status"] [] wire::no_forms;
    "0.3" Reading "UTF-8でないバイト"
        "UTF-8として読めない取引先IDを、項目の誤りとするか、読めない要求とするかを見ます。"
        ["wire.not_utf8_as_malformed"] [] wire::torn_bytes;
    "0.4" Reading "テスト取引先の利用状況"
        "テスト取引先4件の利用状況を読み取ります。利用可でない取引先があれば、その文言が分かります。"
        ["texts.not_usable"] [] reading::test_buyers;
    "1.01" Refused "決済登録の届く方式と、断られる仕掛け"
        "21文字の cartCode（20文字まで）が断られることを確かめます。クラス1の AN010 は、この誤りを仕掛けとして入れて送ります。断られなければ、クラス1の残りと1円の決済は送りません。"
        [] [] lines::guard;
    "1.02" Refused "明細無しの合計の比較"
        "明細なし（meisaiUmu=2）で送った明細の合計が、総額と合わないときの応答を見ます。"
        ["rules.sums_apply_without_lines"] [] lines::sums_without_lines;
    "1.03" Refused "金額のない明細"
        "金額を書かない明細を、0円として合計に数えるかを見ます。"
        ["rules.blank_line_amounts_count_as_zero"] [] lines::blank_amounts;
    "1.04" Refused "明細無しの符号"
        "明細なしのときも、金額と消費税の符号が違う明細を断るかを見ます。仕掛けは、登録のない取引先です。"
        ["rules.signs_apply_without_lines"] [] lines::signs_without_lines;
    "1.05" Refused "誤りが3つの要求のコードの数"
        "3つの誤りを1つの要求に入れ、コードがいくつ返るかを見ます。"
        ["wire.all_codes"] [] lines::three_mistakes;
    "1.06" Refused "単位の項目名"
        "長すぎる単位をいろいろな項目名で送り、断られる名前を探します。"
        ["wire.unit_name"] [] lines::unit_name;
    "1.07" Refused "使える文字"
        "拡張文字（①㈱髙）と、文字コードによって形の分かれる文字を商品名に使えるかを、1文字ずつ見ます。"
        ["rules.character_set"] [] characters::allowed;
    "1.08" Refused "カナの範囲"
        "会社名のカナに使える記号と英数字を、1文字ずつ見ます。AN060 の仕掛けは、一覧にない支払方法（shrhohKbn=3）です。"
        ["rules.also_kana"] [] characters::kana;
    "1.09" Refused "区分値の0埋め"
        "法人格の 01 と事業内容の 7 を、1 と 07 と同じに扱うかを見ます。"
        [] [] characters::listed_numbers;
    "1.10" Refused "区分に反して送られた項目"
        "運営会社なし（szUmu=0）の申込みに書いた、運営会社の電話番号の誤りを断るかを見ます。"
        ["rules.conditional_items_apply_without_switch"] [] characters::unswitched_item;
    "1.11" Refused "限度額を超える決済"
        "与信限度額を1円超える金額が、どのコードで断られるかを見ます。利用金額が0円なら、--allow-settlements のときに限り1円の決済を登録し、残りの枠を1円超える金額も試して、取り消します。"
        ["rules.over_limit"] [] limit::over_limit;
    "1.12" Refused "どの文字表にもない文字"
        "日本語の文字表にない文字を商品名に使えるかを、1文字ずつ見ます。"
        [] [] characters::outside;
    "2.1" Settlements "ほかの取引先による取消"
        "1円の決済を、ほかの取引先のIDで取り消せるかを見ます。"
        ["rules.cancel_needs_the_buyer"] [] settlements::other_buyer;
    "2.2" Settlements "取消済みの受注番号"
        "取り消した決済の受注番号を、もう一度使えるかを見ます（2度目は仕掛けで断られます）。"
        ["rules.reuse_cancelled_orders"] [] settlements::number_again;
    "2.3" Settlements "出荷登録の後の取消"
        "送り状番号を登録した決済を、取り消せるかを見ます。"
        ["rules.cancel_after_shipment"] [Need::Slips(1)] shipments::cancel;
    "2.4" Settlements "2度目の出荷登録"
        "送り状番号を登録した決済に、別の番号を登録できるかを見ます。"
        ["rules.replace_shipments"] [Need::Slips(2)] shipments::second;
    "2.5" Settlements "11桁の送り状番号"
        "チェックデジットの正しい11桁の送り状番号を、登録できるかを見ます。"
        ["rules.slip_numbers_have_12_digits"] [] shipments::short_number;
    "2.6" Settlements "ほかの注文の送り状番号"
        "出荷取消に、ほかの注文の送り状番号を書いたときの応答を見ます。"
        ["rules.slip_must_be_of_the_order"] [Need::Slips(2)] shipments::of_other_order;
    "2.7" Settlements "まとめて送る注文の数"
        "2つの取引先の6件の注文に同じ送り状番号を登録し、何件まで受け付けるかを見ます。"
        [] [Need::Slips(1)] shipments::bundle;
    "3.1" Applications "申込みの直後"
        "作り物の会社で申し込み、直後の審査状況、利用状況、取引先名、電話番号での照会、1円の決済への応答を見ます。"
        ["texts.pending", "texts.not_usable", "texts.full_buyer_name", "rules.not_accepted_code"] [] applications::fresh;
    "3.2" Applications "審査の結果"
        "審査が終わるまで照会を繰り返し（--wait）、掛かった時間と与信限度額を見ます。"
        ["screening.delay", "screening.credit_limit"] [] applications::decided;
    "4.1" Persons "取消の取引先"
        "審査状況が取消の取引先で、1円の決済がどのコードで断られるかを見ます。"
        ["rules.cancelled_code"] [Need::BuyerCancelled, Need::Settlements] persons::cancelled;
    "4.2" Persons "利用不可の取引先"
        "ご利用可の後に利用不可となった取引先で、1円の決済がどのコードで断られるかを見ます。"
        ["rules.not_usable_code", "texts.not_usable"] [Need::BuyerNotUsable, Need::Settlements] persons::not_usable;
    "4.3" Persons "出荷確定した注文"
        "出荷確定した注文の出荷取消と決済取消が、どのコードで断られるかを見ます。どちらにも別の誤りを仕掛けとして入れ、何も変わらないようにします。"
        ["rules.cancel_after_confirmation"] [Need::ConfirmedOrder] persons::confirmed;
    "4.4" Persons "照会できる期間"
        "申込みと審査の日が分かっている取引先を照会し、いつまで照会できるかを見ます。"
        ["rules.screening_query_days", "rules.screening_query_starts_with_application"] [Need::KnownBuyers] persons::query_days;
];

/// A test buyer of the provider's test environment.
const BUYER: &str = "1111";
/// Another test buyer.
const OTHER_BUYER: &str = "2222";
/// A カート社識別コード of 21 characters: A150001, behind all checks of single items.
pub(super) const GUARD: (&str, &str) = ("cartCode", "KBP-GUARD-21-CHARS-XX");
/// Its code.
const GUARDED: &str = "A150001";

/// A settlement of one line, so that its sums are right whether they are compared or not.
pub(super) fn settlement(prober: &mut Prober, buyer: &str, price: &str) -> ProbeRequest {
    let order = if prober.is_planning() {
        "（受注番号）".to_owned()
    } else {
        prober.notebook.next_order()
    };
    let date = prober.date();
    ProbeRequest::new(
        Api::An010,
        &[
            ("orderDate", &date),
            ("orderNo", &order),
            ("buyerId", buyer),
            ("settlePrice", price),
            ("shohiZei", "0"),
            ("meisaiUmu", "1"),
            ("shohinMei1", "probe"),
            ("kessaiKingaku1", price),
            ("shohiZei1", "0"),
            ("cartCode", "kakebarai"),
        ],
    )
}

/// An id of no buyer.
pub(super) fn stranger(prober: &mut Prober) -> String {
    if prober.is_planning() {
        "（登録のない取引先）".to_owned()
    } else {
        prober.notebook.next_buyer()
    }
}

/// Registers a settlement of 1 yen. Returns the order number, `None` if it was refused.
async fn registered(prober: &mut Prober, buyer: &str) -> Result<Option<String>, Stopped> {
    let request = settlement(prober, buyer, "1");
    let order = request.field("orderNo").unwrap_or_default().to_owned();
    let answer = prober.send(request).await?;
    Ok(prober.follows(answer.is_accepted()).then_some(order))
}

/// Why the rest of a probe was not asked.
const NOT_REGISTERED: &str = "1円の決済が受け付けられませんでした";

fn cancellation(order: &str, buyer: &str) -> ProbeRequest {
    ProbeRequest::new(Api::An020, &[("orderNo", order), ("buyerId", buyer)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibration::guesses::GUESSES;

    #[test]
    fn a_guess_has_a_probe_or_a_reason() {
        for guess in GUESSES {
            let probe = PROBES.iter().find(|one| one.decides.contains(&guess.key));
            let by_itself = probe.is_some_and(|probe| probe.class != ProbeClass::Persons);
            assert_eq!(by_itself, guess.undecided.is_none(), "{}", guess.key);
        }
    }

    #[test]
    fn a_probe_decides_guesses_alone_and_its_number_tells_its_class() {
        for probe in PROBES {
            let class = probe.class.number().to_string();
            assert_eq!(probe.id.split('.').next(), Some(&*class));
            for key in probe.decides {
                assert!(GUESSES.iter().any(|guess| guess.key == *key), "{key}");
            }
        }
        assert!(PROBES.is_sorted_by(|one, next| one.class <= next.class && one.id < next.id));
        assert_eq!(GUARD.1.len(), 21);
    }
}
