//! SEC 秘密.

use super::{
    Area, JudgedBy,
    Language::*,
    Level, Requirement, Severity, TO_ORDER,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{Offer, Order, Status};

pub(super) const SECRETS: &[Requirement] = &[
    Requirement {
        id: "SEC-01",
        area: Area::Secrets,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L1,
        title: "パスワードをURLとヘッダーに載せない",
        why: "URLは、Webサーバーやプロキシーのアクセスログに残ります。ログを見た人が、\
            お店の名前で決済を登録したり、取り消したりできてしまいます。",
        check: "すべての要求で、URLとヘッダーの名前と値に、パスワードが現れないことを確かめます。\
            そのままの形のほか、URLエンコードした形とbase64にした形も探します。",
        evidence: "現れた場所（値は伏せます）",
        basis: &[],
        causes: &[
            general("項目を、本文ではなくクエリー文字列に付けています。"),
            general("Basic認証のヘッダーに、加盟店コードとパスワードを入れています。"),
            of(
                Php,
                "$url . '?' . http_build_query(…) に送っています（CURLOPT_POSTFIELDS に\
                 渡します）。",
            ),
            of(
                Node,
                "axios.post(url, null, { params }) は、URLに載せます。",
            ),
            of(
                Python,
                "requests.post(url, params=…) は、URLに載せます（data= を使います）。",
            ),
        ],
        remedy: "パスワードは、POSTの本文にだけ入れてください。すでにログに残っていたら、\
            ログを消し、パスワードを変えてもらいます。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SEC-02",
        area: Area::Secrets,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "パスワードと個人情報を、ログ・画面・エラーに出さない",
        why: "ログやエラー画面は、保守会社やお客様の目に触れます。\
            パスワードが出ればお店になりすまされ、氏名や電話番号が出れば、\
            漏えいの報告とお詫びをすることになります。",
        check: "セッションごとに乱数のパスワードを渡し、標準エラー出力、標準出力の余分な行、\
            お客様と担当者に示した文（told）、problems、failed、お店のログ（log）のどこにも\
            現れないことを確かめます。ほかのお客様に示す文に、申込者の氏名と電話番号がないことも\
            見ます。",
        evidence: "現れた場所（値は伏せます）",
        basis: &[],
        causes: &[
            general("送信する本文を、そのままログに書いています。"),
            of(
                Php,
                "例外のスタックトレースに、引数のパスワードが出ます（#[\\SensitiveParameter] を\
                 付けます）。",
            ),
            of(
                Node,
                "axios のエラーは、送信した本文を config.data に持っています。\
                 エラーをそのまま書き出しています。",
            ),
            of(
                Python,
                "http.client の debuglevel = 1 が、本文を書き出します。",
            ),
            of(
                Ruby,
                "Net::HTTP の set_debug_output が有効です。\
                 Railsなら filter_parameters に passWord がありません。",
            ),
            of(
                Java,
                "Apache HttpClient の org.apache.http.wire のログが、DEBUG です。",
            ),
        ],
        remedy: "ログに書く前に、パスワード・氏名・電話番号・住所を伏せてください。\
            お客様に示す文は、用意した文から選び、例外の文を使わないでください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SEC-03",
        area: Area::Secrets,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L1,
        title: "証明書を確かめられない相手に送らない",
        why: "証明書を確かめなければ、ヤマトになりすました相手にも送ってしまいます。\
            パスワードと注文の内容を取られ、偽の「受付」を信じて商品を送れば、代金は入りません。",
        check: "だれも信頼していない認証局の証明書を使う相手につなぎ、決済登録を頼みます。\
            要求が1件も届かず、結果が「受け付けられた」にならないことを確かめます。",
        evidence: "おとりのTLSの記録",
        basis: &[],
        causes: &[
            of(
                Php,
                "CURLOPT_SSL_VERIFYPEER が false か、CURLOPT_SSL_VERIFYHOST が 0 です\
                 （Guzzleなら 'verify' => false）。",
            ),
            of(
                Node,
                "rejectUnauthorized: false か、環境変数 NODE_TLS_REJECT_UNAUTHORIZED=0 です。",
            ),
            of(
                Python,
                "requests の verify=False か、ssl._create_unverified_context() です。",
            ),
            of(Ruby, "verify_mode が OpenSSL::SSL::VERIFY_NONE です。"),
            of(
                Java,
                "何でも信頼する X509TrustManager か、いつも true を返す HostnameVerifier です。",
            ),
            of(
                CSharp,
                "ServerCertificateCustomValidationCallback が、いつも true を返します。",
            ),
        ],
        remedy: "証明書の確認を止めている行を消してください。古いサーバーで確認に失敗するなら、\
            認証局の一覧（ca-certificates や CURLOPT_CAINFO）を新しくします。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SEC-04",
        area: Area::Secrets,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "別の場所への転送に、パスワードを送らない",
        why: "転送先がヤマトとは限りません。転送に付いて行けば、加盟店コードとパスワード、\
            注文の内容を、知らない相手に渡してしまいます。",
        check: "決済登録の応答を、おとりの場所への転送（307と302）にし、おとりにパスワードも\
            本文も届かないことを確かめます。本文のないGETが届いただけなら、知らせるにとどめます。",
        evidence: "おとりの場所に届いたもの",
        basis: &[],
        causes: &[
            of(
                Php,
                "CURLOPT_FOLLOWLOCATION が有効です。307では、本文も送り直されます\
                 （Guzzleの allow_redirects も同じです）。",
            ),
            of(
                Node,
                "fetch は、何もしなければ転送に付いて行きます（redirect: 'manual' とします。\
                 axios は maxRedirects: 0）。",
            ),
            of(
                Python,
                "requests は、何もしなければ転送に付いて行きます（allow_redirects=False としま\
                 す）。",
            ),
            of(Ruby, "Faraday の follow_redirects を使っています。"),
            of(
                Java,
                "HttpClient.Redirect.NORMAL か、OkHttp の followRedirects が有効です。",
            ),
            of(
                CSharp,
                "HttpClientHandler.AllowAutoRedirect は、何もしなければ true です。",
            ),
        ],
        remedy: "転送には付いて行かず、3xx の応答は「結果は分からない」として扱ってください。",
        needs: TO_ORDER,
        concerns_money: false,
    },
    Requirement {
        id: "SEC-05",
        area: Area::Secrets,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L4,
        title: "応答のXMLの外部実体を読みに行かない",
        why: "応答を書き換えられたとき、サーバーの中のファイルを読み出され、\
            社内の別のサーバーにもつながれます。設定ファイルなら、データベースのパスワードまで\
            漏れます。",
        check: "応答に、おとりの場所を指す外部実体（DOCTYPE）を入れます。おとりに何もつながらず、\
            実体の中身が値として使われないことを確かめます。",
        evidence: "おとりの場所に届いたもの",
        basis: &[],
        causes: &[
            of(
                Php,
                "simplexml_load_string() や DOMDocument に、LIBXML_NOENT か LIBXML_DTDLOAD を\
                 渡しています。",
            ),
            of(Node, "libxmljs に noent: true を渡しています。"),
            of(
                Python,
                "lxml は、5より前では何もしなければ実体を展開します（resolve_entities=False とし\
                 ます）。",
            ),
            of(Ruby, "Nokogiri の noent を有効にしています。"),
            of(
                Java,
                "DocumentBuilderFactory は、何もしなければ外部実体を読みます\
                 （disallow-doctype-decl を true にします）。",
            ),
            of(
                CSharp,
                "DtdProcessing.Parse と XmlResolver を有効にしています。",
            ),
        ],
        remedy: "外部実体と DTD の読み込みを止めてください。DOCTYPE のある応答は、\
            読めない応答（「結果は分からない」）として扱います。",
        needs: &[Order, Status, Offer],
        concerns_money: false,
    },
];
