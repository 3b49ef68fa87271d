//! ERR エラー.

use super::{
    Area,
    Basis::Seen,
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};

pub(super) const ERRORS: &[Requirement] = &[
    Requirement {
        id: "ERR-01",
        area: Area::Errors,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "returnCode 1 は、HTTP 200でもエラーコードがなくても、成功ではない",
        why: "ヤマトは、断るときもHTTPステータス200で応答します。200を成功とみなすと、\
            断られたご注文をすべて出荷し、代金は1円も入りません。",
        check: "エラーコードのある断りと、エラーコードのない断りを返します。「断られた」か、\
            コードがなければ「分からない」と答え、支払済みにならず、確かめる前の決済が\
            0件であることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[
            general("HTTPステータスだけで、成否を決めています。"),
            general("errorCode がなければ、成功としています。"),
        ],
        remedy: "HTTPステータスではなく、returnCode で成否を決めてください。成功は「0」だけです。",
        needs: TO_ORDER,
        concerns_money: true,
    },
    Requirement {
        id: "ERR-02",
        area: Area::Errors,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L4,
        title: "一覧にないエラーコードも断りとして扱い、そのまま示す",
        why: "エラーコードは増えることがあります。知らないコードで処理が止まると、\
            ご注文が宙に浮き、担当者は問い合わせる番号も分かりません。",
        check: "一覧にないコード（A069999・G99・X-1）で断り、「断られた」と答え、\
            届いたコードがそのまま残り、担当者に示されることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[
            general("コードの一覧を引き、ないと例外になります。"),
            of(
                Php,
                "match 式は、当てはまる値がないと UnhandledMatchError になります（default を\
                 書きます）。",
            ),
            of(
                Python,
                "辞書を [] で引くと、KeyError になります（get() を使います）。",
            ),
            of(Ruby, "Hash#fetch は、ないと KeyError になります。"),
            of(Java, "Enum.valueOf() は、知らない値で例外になります。"),
            of(CSharp, "Enum.Parse() は、知らない値で例外になります。"),
        ],
        remedy: "一覧にないコードは断りとし、「ヤマトに断られました（A069999）」のように、\
            コードをそのまま担当者に示してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "ERR-03",
        area: Area::Errors,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "与信のエラーで、審査や停止の事情をお客様に知らせない",
        why: "画面を見るのは、発注の担当の方です。「利用停止中です」と示せば、会社の信用の事情を\
            漏らすことになり、取引先を失います。",
        check: "G12・G61・G65・G78・G97 で断り、「断られた」と答えること、お客様に示す文に\
            「審査」「停止」「解約」「与信」の文字とエラーコードがないことを確かめます。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[general(
            "エラーの説明を、お客様と担当者に同じ文で示しています。",
        )],
        remedy: "お客様には「クロネコ掛け払いをご利用になれません。\
            ほかのお支払方法をお選びください」とだけ示し、理由とコードは担当者に示してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "ERR-04",
        area: Area::Errors,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L3,
        title: "接続情報の誤りを、繰り返し送らない",
        why: "設定を直すまで、何度送っても断られます。不正なアクセスとみなされて加盟店の接続を\
            止められれば、すべてのご注文が止まります。",
        check: "A010004（加盟店コード）と A140001（パスワード）で断り、1分間の送信が3回までで、\
            担当者に知らされることを確かめます。",
        evidence: "通信の記録",
        basis: &[],
        causes: &[
            general("失敗した送信を、理由を見ずに自動で再試行しています。"),
            general("お客様にだけ失敗を示し、担当者には知らせていません。"),
        ],
        remedy: "この2つのコードでは再試行を止め、「加盟店コードとパスワードの設定を\
            確かめてください」と担当者に知らせてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "ERR-05",
        area: Area::Errors,
        severity: Severity::Should,
        judged: JudgedBy::PASSIVE,
        level: Level::L4,
        title: "断られた要求を、そのまま繰り返さない",
        why: "値の誤りで断られた要求は、何度送っても断られます。その間お客様は待たされ、\
            直すべき担当者には、いつまでも知らされません。",
        check: "項目や項目どうしの関係の誤りで断られた要求が、同じAPI・同じ値のまま、\
            60秒以内に2回以上送り直されていないことを、通信の記録で確かめます。",
        evidence: "通信の記録",
        basis: &[],
        causes: &[
            general("ジョブの仕組みが、どんな失敗も同じように再試行しています。"),
            of(
                Php,
                "Laravel のジョブの tries が、断られたときにも働いています（断られたら fail() と\
                 します）。",
            ),
            of(
                Ruby,
                "Sidekiq は、例外が出ると25回まで再試行します（断られたら例外にしません）。",
            ),
        ],
        remedy: "送り直すのは、結果が分からないものを確かめるときだけにし、断られた要求は、\
            理由を示して人の手に戻してください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
];
