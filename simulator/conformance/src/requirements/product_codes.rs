//! COD 商品コードと商品名.

use super::{
    Area,
    Basis::{Documented, Inferred},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};

pub(super) const PRODUCT_CODES: &[Requirement] = &[
    Requirement {
        id: "COD-01",
        area: Area::ProductCodes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "10文字を超える商品コードは、頭から切る",
        why: "切らなければ断られます（A100001）。末尾を切れば、\
            サイズの違う商品がどれも PAPER-A4-5 になり、請求書の明細とご注文を突き\
            合わせられません。",
        check: "「頭から超えている値を切る」設定で、10文字までの商品コードはそのまま、\
            長いものは末尾の10文字（PAPER-A4-500X10 なら -A4-500X10）で送られることを、\
            表で確かめます。A100001 は、1度も起きてはいけません。",
        evidence: "送信された商品コード",
        basis: &[Documented],
        causes: &[
            general("商品コードの長さを見ずに送っています。"),
            of(
                Php,
                "substr($code, 0, 10) で、頭を残しています（mb_substr($code, -10) とします）。",
            ),
            of(
                Node,
                "code.slice(0, 10) で、頭を残しています（code.slice(-10) とします）。",
            ),
            of(
                Python,
                "code[:10] で、頭を残しています（code[-10:] とします）。",
            ),
        ],
        remedy: "10文字を超える商品コードは、末尾の10文字を残してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "COD-02",
        area: Area::ProductCodes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "文字の途中で切らない",
        why: "バイト数で切ると、日本語の1文字が壊れます。壊れた文字は断られるか、\
            化けたまま登録され、どの商品か分からなくなります。",
        check: "先頭に日本語のある商品コードを切らせ、送信されたバイト列が正しいUTF-8で、\
            置換文字（U+FFFD）がなく、残りが表のとおりであることを確かめます。",
        evidence: "送信されたバイト列",
        basis: &[Documented],
        causes: &[
            of(
                Php,
                "substr() は、バイトで切ります（mb_substr($code, -10, null, 'UTF-8') とします）。",
            ),
            of(Node, "Buffer を slice() で切っています。"),
            of(Python, "encode() した bytes を切っています。"),
            of(Ruby, "byteslice で切っています。"),
            of(Java, "getBytes() した配列を切っています。"),
        ],
        remedy: "バイトではなく、文字で数えて切ってください。切った残りに半角でない文字があれば、\
            送らずに示します。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "COD-03",
        area: Area::ProductCodes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "半角でない商品コードを送らない",
        why: "全角の商品コードは断られます（A100002）。その商品が1つでも入ったご注文は、\
            お客様が何度やり直しても確定できません。",
        check: "漢字や全角の文字がある商品コード4通りで、何も送らずにどの商品かを示すか、\
            別の正しいコードで送ることを確かめます。A100002 は、1度も起きてはいけません。\
            半角カナ・「¥」・空白は、ヤマトが受け付けるので問いません。",
        evidence: "通信の記録",
        basis: &[Documented],
        causes: &[
            general("文字の種類を確かめずに送っています。"),
            general("商品コードに「（旧）」のような覚え書きが付いています。"),
        ],
        remedy: "送る前に半角だけかどうかを確かめ、違えば、その商品の名前とともに担当者に\
            示してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "COD-04",
        area: Area::ProductCodes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "「連携しない」なら、商品コードは空で送る",
        why: "社外に出さないと決めた商品コード（仕入先の品番など）が、ヤマトに渡り、\
            お客様の目にも触れかねません。",
        check: "商品コードを「連携しない」設定で注文し、すべての明細の商品コードが空であることを\
            確かめます。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("設定を保存しているだけで、送信のときに見ていません。"),
            general("商品の行だけに効き、送料や消費税の行にはコードが付いています。"),
        ],
        remedy: "「連携しない」設定では、すべての明細の shohinCode を空にしてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "COD-05",
        area: Area::ProductCodes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "商品名は60桁以内の、使える文字で送る",
        why: "長い商品名や、「①」「㈱」「髙」のある商品名は断られます（A090001・A090002）。\
            その商品が入ったご注文だけが、確定できません。",
        check: "「㈱」「①」「髙」「😀」のある商品名と、全角31文字の商品名で注文します。\
            A090001・A090002 が起きず、送信された商品名が60桁以内（全角は2桁）で、\
            文字の途中で切れていないことを確かめます。",
        evidence: "送信された商品名",
        basis: &[Documented, Inferred],
        causes: &[
            general("60文字で切っています。全角なら、30文字までです。"),
            general(
                "JIS X 0208 にない文字（丸数字、「㈱」、「髙」、絵文字）を置き換えていません。",
            ),
            of(
                Php,
                "mb_substr() で60文字に切っています（mb_strimwidth() で幅60に切ります）。",
            ),
            of(Node, "length は、全角も半角も1、絵文字を2と数えます。"),
            of(
                Python,
                "len() は、全角も半角も1と数えます（unicodedata.east_asian_width() で幅を\
                 数えます）。",
            ),
            of(
                Java,
                "String.length() は、全角も半角も1、絵文字を2と数えます。",
            ),
        ],
        remedy: "使えない文字を「（株）」「高」のように置き換えてから、全角を2と数えて60桁に\
            収めてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "COD-06",
        area: Area::ProductCodes,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE,
        level: Level::L4,
        title: "切った文字・置き換えた文字を担当者に知らせる",
        why: "黙って変えると、請求の明細とご注文の品名やコードが違う理由を、\
            お店のだれも答えられません。",
        check: "商品コードか商品名を変えて送ったとき、その商品の一つ一つについて、\
            知らせ（warnings）があることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[general(
            "切る処理が、切ったかどうかをだれにも伝えていません。",
        )],
        remedy: "送った値がお店の値と違えば、「商品コードの先頭5文字を切って送信しました」\
            のように、注文の画面に残してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
];
