//! The guesses of the simulator: the questions to the provider's support if no probe decides, and why they matter.

/// A guess.
#[derive(Clone, Copy, Debug)]
pub struct Guess {
    /// The key of the simulator's setting.
    pub key: &'static str,
    /// The question to the provider's support, a polite Japanese sentence.
    pub question: &'static str,
    /// Why it matters to a merchant.
    pub why: &'static str,
    /// Why no probe decides it by itself; `None` if one does.
    pub undecided: Option<&'static str>,
}

const fn probed(key: &'static str, question: &'static str, why: &'static str) -> Guess {
    Guess {
        key,
        question,
        why,
        undecided: None,
    }
}

const fn asked(
    key: &'static str,
    question: &'static str,
    why: &'static str,
    undecided: &'static str,
) -> Guess {
    Guess {
        key,
        question,
        why,
        undecided: Some(undecided),
    }
}

/// All of them, in the order of the simulator's settings.
#[rustfmt::skip]
pub const GUESSES: &[Guess] = &[
    asked("unusable_slips",
        "クロネコ掛け払いの対象とならないサービスの送り状番号は、番号の範囲で見分けられますでしょうか（C030005 が返る番号）。",
        "対象外の番号を、出荷登録の前に当店の画面でお知らせするためです。",
        "実在する荷物の番号を総当たりで送ることになるため、送りません"),
    asked("time.confirm_after",
        "出荷登録（AN030）の後、出荷が確定し、出荷取消（AN040）に D020005 が返るようになるのは、いつごろでしょうか。",
        "いつまで出荷登録を直せるかを、担当者に示すためです。",
        "実際の荷物が要ります。確定した注文があれば --confirmed-order で一部を確かめられます"),
    asked("time.buyers_pay",
        "お客様のお支払いによって利用金額（usePayment）が戻るのは、お支払いの当日でしょうか、入金の確認後でしょうか。",
        "限度額に達したお客様が、いつから再びご注文になれるかを示すためです。",
        "お支払いのある実在のお客様が要ります"),
    asked("time.payments_wait_for_business_days",
        "お支払日の5日が土曜日・日曜日・祝日にあたるとき、お支払いと利用金額の戻りは翌営業日になりますでしょうか。",
        "限度額が戻る日を、お客様に正しく示すためです。",
        "5日が休日の月に、お支払いのある実在のお客様が要ります"),
    asked("time.closed_at_new_year",
        "審査にかかる「2営業日」には、12月29日から1月3日までを数えますでしょうか。",
        "年末年始のお申込みに、審査の目安の日を示すためです。",
        "外からは見えません"),
    probed("screening.delay",
        "テスト環境で取引先登録（AN060）をした場合、審査の結果は、どのくらいの時間で決まりますでしょうか。",
        "審査状況照会（AN070）を、適切な間隔でお送りするためです。"),
    probed("screening.credit_limit",
        "テスト環境で審査を通った取引先の与信限度額は、いくらになりますでしょうか。",
        "限度額を超える注文を、テスト環境で試すためです。"),
    probed("wire.root",
        "各 API の応答の、XML のルート要素の名前をご教示いただけますでしょうか。",
        "応答を正しく読み取るためです。"),
    probed("wire.content_type",
        "各 API の応答の Content-Type ヘッダーの値をご教示いただけますでしょうか。",
        "応答の文字コードを正しく判断するためです。"),
    probed("wire.unit_name",
        "決済登録（AN010）の明細で、単位（A120001～A120003 の項目）を送る項目名をご教示いただけますでしょうか。",
        "明細の単位を、ご請求書に正しく載せるためです。"),
    probed("wire.all_codes",
        "1つの要求に誤りがいくつもあるとき、応答の errorCode は、最初の1つだけでしょうか、すべてでしょうか。",
        "誤りを、担当者にもれなくお知らせするためです。"),
    probed("wire.malformed_as_status",
        "フォームとして読み取れない要求には、HTTP 200 と Z020001 が返りますでしょうか、HTTP のエラーが返りますでしょうか。",
        "送り方の誤りを、一時的な障害と取り違えないためです。"),
    probed("wire.not_utf8_as_malformed",
        "UTF-8 として正しくないバイトを含む要求には、その項目のエラーコードが返りますでしょうか。",
        "文字が途中で切れた要求の原因を、正しくお知らせするためです。"),
    probed("wire.declaration",
        "応答の XML 宣言（<?xml …?>）の有無と、その書き方をご教示いただけますでしょうか。",
        "応答の文字コードを正しく判断するためです。"),
    probed("wire.element_order",
        "応答の要素の順序は、決まっておりますでしょうか。",
        "順序に頼る古い読み取り方でも、正しく動くことを確かめるためです。"),
    probed("wire.empty_error_code",
        "要求が受け付けられたとき、応答に空の errorCode は付きますでしょうか。",
        "受け付けられた要求を、誤って失敗とみなさないためです。"),
    probed("wire.return_date",
        "応答の returnDate の書式（例：20261201103000）をご教示いただけますでしょうか。",
        "受け付けられた日時を、正しく記録するためです。"),
    probed("texts.pending",
        "審査中の取引先に、審査状況照会（AN070）が返す judgeStatus の文言をご教示いただけますでしょうか。",
        "審査中であることを、ご利用不可と取り違えないためです。"),
    probed("texts.not_usable",
        "ご利用になれない取引先に、利用金額照会（AN050）が返す useUsable の文言をご教示いただけますでしょうか。",
        "ご利用になれないお客様に、掛け払いを示さないためです。"),
    probed("texts.full_buyer_name",
        "利用金額照会（AN050）の buyerName には、法人格と支店名が付きますでしょうか。",
        "お店のお客様と取引先とを、名前で正しく照らし合わせるためです。"),
    probed("rules.character_set",
        "「①」「㈱」「髙」などの機種依存文字は、商品名や取引先名にお使いいただけますでしょうか。",
        "お客様のお名前を、断られない文字で送るためです。"),
    probed("rules.also_kana",
        "カナの項目に使える文字は、カタカナのほかに何がありますでしょうか（例：・、＆、．、数字）。",
        "お客様のフリガナを、断られない形で送るためです。"),
    probed("rules.blank_line_amounts_count_as_zero",
        "決済金額を空にした明細があるとき、A060005 の合計の比較では0円とみなされますでしょうか。",
        "金額のない明細（同梱物など）を送れるかを判断するためです。"),
    probed("rules.sums_apply_without_lines",
        "明細無し（meisaiUmu=2）で明細を送った場合にも、明細の合計は比較されますでしょうか。",
        "合計の合わない注文を、断られる前に見つけるためです。"),
    probed("rules.signs_apply_without_lines",
        "明細無し（meisaiUmu=2）で明細を送った場合にも、金額の符号（A130003～A130007）は確かめられますでしょうか。",
        "値引きの明細を、断られない形で送るためです。"),
    probed("rules.conditional_items_apply_without_switch",
        "運営会社や請求書送付先の項目が、区分（szUmu など）に反して送られた場合、その項目は判定されますでしょうか、無視されますでしょうか。",
        "使わない項目に残った値のために、お申込みが断られることを防ぐためです。"),
    probed("rules.over_limit",
        "与信限度額を超える決済登録に、A060004・A070004 と G55 のどちらが返るかは、どのように決まりますでしょうか。",
        "限度額を超えたお客様に、残りの額を正しく示すためです。"),
    probed("rules.not_accepted_code",
        "審査が済んでいない取引先の決済登録（AN010）には、どのコードが返りますでしょうか。",
        "お客様に、審査をお待ちいただくようお知らせするためです。"),
    asked("rules.cancelled_code",
        "取消となった取引先の決済登録（AN010）には、どのコードが返りますでしょうか。",
        "お客様に、別のお支払方法を正しくご案内するためです。",
        "取消の取引先が要ります。あれば --buyer-cancelled で確かめられます"),
    asked("rules.not_usable_code",
        "ご利用可の後で利用不可となった取引先の決済登録（AN010）には、どのコードが返りますでしょうか。",
        "一時的な停止かどうかを、お客様に正しくお知らせするためです。",
        "利用不可の取引先が要ります。あれば --buyer-not-usable で確かめられます"),
    probed("rules.cancel_after_shipment",
        "送り状番号を登録した決済を、出荷取消（AN040）をせずに、決済取消（AN020）で取り消せますでしょうか。",
        "出荷の準備の後の取消を、担当者に正しく案内するためです。"),
    asked("rules.cancel_after_confirmation",
        "出荷が確定した決済を、決済取消（AN020）で取り消せますでしょうか。",
        "返品のときの手続きを、担当者に正しく案内するためです。",
        "出荷の確定した注文が要ります。あれば --confirmed-order で確かめられます"),
    asked("rules.cancel_after_return",
        "一部の返品が計上された決済を取り消すとき、B050001 は、どの金額と比べて返りますでしょうか。",
        "返品の後の取消を、担当者に正しく案内するためです。",
        "返品の計上は、ヤマトの画面でしかできません"),
    probed("rules.cancel_needs_the_buyer",
        "決済取消（AN020）に、登録したときと違う取引先の ID を送ると、B020004 が返りますでしょうか。",
        "お客様の ID が変わった後の取消を、正しく行うためです。"),
    probed("rules.reuse_cancelled_orders",
        "取り消した決済の受注番号を、再び決済登録（AN010）に使えますでしょうか。",
        "金額の変更を、取消と再登録で行えるかを判断するためです。"),
    probed("rules.replace_shipments",
        "送り状番号を登録した注文に、別の番号で再び出荷登録（AN030）をすると、番号は置き換わりますでしょうか、C020005 が返りますでしょうか。",
        "送り状番号の誤りを、正しい手順で直すためです。"),
    asked("rules.slip_over_limit",
        "1つの送り状番号にまとめた注文の合計（C030006）は、与信限度額と、残りの利用可能額の、どちらと比べられますでしょうか。",
        "まとめて送れる注文かどうかを、出荷の前に判断するためです。",
        "限度額を下げていただかないと、超えさせることができません"),
    probed("rules.slip_numbers_have_12_digits",
        "送り状番号は、ちょうど12桁でなければなりませんでしょうか。12桁より短い番号も使えますでしょうか。",
        "誤った番号を、出荷登録の前に見つけるためです。"),
    probed("rules.slip_must_be_of_the_order",
        "出荷取消（AN040）に、別の注文の送り状番号を送ると、D030004 が返りますでしょうか。",
        "違う荷物の出荷を、誤って取り消さないためです。"),
    asked("rules.screening_query_days",
        "審査状況照会（AN070）に G080001 が返るようになるのは、何日後からでしょうか。",
        "審査の結果を、照会できる間に取り込むためです。",
        "60日ほど待つことになります。申込みと決定の日の分かる取引先があれば --known-buyer で確かめられます"),
    asked("rules.screening_query_starts_with_application",
        "審査状況照会（AN070）ができる期間は、お申込みの日と、審査の決定の日の、どちらから数えますでしょうか。",
        "審査の結果を、照会できる間に取り込むためです。",
        "60日ほど待つことになります。申込みと決定の日の分かる取引先があれば --known-buyer で確かめられます"),
];

/// The guess of a key.
pub fn guess(key: &str) -> Option<&'static Guess> {
    GUESSES.iter().find(|guess| guess.key == key)
}

#[cfg(test)]
mod tests {
    use kakebarai_simulator::Settings;

    use super::GUESSES;

    #[test]
    fn every_setting_that_is_assumed_is_a_guess_and_no_other() {
        let settings = Settings::default();
        let assumed: Vec<_> = settings.assumed().map(|setting| setting.key).collect();
        let mut guesses: Vec<_> = GUESSES.iter().map(|guess| guess.key).collect();
        for key in &assumed {
            assert!(guesses.contains(key), "{key}: how is it asked for?");
        }
        guesses.retain(|key| !assumed.contains(key));
        assert!(guesses.is_empty(), "{guesses:?}");
    }
}
