//! REG 取引先登録.

use super::{
    Area,
    Basis::{Documented, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{self, Apply};

const TO_APPLY: &[Capability] = &[Apply];

pub(super) const APPLICATION: &[Requirement] = &[
    Requirement {
        id: "REG-01",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "法人と個人事業主の申込みが受け付けられる",
        why: "個人事業主の申込みだけが断られる、といった欠けがあると、そのお客様は掛け払いを\
            始められません。その取引先との売上を、まるごと失います。",
        check: "法人と個人事業主の申込みを1件ずつ頼み、取引先登録（AN060）が受け付けられ、\
            送信した区分のままヤマト側の帳簿に取引先があることを確かめます。",
        evidence: "ヤマト側の帳簿、取引先登録の要求",
        basis: &[Documented],
        causes: &[
            general(
                "法人だけで試していて、個人事業主に要る代表者の自宅の郵便番号と住所を\
                 送っていません。",
            ),
            general("法人・個人事業主の区分を、法人に決め打ちしています。"),
        ],
        remedy: "区分ごとに要る項目を表にし、個人事業主では、代表者の自宅の郵便番号・住所も\
            送ってください。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-02",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "運営会社と、その他の請求書送付先を送れる",
        why: "運営会社のある店舗や、本社で経理をまとめている会社は、この項目がないと申し\
            込めません。請求書が違う部署に届けば、入金も遅れます。",
        check: "運営会社があり、請求書を「その他」へ送る申込みを頼みます。受け付けられ、\
            運営会社あり（szUmu が 1）、送付先その他（sqssfKbn が 9）と、それぞれの項目が\
            送られたことを確かめます。",
        evidence: "取引先登録の要求",
        basis: &[Documented],
        causes: &[
            general("画面に欄はあるのに、送信する項目に加えていません。"),
            general("区分だけを送り、会社名や住所を送っていません。"),
        ],
        remedy: "「運営会社あり」と「送付先その他」を選んだときは、その項目をすべて\
            送ってください。選んでいないときは、送りません。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-03",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "全角・半角・ハイフンをそろえて送る",
        why: "お客様は、半角カナや全角の電話番号でも入力します。直さずに送れば断られ、\
            お客様は何を直せばよいか分からないまま、申込みをやめてしまいます。",
        check: "半角カナ、全角数字、「〒」の付いた郵便番号、全角の電話番号など、10通りの入力で\
            申し込みます。受け付けられるか、何も送らずにその欄の誤りとして示すことを確かめます。\
            電話番号のハイフンの位置は、一覧がなければ決められないので、示せば合格です。",
        evidence: "取引先登録の要求（文字の種類）",
        basis: &[Documented],
        causes: &[
            general("長音「ー」や「－」「−」「‐」を、電話番号のハイフンに直していません。"),
            of(
                Php,
                "mb_convert_kana() の指定が足りません（会社名と住所は 'KVAS'、カナは 'KVC'、\
                 電話番号と郵便番号は 'as'）。",
            ),
            of(
                Python,
                "unicodedata.normalize('NFKC', …) は、全角で送る欄の英数字まで半角にします。",
            ),
            of(
                Java,
                "Normalizer.Form.NFKC は、全角で送る欄の英数字まで半角にします。",
            ),
        ],
        remedy: "欄ごとに、送る文字の種類（全角・全角カナ・半角数字）を決め、\
            送信の直前に直してください。直せない値は、その欄の誤りとして示します。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-04",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "長すぎる入力を黙って切らない",
        why: "切れた会社名のまま、審査と請求が行われます。宛名の違う請求書は、お客様の経理で\
            止まり、入金が遅れます。",
        check: "取引先名を31文字にして申し込みます。短くした名前で送らず、「送っていない」か\
            「断られた」と答えることを確かめます。",
        evidence: "送信された取引先名の文字数",
        basis: &[Seen],
        causes: &[
            general("画面の maxlength に頼り、貼り付けた値が切れたことを示していません。"),
            general("データベースの列に入らない文字が、黙って切られています。"),
            of(
                Php,
                "mb_strimwidth() は全角を2と数えます。幅30で切れば、30文字の会社名が\
                 15文字になります。",
            ),
        ],
        remedy: "文字数を数え、超えていたら切らずに、「取引先名は30文字以内で入力してください」\
            とその欄に示してください。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-05",
        area: Area::Application,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE,
        level: Level::L4,
        title: "誤りは送信前に、欄ごとに、すべて示す",
        why: "1つ直すたびに次の誤りが出る申込書は、途中でやめられます。\
            取引先になるはずのお客様を、入力の画面で失います。",
        check: "誤りが3つある申込書を出します。何も送らず、3つ以上の誤りを欄の名前とともに答え、\
            その欄が合っていることを確かめます。AN060は0回です。",
        evidence: "アダプターの応答、通信の記録",
        basis: &[],
        causes: &[
            general("ヤマトのエラーコードを示しているだけです。届くのは、いつも最初の1つです。"),
            general("最初の誤りで、確認を打ち切っています。"),
        ],
        remedy: "必須、文字数、文字の種類、郵便番号を、送信の前にすべて確かめ、見つかった誤りを\
            欄ごとに並べてください。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-06",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "断られた取引先IDを使い回さない",
        why: "審査で断られた取引先IDは、使用済みとして残ります。同じIDで申し込み直せば必ず断られ\
            （F020004）、お客様はいつまでも取引先になれません。",
        check: "申込不備・ご利用不可・取消の後の申込みで、取引先IDが前と違うことを確かめます。\
            F020004 が許されるのは、取引先登録の応答が失われた後に、同じIDで送り直したときだけで\
            す。",
        evidence: "送信された取引先IDの並び",
        basis: &[Documented, Seen],
        causes: &[general(
            "会員番号だけから取引先IDを作っていて、何度申し込んでも同じIDになります。",
        )],
        remedy: "申込みのたびに新しい取引先IDを付け、送る前に記録してください。\
            000000000800 の次は 000000000801、のように回数を含めます。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-07",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L3,
        title: "審査中・結果不明のときは、確かめずに申し込み直さない",
        why: "1つの会社が2つの取引先として審査され、限度額も請求も2つに分かれます。\
            どちらで買ったご注文かを、担当者が手で突き合わせることになります。",
        check: "審査中に申し込んでも、AN060が増えないことを確かめます。\
            取引先登録の応答が失われたときは、次のAN060の前に、その取引先の照会（AN070かAN050）\
            があるか、同じ取引先IDで送り直していることを見ます。",
        evidence: "要求の順序",
        basis: &[Seen],
        causes: &[
            general("応答がないことを失敗とみなし、新しいIDですぐに送り直しています。"),
            general("審査中も、申込みのボタンを押せます。"),
        ],
        remedy: "送る前に取引先IDを記録し、応答がなければ、まずそのIDを審査状況照会で\
            確かめてください。審査中は、申込書を開けないようにします。",
        needs: TO_APPLY,
        concerns_money: false,
    },
    Requirement {
        id: "REG-08",
        area: Area::Application,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "取引先IDは20桁以内の数字とハイフンにする",
        why: "英字のIDでも、取引先登録と決済登録は通ります。ところが決済取消だけが断られ\
            （B030003）、取り消したいご注文の請求が、そのままお客様に届きます。",
        check: "受け付けられた取引先登録と決済登録のすべてで、取引先IDが20桁以内の数字と\
            ハイフンだけであることを確かめます。",
        evidence: "送信された取引先ID",
        basis: &[Documented],
        causes: &[
            general("UUIDや、メールアドレスの一部を取引先IDにしています。"),
            general("「KB-」のような接頭辞を付けています。"),
        ],
        remedy: "会員番号を0で埋めた10桁と、申込みの回数2桁を並べるなど、\
            数字だけの取引先IDにしてください。",
        needs: TO_APPLY,
        concerns_money: false,
    },
];
