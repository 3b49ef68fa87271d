//! The table of rules.

use super::{
    Judge, Rule,
    Scope::{self, *},
    amounts, application, connection, lines, losses, repetition, secrets, settlement, shipments,
    taxes, witnessed,
};

const fn rule(
    requirement: &'static str,
    scope: Scope,
    judge: Judge,
    title: &'static str,
    english_title: &'static str,
) -> Rule {
    Rule {
        requirement,
        title,
        english_title,
        judge,
        scope,
        needs_transport: false,
    }
}

impl Rule {
    const fn by_transport(mut self) -> Self {
        self.needs_transport = true;
        self
    }
}

/// The rules, in the order of the catalogue.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    rule("CON-01", All, connection::forms,
        "要求はPOST・フォーム形式・UTF-8で、同じ項目を重ねない", "Requests are forms in UTF-8 by POST, no item twice").by_transport(),
    rule("CON-02", All, connection::credentials,
        "加盟店コードとパスワードは、要求の本文で1回ずつ送る", "Merchant code and password are sent once each, in the body"),
    rule("CON-03", All, connection::no_program_errors,
        "プログラムの誤りで断られない", "Nothing is refused because of a mistake in the program"),
    rule("CON-04", All, connection::https,
        "AN010以外はHTTPSで送る", "All but AN010 are sent over HTTPS").by_transport(),
    rule("SEC-01", All, secrets::not_in_address_or_headers,
        "パスワードをURLとヘッダーに載せない", "The password is in no address and no header").by_transport(),
    rule("REG-06", Command, application::no_id_twice,
        "断られた取引先IDを使い回さない", "The id of a refused buyer is not used again"),
    rule("REG-07", Command, application::no_blind_application,
        "審査中・結果不明のときは、確かめずに申し込み直さない", "Nobody applies again without asking, while a screening runs or an answer is lost").by_transport(),
    rule("REG-08", All, connection::buyer_ids,
        "取引先IDは20桁以内の数字とハイフンにする", "Ids of buyers are at most 20 digits and hyphens"),
    rule("SCR-06", All, repetition::inquiries,
        "照会しすぎない", "Screenings are not inquired of too often").by_transport(),
    rule("ELG-05", Command, repetition::usage_inquiries,
        "1つの画面の照会は1回", "One inquiry of usage for one page").by_transport(),
    rule("TAX-01", Witnessed, witnessed::on_top,
        "外税を、税抜の金額に足して請求する", "A tax on top is added to the price without it"),
    rule("TAX-02", Command, taxes::not_twice,
        "内税の消費税を二重に請求しない", "A tax that is contained in prices is not billed twice"),
    rule("TAX-03", Witnessed, witnessed::mixed_rates,
        "8％・10％・非課税を1つの注文で正しく請求する", "8 %, 10 % and no tax in one order are billed rightly"),
    rule("TAX-04", Witnessed, witnessed::charges,
        "送料と手数料の消費税を含める", "Taxes of postage and fees are included"),
    rule("TAX-05", Witnessed, witnessed::discounts,
        "割引を消費税の計算に反映する", "Discounts lower the tax"),
    rule("TAX-06", Witnessed, witnessed::roundings,
        "端数は設定どおりで、示した合計と1円まで一致する", "Roundings agree with the total that was shown, to the yen"),
    rule("TAX-07", All, amounts::tax_within_rates,
        "消費税の額が税率から外れない", "The tax is within the rates"),
    rule("LIN-01", All, amounts::sum_of_amounts,
        "明細の金額の合計が決済金額と一致する", "The amounts of the lines are the price together"),
    rule("LIN-02", All, amounts::sum_of_taxes,
        "明細の消費税の合計が消費税と一致する", "The taxes of the lines are the tax together"),
    rule("LIN-03", All, amounts::signs,
        "割引はマイナスの明細で、符号がそろう", "Discounts are lines below zero, and signs agree"),
    rule("LIN-04", Witnessed, witnessed::part_payments,
        "ギフト券・ポイントを使っても、請求額は示した合計になる", "With points or vouchers, too, what is billed is what was shown"),
    rule("LIN-05", Witnessed, witnessed::many_lines,
        "99件を超える注文でも金額が欠けない", "Nothing is missing from an order of more than 99 kinds"),
    rule("LIN-08", Command, lines::rates_can_be_told,
        "明細から8％と10％を見分けられる", "Lines tell 8 % from 10 %"),
    rule("COD-01", Command, lines::codes_are_short,
        "10文字を超える商品コードは、頭から切る", "Product codes of more than ten characters are cut from the head"),
    rule("COD-03", Command, lines::codes_are_half_width,
        "半角でない商品コードを送らない", "No product code that is not half-width is sent"),
    rule("COD-05", Command, lines::names_are_acceptable,
        "商品名は60桁以内の、使える文字で送る", "Product names have at most 60 columns of acceptable characters"),
    rule("SET-02", Command, settlement::not_again,
        "登録済みの注文を、もう一度送らない", "An order that is registered is not sent again"),
    rule("SET-04", Command, settlement::dates,
        "受注日は日本の日付で、今日より後にしない", "The order date is one of Japan, and not after today"),
    rule("SET-07", Command, settlement::numbers,
        "受注番号は20桁以内の半角で、使い回さない", "Order numbers are at most 20 half-width characters, and not used again"),
    rule("LST-03", Command, losses::not_billed_twice,
        "分からない間は、同じ買い物をもう一度請求しない", "What may have been billed is not billed again"),
    rule("LST-12", All, losses::nothing_left_open,
        "結果の分からない送信を、放置しない", "What was sent without a known outcome is not left alone"),
    rule("CAN-04", All, repetition::cancelled_once,
        "取消は1度だけ、その注文の取引先IDで送る", "A cancellation is sent once, with the buyer's id of its order"),
    rule("SLP-02", Command, shipments::wrong_slips,
        "誤った送り状番号を出荷済みにしない", "A wrong slip number is not taken as shipped"),
    rule("ERR-04", Command, repetition::refused_credentials,
        "接続情報の誤りを、繰り返し送らない", "Wrong credentials are not sent again and again").by_transport(),
    rule("ERR-05", All, repetition::refused_requests,
        "断られた要求を、そのまま繰り返さない", "What was refused is not sent again as it is").by_transport(),
];
