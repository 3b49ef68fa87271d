//! TAX 消費税.

use super::{
    Area,
    Basis::{Documented, Inferred, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};

pub(super) const TAXES: &[Requirement] = &[
    Requirement {
        id: "TAX-01",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "外税を、税抜の金額に足して請求する",
        why: "消費税が抜ければ、その分はお店の持ち出しです。税抜3,980円の商品を3点、\
            13,134円のご注文に11,940円しか請求できず、1,194円を失います。",
        check: "税抜の商品を買い、送信された決済金額と消費税、ヤマトに登録された請求額が、\
            手で計算した表と1円まで一致することを確かめます。",
        evidence: "決済登録の要求、ヤマト側の帳簿",
        basis: &[Documented],
        causes: &[
            general("決済金額に税込の合計を入れ、消費税の項目にも同じ消費税を入れています。"),
            general("消費税を 0 のまま送っています。"),
        ],
        remedy: "決済金額（settlePrice）に税抜の合計、消費税（shohiZei）に消費税を\
            入れてください。この2つの和が請求額になります。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "TAX-02",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L2,
        title: "内税の消費税を二重に請求しない",
        why: "税込1,100円のご注文に、1,200円を請求してしまいます。エラーにはならないので、\
            お客様が請求書で気付くまで続き、返金とお詫びに追われます。",
        check: "内税の商品を買い、ヤマトに登録された請求額が、お客様に示した合計と、\
            手で計算した表の両方に一致することを確かめます。アダプターのない検査では、\
            通信の記録から、明細の金額に含まれる消費税をもう一度足したとしか読めない注文を\
            探します。",
        evidence: "決済登録の明細",
        basis: &[Documented],
        causes: &[
            general("税込の金額を決済金額に入れ、その消費税を消費税の項目にも入れています。"),
            of(
                Php,
                "WooCommerce の $order->get_total() と、EC-CUBE の getPaymentTotal() は、\
                 税込です。",
            ),
        ],
        remedy: "決済金額には、税込の合計から消費税を引いた額を入れてください。税込1,100円なら、\
            決済金額 1,000円、消費税 100円です。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "TAX-03",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "8％・10％・非課税を1つの注文で正しく請求する",
        why: "お茶とコピー用紙を一緒に買うだけで、請求がずれます。8％のお茶に10％を掛ければ、\
            1,080円のところを1,100円請求し、逆なら、差額の消費税をお店が負担します。",
        check: "10％・8％・非課税の商品を1つの注文にし、外税でも内税でも、\
            決済金額・消費税・請求額が手で計算した表と一致することを確かめます。",
        evidence: "決済登録の要求",
        basis: &[Documented],
        causes: &[
            general("税率を10％に決め打ちしています。"),
            general("税率で分けずに、注文の合計に1つの税率を掛けています。"),
            general("非課税の商品を、10％の金額に含めています。"),
        ],
        remedy: "商品ごとの税率で金額を分け、税率ごとに消費税を計算してから足してください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "TAX-04",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "送料と手数料の消費税を含める",
        why: "送料800円の消費税80円が抜けると、ご注文のたびにお店が負担します。\
            画面の合計と請求額も食い違い、問い合わせになります。",
        check: "送料と手数料のある注文で、その消費税を含めた決済金額・消費税・請求額が、\
            手で計算した表と一致することを確かめます。",
        evidence: "決済登録の要求",
        basis: &[Seen],
        causes: &[
            general("消費税の計算に、商品の小計だけを渡しています。"),
            general("決済手数料を、消費税を計算した後で足しています。"),
        ],
        remedy: "送料と手数料を、それぞれの税率の金額に加えてから、消費税を計算してください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "TAX-05",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "割引を消費税の計算に反映する",
        why: "割引の前の金額に消費税を掛けると、取りすぎになります。税抜10,000円から1,000円を\
            引いたご注文の消費税は、1,000円ではなく900円です。",
        check: "税抜5,000円の商品2点から1,000円を割り引き、決済金額9,000円、消費税900円、\
            請求額9,900円になることを確かめます。税率が2つの注文では、按分のしかたで額が\
            変わらない例と、金額で按分すると宣言したお店だけを表で確かめ、どの注文でも、\
            請求額が示した合計と一致することを見ます。",
        evidence: "決済登録の要求",
        basis: &[Seen],
        causes: &[
            general("消費税を計算した後の合計から、割引を引いています。"),
            general("税率が2つあるのに、割引を片方の税率だけから引いています。"),
        ],
        remedy: "割引を引いた後の金額に、消費税を計算してください。税率が2つあれば金額の割合で\
            分け、画面の合計と同じ分け方にします。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "TAX-06",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "端数は設定どおりで、示した合計と1円まで一致する",
        why: "画面に381円、請求書に382円とあれば、1円でもお客様の経理は支払いを止めます。\
            担当者は、ご注文ごとに理由を説明することになります。",
        check: "お店が宣言した端数（切り捨て・切り上げ・四捨五入）と計算（税率ごと・明細ごと・\
            単価）の組み合わせを、手で計算した表で確かめます。どの組み合わせでも、請求額が示した\
            合計と一致することを見ます。",
        evidence: "決済登録の要求",
        basis: &[],
        causes: &[
            general("画面の合計と送信する金額を、別々に計算しています。"),
            of(
                Php,
                "float で計算しています。floor(1100 / 1.1) は 999 になります（bcmath か整数で\
                 計算します）。",
            ),
            of(
                Node,
                "Number の小数で計算しています。Math.floor(1100 / 1.1) は 999 になります（整数で\
                 計算します）。",
            ),
            of(
                Python,
                "float で計算しています。int(1100 / 1.1) は 999、round(10.5) は 10 です\
                 （Decimal と ROUND_HALF_UP を使います）。",
            ),
            of(
                Ruby,
                "Float で計算しています。(1100 / 1.1).floor は 999 になります（BigDecimal を\
                 使います）。",
            ),
            of(
                Java,
                "double で計算しています。Math.floor(1100 / 1.1) は 999 です（BigDecimal と \
                 RoundingMode を使います）。",
            ),
            of(
                CSharp,
                "double で計算しています。また、Math.Round(10.5m) は 10 です\
                 （decimal と MidpointRounding.AwayFromZero を使います）。",
            ),
        ],
        remedy: "お客様に示した合計と消費税を注文に保存し、送信する金額は、その値から組み\
            立ててください。計算は、整数か10進数の型で行います。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "TAX-07",
        area: Area::Taxes,
        severity: Severity::Must,
        judged: JudgedBy::PASSIVE,
        level: Level::L2,
        title: "消費税の額が税率から外れない",
        why: "消費税が10％を超えていれば、どこかで二重に数えています。\
            取りすぎた消費税は返金になり、帳簿と申告も直すことになります。",
        check: "通信の記録で、消費税が0以上で、プラスの明細の金額の合計の10％に、\
            明細1行と1点につき1円ずつを加えた額を超えないことを確かめます。\
            金額のある明細の消費税は、その10％に、1点につき1円を加えた額までです（消費税だけの\
            明細には、この上限はありません）。",
        evidence: "決済登録の要求",
        basis: &[Inferred],
        causes: &[
            general("どの明細にも、注文全体の消費税を入れています。"),
            general("商品の明細と消費税の明細の両方に、同じ消費税を入れています。"),
        ],
        remedy: "消費税は、商品の明細か、消費税だけの明細の、どちらか一方に入れてください。",
        needs: TO_ORDER,
        concerns_money: true,
    },
];
