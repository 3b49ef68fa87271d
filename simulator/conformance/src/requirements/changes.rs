//! ROB 応答の変化.

use super::{
    Area,
    Basis::{Inferred, Seen},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{self, Offer, Order, Recover, Status};

const TO_WALK: &[Capability] = &[Order, Status, Recover, Offer];

pub(super) const CHANGES: &[Requirement] = &[
    Requirement {
        id: "ROB-01",
        area: Area::Changes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_MUTANTS,
        level: Level::L4,
        title: "要素の順序が変わり、知らない要素が増えても動く",
        why: "ヤマトが応答に項目を1つ加えただけで、ご注文がすべて止まります。\
            お店は何も変えていないので、原因が分かるまで売れません。",
        check: "応答の要素を逆の順にする、知らない要素を加える、属性を付ける、の3通りで、\
            注文手続き・決済登録・出荷・断りの結果が、変える前と同じであることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[
            general("要素を、名前ではなく位置で読んでいます。"),
            general("正規表現で、要素の並びごと切り出しています。"),
            of(
                Java,
                "Jackson 2 の XmlMapper は、知らない要素で例外になります\
                 （FAIL_ON_UNKNOWN_PROPERTIES を false にします）。",
            ),
            of(
                CSharp,
                "XmlElement の Order を指定した XmlSerializer は、順序が違う要素を読み落とします。",
            ),
        ],
        remedy: "要素は名前で探し、知らない要素と属性は読み飛ばしてください。",
        needs: TO_WALK,
        concerns_money: false,
    },
    Requirement {
        id: "ROB-02",
        area: Area::Changes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_MUTANTS,
        level: Level::L4,
        title: "空の errorCode、returnDate の有無、値の前後の空白に左右されない",
        why: "空の errorCode を断りと読むと、登録されたご注文をすべて失敗と示します。\
            商品は送られず、請求だけがお客様に届きます。",
        check: "成功のときの空の errorCode、返信日時（returnDate）なし、値の前後の改行と空白、\
            の3通りで、結果が変える前と同じであることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Seen],
        causes: &[
            general("errorCode の要素があるかどうかで、成否を決めています。"),
            general("空白を除かずに、「利用可」と比べています。"),
            of(Php, "isset($xml->errorCode) は、空の要素でも true です。"),
        ],
        remedy: "成否は returnCode で決め、空の errorCode はないものとし、値は前後の空白を\
            除いてから比べてください。",
        needs: TO_WALK,
        concerns_money: false,
    },
    Requirement {
        id: "ROB-03",
        area: Area::Changes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_MUTANTS,
        level: Level::L4,
        title: "XMLの書き方・ルート名・Content-Type に頼らない",
        why: "サーバーの入れ替えで、XMLの書き方だけが変わることがあります。\
            意味は同じなのに読めなければ、その日のご注文がすべて「分からない」になります。",
        check: "XML宣言なし、BOM、CRLFと字下げ、CDATA、文字参照、コメントと処理命令、\
            ルート要素の名前、名前空間、Content-Typeの text/xml、charset なし、\
            細切れの転送（chunked）、Cookieと知らないヘッダー、の12通りで、結果が変える前と\
            同じであることを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Inferred],
        causes: &[
            general("XMLを、正規表現や文字列の検索で読んでいます。"),
            general("ルート要素の名前が return であることを求めています。"),
            of(
                Python,
                "ElementTree では、名前空間が付くと、要素の名前が {…}returnCode になります。",
            ),
            of(
                Java,
                "getFirstChild().getNodeValue() は、コメントやCDATAで区切られた最初の部分だけです\
                 （getTextContent() を使います）。",
            ),
            of(
                CSharp,
                "XElement.Element(\"returnCode\") は、名前空間が付くと見つかりません\
                 （Name.LocalName で比べます）。",
            ),
        ],
        remedy: "XMLの解析器に任せ、ルートと名前空間を問わず、要素の名前だけで探してください。\
            文字コードも、解析器に任せます。",
        needs: TO_WALK,
        concerns_money: false,
    },
    Requirement {
        id: "ROB-04",
        area: Area::Changes,
        severity: Severity::Should,
        judged: JudgedBy::ACTIVE_AND_MUTANTS,
        level: Level::L4,
        title: "矛盾した応答を成功とみなさない",
        why: "returnCode は 0 なのに errorCode もある応答では、登録されたかどうか分かりません。\
            成功と決めつければ、登録されていないご注文を出荷するかもしれません。",
        check: "決済登録の応答を、returnCode が 0 で errorCode もあるものにします。\
            「分からない」と答え、「確認する」の後、決済が1件で、お店の取引状況が「登録」\
            であることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[general("returnCode だけを見ています。")],
        remedy: "returnCode が 0 でも、空でない errorCode があれば「分からない」とし、\
            確かめてください。",
        needs: TO_WALK,
        concerns_money: true,
    },
    Requirement {
        id: "ROB-05",
        area: Area::Changes,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_MUTANTS,
        level: Level::L3,
        title: "XMLでない応答・読めない returnCode を成功とみなさない",
        why: "メンテナンスの画面が、HTTPステータス200で返ることがあります。成功とみなせば、\
            登録されていないご注文を出荷し、代金が入りません。",
        check: "決済登録の応答を、HTTPステータス200のメンテナンス画面か、\
            returnCode のないものにし、確かめる前に「受け付けられた」と答えないことを確かめます。\
            利用金額照会の応答が、UTF-8と名乗るShift_JISなら、選べないことを見ます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general("errorCode が見つからなければ、成功としています。"),
            of(
                Php,
                "$xml->returnCode == 0 は、要素がなくても true です（(string) にして '0' と === \
                 で比べます）。",
            ),
            of(
                Node,
                "Number('') は 0 です（文字列の '0' と === で比べます）。",
            ),
            of(Python, "int(text or 0) は、値がなくても 0 です。"),
            of(Ruby, "nil.to_i と \"\".to_i は 0 です。"),
            of(
                Java,
                "\"1\".equals(returnCode) だけで断りを見分けると、null が成功になります。",
            ),
            of(CSharp, "int.TryParse() は、失敗しても 0 を入れます。"),
        ],
        remedy: "returnCode の要素があり、値が文字列の「0」のときだけ、成功としてください。",
        needs: TO_WALK,
        concerns_money: true,
    },
    Requirement {
        id: "ROB-06",
        area: Area::Changes,
        severity: Severity::Should,
        judged: JudgedBy::SLOW,
        level: Level::L4,
        title: "大きすぎる応答や細切れの応答で止まらない",
        why: "1つの応答でサーバーのメモリーや接続を使い切ると、ほかの支払方法のお客様のご注文まで\
            止まります。",
        check: "応答を、4 GiBまで終わらないもの、1秒に1バイトずつ届くもの、\
            実体が10億倍にふくらむものにします。60秒以内に画面が返り、アダプターが動き続け、\
            メモリーが1 GiB未満であることを確かめます（@遅い：--slow を付けたときだけ）。\
            メモリーは、Linuxで、コマンドで動かすアダプターだけを見ます。",
        evidence: "メモリーの大きさ、かかった時間",
        basis: &[],
        causes: &[
            general("応答をすべてメモリーに読んでから、解析しています。"),
            general("待ち時間が1回の読み取りごとで、全体の上限がありません。"),
            of(
                Php,
                "CURLOPT_CONNECTTIMEOUT だけで、CURLOPT_TIMEOUT がありません。",
            ),
            of(
                Python,
                "requests の timeout は、1回の読み取りの上限です。全体の上限ではありません。",
            ),
            of(
                Ruby,
                "Net::HTTP の read_timeout は、1回の読み取りの上限です。",
            ),
            of(
                Java,
                "HttpURLConnection の setReadTimeout() は、1回の読み取りの上限です。",
            ),
            of(
                CSharp,
                "HttpClient の MaxResponseContentBufferSize は、何もしなければ 2 GBです。",
            ),
        ],
        remedy: "応答は 1 MiBで読むのをやめ、送信から読み終わりまでの全体に上限の時間を\
            設けてください。実体の展開は止めます。",
        needs: &[Offer],
        concerns_money: false,
    },
];
