//! CON 接続.

use super::{
    Area,
    Basis::{Documented, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};

pub(super) const CONNECTION: &[Requirement] = &[
    Requirement {
        id: "CON-01",
        area: Area::Connection,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L1,
        title: "要求はPOST・フォーム形式・UTF-8で、同じ項目を重ねない",
        why: "形式が違う要求は、どの注文でも受け付けられず、1件も売れません。文字コードが違えば、\
            会社名や商品名が化けたまま登録され、請求書を受け取ったお客様が、\
            何の請求か分からなくなります。",
        check: "実行中に届いたすべての要求について、メソッドがPOST、\
            Content-Typeが application/x-www-form-urlencoded、charsetがないかUTF-8で、\
            読み取れない部分と、同じ名前の項目の重なりがないことを確かめます。",
        evidence: "要求の番号、読み取れなかった部分",
        basis: &[Seen],
        causes: &[
            of(
                Php,
                "CURLOPT_POSTFIELDS に配列を渡すと、multipart/form-data になります\
                 （http_build_query() を通します）。",
            ),
            of(
                Node,
                "axios にオブジェクトを渡すと、JSONになります（URLSearchParams を渡します）。",
            ),
            of(
                Python,
                "requests の json= はJSONで送り、params= はURLに載せます（data= を使います）。",
            ),
            of(
                Java,
                "URLEncoder.encode() に文字コードを渡していません。古いJavaのWindowsでは、\
                 Shift_JIS（windows-31j）になります。",
            ),
            of(
                CSharp,
                "StringContent で送っています。Content-Typeが text/plain になります\
                 （FormUrlEncodedContent を使います）。",
            ),
        ],
        remedy: "7つのAPIの送信を1か所にまとめ、POST・application/x-www-form-urlencoded・UTF-8\
            で、項目を1回ずつ送ってください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "CON-02",
        area: Area::Connection,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L1,
        title: "加盟店コードとパスワードは、要求の本文で1回ずつ送る",
        why: "1つのAPIで抜けているだけで、その操作はいつも断られます。登録はできるのに取消や\
            出荷登録ができず、担当者がヤマトの画面で手作業を続けることになります。",
        check: "すべての要求の本文に、traderCode と passWord が1回ずつあることを確かめます。\
            わざと起こした場合を除き、加盟店コードの誤り（A010001～A010004 など）とパスワードの\
            誤りで断られてはいけません。",
        evidence: "要求の項目",
        basis: &[Documented],
        causes: &[
            general(
                "APIごとに要求を組み立てていて、1つだけ項目の名前が passWord ではなく password で\
                 す。",
            ),
            general("本文とURLの両方に入れています。"),
            general("加盟店コードを数として保存し、先頭の0が落ちて9桁でなくなっています。"),
        ],
        remedy: "加盟店コード（文字列）とパスワードを、送信の共通部分で必ず1回ずつ本文に\
            加えてください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "CON-03",
        area: Area::Connection,
        severity: Severity::Must,
        judged: JudgedBy::PASSIVE,
        level: Level::L1,
        title: "プログラムの誤りで断られない",
        why: "日付や数字の書き方の誤りは、お客様にも担当者にも直せません。\
            条件に当たった注文だけが断られ続け、その分の売上を失います。",
        check: "わざと起こした失敗を除き、プログラムの誤りを表すエラーコードで断られた要求が\
            0件であることを、通信の記録で確かめます。加盟店コード、パスワードの抜け、受注日、\
            金額と明細の数字の書き方、明細有無、カート社識別コード、区分値、照会の条件の不足\
            （E050001・G050001）が当たり、桁数の超過は数えません。",
        evidence: "エラーコード、項目、送信された値、判定の記録",
        basis: &[Documented],
        causes: &[
            general("受注日を 2026/12/01 や 2026-12-01 と書いています（20261201 と書きます）。"),
            general("金額に桁区切りや小数点が付いています（1,100 や 1100.00）。"),
            of(
                Php,
                "number_format(1100) は「1,100」になります（number_format(1100, 0, '', '') としま\
                 す）。",
            ),
            of(Node, "toLocaleString() の結果を送っています。"),
            of(
                Python,
                "Decimal を normalize() しています。1000 が「1E+3」になります。",
            ),
            of(
                Java,
                "BigDecimal の stripTrailingZeros().toString() は、1000 を「1E+3」にします\
                 （toPlainString() を使います）。",
            ),
            of(
                CSharp,
                "書式をサーバーの地域に任せています（CultureInfo.InvariantCulture を渡します）。",
            ),
        ],
        remedy: "日付は8桁の数字、金額は符号と数字だけで組み立ててください。\
            エラーコードの意味は kakebarai-simulator explain A040003 のようにして調べられます。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "CON-04",
        area: Area::Connection,
        severity: Severity::Should,
        judged: JudgedBy::PASSIVE,
        level: Level::L4,
        title: "AN010以外はHTTPSで送る",
        why: "暗号化されない要求は、途中の機器でだれにでも読まれ、書き換えられます。\
            加盟店のパスワードと、取引先の会社名や電話番号が漏れます。",
        check: "HTTPとHTTPSの入り口を並べて開け、AN020～AN070の要求がすべてHTTPSで届いたことを、\
            通信の記録で確かめます。AN010は、テスト環境ではHTTPで送るお店があるため、\
            判定しません。",
        evidence: "要求ごとのHTTPかHTTPSか",
        basis: &[Seen],
        causes: &[
            general("テスト環境のAN010の http:// を、ほかのAPIにも使っています。"),
            general(
                "https:// への転送を見込んで、http:// で送っています。転送される前に、\
                 本文はもう送られています。",
            ),
        ],
        remedy: "送信先を https:// で設定し、http:// の設定は受け付けないでください。\
            例外は、テスト環境のAN010だけです。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "CON-05",
        area: Area::Connection,
        severity: Severity::Should,
        judged: JudgedBy::SLOW,
        level: Level::L4,
        title: "応答を20秒は待つ",
        why: "先に待つのをやめると、ヤマトに登録された注文が、お店では「分からない」\
            注文になります。応答の遅い日ほど増え、担当者が1件ずつ確かめることになります。",
        check: "決済登録の応答を19秒遅らせ、お店が待って「受け付けられた」と答えること、\
            要求が1回だけで、応答の前に接続を切らないことを確かめます（@遅い：--slow を\
            付けたときだけ）。",
        evidence: "要求が届いた時刻、接続が切られた時刻",
        basis: &[Seen],
        causes: &[
            general("手前のプロキシーやWebサーバーの待ち時間が、お店より先に切れます。"),
            of(
                Php,
                "CURLOPT_TIMEOUT が短いか、PHP-FPMの request_terminate_timeout が先に切れます。",
            ),
            of(
                Node,
                "axios の timeout や AbortSignal.timeout() が短すぎます。",
            ),
            of(
                Python,
                "requests の timeout=5 は、接続だけでなく応答を待つ時間にもなります\
                 （timeout=(10, 30) とします）。",
            ),
            of(Ruby, "Net::HTTP の read_timeout が短すぎます。"),
            of(CSharp, "HttpClient.Timeout が短すぎます。"),
        ],
        remedy: "応答を待つ時間を20秒より長く（30秒以上を勧めます）してください。\
            Webサーバーとプロキシーの待ち時間は、さらに長くします。",
        needs: TO_ORDER,
        concerns_money: false,
    },
];
