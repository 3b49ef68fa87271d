//! LIN 明細.

use super::{
    Area,
    Basis::{Documented, Inferred, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};

pub(super) const LINES: &[Requirement] = &[
    Requirement {
        id: "LIN-01",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "明細の金額の合計が決済金額と一致する",
        why: "1円でも合わないご注文は断られます（A060005）。割引やギフト券を使ったときだけ\
            起きれば、いちばん売りたい日にご注文を落とします。",
        check: "明細のある決済登録のすべてで、明細の決済金額の合計が決済金額と等しいことを、\
            届いた値から計算し直します。A060005 は、1度も起きてはいけません。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("送料・手数料・割引・ギフト券の明細を作らずに、決済金額だけを増減しています。"),
            general("小数になる行を、明細と合計で別々に丸めています。"),
        ],
        remedy: "先に明細を作り、その合計を決済金額にしてください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-02",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "明細の消費税の合計が消費税と一致する",
        why: "合わないご注文は断られます（A070005）。端数の出る組み合わせのときだけ起きるので、\
            原因が分からないまま、ご注文を逃し続けます。",
        check: "明細のある決済登録のすべてで、明細の消費税の合計が消費税と等しいことを、\
            届いた値から計算し直します。A070005 は、1度も起きてはいけません。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general(
                "明細では1行ずつ、注文では合計で、消費税を丸めています。99円の商品が3行なら、\
                 27円と29円に分かれます。",
            ),
            general("どの明細にも、注文全体の消費税を入れています。"),
        ],
        remedy: "消費税を、税率ごとに1行の明細（金額0円）にまとめるか、最後の明細で合計に\
            合わせてください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-03",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "割引はマイナスの明細で、符号がそろう",
        why: "割引をプラスの明細で送ると、1,000円を引くはずのご注文に、1,000円を足して\
            請求します。符号がそろわなければ断られ、お客様はセールの日に買えません。",
        check: "割引のある注文に、マイナスの明細があるか、商品の明細から割引が引かれていて、\
            合計が合うことを確かめます。割引の金額がプラスの明細で現れず、A130003～A130007 が\
            1度も起きないことを見ます。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("割引額をプラスの数で持っていて、明細にするときに符号を付けていません。"),
            general("数量と単価の両方をマイナスにしています。"),
            general("金額がマイナスの明細に、プラスの消費税を付けています。"),
        ],
        remedy: "割引は、数量を1、単価と決済金額をマイナスにした1行にしてください。\
            その行の消費税は、マイナスか0です。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-04",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "ギフト券・ポイントを使っても、請求額は示した合計になる",
        why: "ポイントを500円分使ったのに引かれなければ、お客様は500円を二重に払います。\
            明細と合わずに断られれば、ポイントだけがなくなります。",
        check: "ギフト券とポイントを使う5通りの注文で、請求額が示した合計と一致し、\
            消費税が手で計算した表のとおりであることを確かめます。一部支払は、まず決済金額から\
            引き、消費税は変えません。",
        evidence: "決済登録の要求、ヤマト側の帳簿",
        basis: &[Seen],
        causes: &[
            general("ギフト券やポイントの明細がありません。"),
            general("ポイントの分だけ、消費税を減らしています。"),
        ],
        remedy: "ギフト券とポイントは、消費税0円のマイナスの明細にしてください。\
            決済金額を超えるほど使われたら、残りを消費税から引くか、送らずに示します。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-05",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "99件を超える注文でも金額が欠けない",
        why: "100件目からの商品が黙って落ちると、その代金を請求できません。\
            100円の商品を150種類なら、51種類分の5,100円を失います。",
        check: "98・99・100・150・1,000種類の商品を買います。明細が99件以内で、請求額が示した\
            合計と一致するか、何も送らずに理由を示すことを確かめます。\
            1円でも少なければ不合格です。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("明細の行を数えずに組み立てていて、shohinMei100 から先が読まれません。"),
            of(
                Php,
                "array_slice($lines, 0, 99) のように、99件で切っています。",
            ),
        ],
        remedy: "入りきらない商品を、税率ごとに「その他の商品 51点」のような1行にまとめ、\
            合計を変えないでください。まとめられなければ、送らずに示します。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-06",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "扱えない金額の注文を支払済みにしない",
        why: "桁からあふれた金額を切って送ると、100万円の消費税が10万円になり、\
            90万円を請求できません。断られたのに支払済みにすれば、代金のない商品を出荷します。",
        check: "消費税が100万円以上、または決済金額が10億円以上の注文で、送らないか断られ、\
            支払済みにならないことを確かめます。合計0円の注文では、決済登録を送らないことを見ます\
            （ヤマトは0円も受け付けるので、お店が気付くしかありません）。",
        evidence: "アダプターの応答、注文の状態",
        basis: &[Documented],
        causes: &[
            general("項目の桁数に合わせて、数字の列を切っています。"),
            general("全額をポイントで払った注文でも、決済登録を送っています。"),
        ],
        remedy: "送る前に、決済金額は9桁、消費税は6桁までであることを確かめ、超えるご注文では\
            クロネコ掛け払いを選べないようにしてください。0円のご注文は、送らずに確定します。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-07",
        area: Area::Lines,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "小数の単価・数量を正しく送る",
        why: "33.33円の部材を7個、というご注文で1円ずれると、断られるか、示した合計と違う額を\
            請求します。部材や量り売りのお店では、毎日のことです。",
        check: "33.33円を7個、120円を2.75という注文で、請求額が示した合計と一致し、\
            小数が単価と数量にだけ現れることを確かめます。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("明細の決済金額（kessaiKingaku）に、小数を入れています。"),
            of(
                Php,
                "float で計算しています。floor(1.15 * 100) は 114 になります（bcmul() を\
                 使います）。",
            ),
            of(
                Node,
                "Number の小数で計算しています。Math.floor(1.15 * 100) は 114 になります。",
            ),
            of(
                Python,
                "Decimal(33.33) は 33.3299… になります（Decimal('33.33') と、\
                 文字列から作ります）。",
            ),
            of(
                Ruby,
                "Float で計算しています。(1.15 * 100).floor は 114 になります（BigDecimal を\
                 使います）。",
            ),
            of(
                Java,
                "new BigDecimal(33.33) は 33.3299… になります（文字列から作ります）。",
            ),
            of(
                CSharp,
                "double で計算しています。(int)(1.15 * 100) は 114 になります（decimal を\
                 使います）。",
            ),
        ],
        remedy: "単価と数量は10進数の型か文字列で持ち、行ごとの金額を1円単位に丸めてから、\
            合計してください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "LIN-08",
        area: Area::Lines,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L4,
        title: "明細から8％と10％を見分けられる",
        why: "決済登録に、税率の項目はありません。明細の名前で見分けられなければ、お客様の経理は\
            仕入税額控除の区分が分からず、お店に問い合わせます。",
        check: "8％と10％の両方がある注文で、消費税の明細の名前が互いに違い、税率か「軽減」の\
            文字があることを確かめます。",
        evidence: "明細の名前",
        basis: &[Inferred],
        causes: &[general("どの消費税の明細も、名前が「消費税」です。")],
        remedy: "「消費税（10％）」「消費税（8％・軽減）」のように、税率ごとに名前を\
            分けてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
];
