//! LST 失われた応答.

use super::{
    Area,
    Basis::{Documented, Inferred},
    JudgedBy,
    Language::*,
    Level, Requirement, Severity,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{
    self, Cancel, Durable, Order, Recover, Ship, Status, Unship,
};

const TO_RECOVER: &[Capability] = &[Order, Status, Recover];

pub(super) const LOST_ANSWERS: &[Requirement] = &[
    Requirement {
        id: "LST-01",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "応答がなければ「分からない」とする",
        why: "応答がなくても、決済は登録されているかもしれません。\
            失敗とみなせば請求だけがお客様に届き、成功とみなせば代金の入らない商品を送ります。",
        check: "決済登録の応答が届かない3つの場合（処理された後に失われる、処理される前に\
            失われる、接続が切られる）に、「分からない」と答え、その間は支払済みにならないことを\
            確かめます。お店が自分で確かめ終え、ヤマト側の帳簿と合う答えをしても合格です。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[
            general("タイムアウトの例外を、失敗として扱っています。"),
            of(Php, "curl_exec() の false を、断られたとみなしています。"),
            of(Node, "catch の中で、注文を失敗にしています。"),
            of(
                Python,
                "requests.exceptions.RequestException を、まとめて失敗にしています。",
            ),
            of(
                CSharp,
                "時間切れは TaskCanceledException です。HttpRequestException の catch では受け\
                 止められません。",
            ),
        ],
        remedy: "送り始めた後の失敗は、すべて「分からない」と保存してください。\
            お客様には「ご注文を確認しています。もう一度ご注文にならずにお待ちください」と\
            示します。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-02",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "途切れたXML・空の応答・HTTPエラーも「分からない」",
        why: "503や空の応答でも、決済は登録されていることがあります。「失敗しました。\
            もう一度お試しください」と示せば、お客様は2度注文し、2度請求されます。",
        check: "決済登録の応答を、途切れたXML、空、HTTPステータス500・502・503にし、\
            LST-01と同じことを確かめます。",
        evidence: "アダプターの応答",
        basis: &[],
        causes: &[
            general("HTTPステータスが200でなければ、失敗としています。"),
            of(
                Php,
                "simplexml_load_string() の false を、断られたとみなしています。",
            ),
            of(
                Node,
                "axios は、5xx で例外を投げます。その catch の中で、失敗にしています。",
            ),
            of(Python, "raise_for_status() の例外を、失敗としています。"),
        ],
        remedy: "returnCode を読み取れなかった応答は、HTTPステータスにかかわらず「分からない」\
            にしてください。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-03",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE_AND_PASSIVE,
        level: Level::L3,
        title: "分からない間は、同じ買い物をもう一度請求しない",
        why: "画面が固まったお客様は、もう一度注文します。1,100円のご注文が2件の決済になり、\
            2,200円の請求が届きます。",
        check: "決済登録の応答が失われた後、同じ商品を新しい注文として、また同じ注文を別の\
            商品で、確定します。決済が1件で、お客様に示した額であることを確かめます。\
            通信の記録では、応答が失われてから30分以内に、同じ取引先の同じ金額の決済登録が、\
            別の受注番号で送られていないことを見ます。",
        evidence: "ヤマト側の帳簿、通信の記録",
        basis: &[],
        causes: &[
            general("送り直すたびに、新しい受注番号を付けています。"),
            general("結果の分からない注文がそのお客様にあるかどうかを、見ていません。"),
        ],
        remedy: "結果の分からないご注文があるお客様には、それを確かめ終えるまで、次の決済登録を\
            送らないでください。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-04",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "確かめると、決済はちょうど1件になる",
        why: "確かめる手段がなければ、請求されたのに商品が届かないご注文か、商品が届いたのに\
            代金の入らないご注文が残ります。担当者は、1件ずつ電話で問い合わせるしかありません。",
        check: "応答が処理の後に失われた場合と前に失われた場合、確かめる途中でもう一度失われた\
            場合に、「確認する」を頼みます。決済が1件で、額が正しく、お店の取引状況が「登録」\
            になることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general("結果の分からない注文を、確かめる操作がありません。"),
            general("確かめるときに、新しい受注番号で送っています。"),
            general("送った内容を保存していないので、同じ内容で送り直せません。"),
        ],
        remedy: "送る前に受注番号と内容を保存し、確かめるときは、同じ受注番号で同じ内容を送り\
            直してください。A020004（使用済み）なら登録されていて、受け付けられれば、\
            そのとき登録されます。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-05",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "自分の送信の後の A020004 を失敗とみなさない",
        why: "送り直して返る A020004（使用済み）は、前の送信が登録されていたしるしです。\
            失敗とみなせば、商品が送られないのに、請求がお客様に届きます。",
        check: "決済登録が処理された後に応答が失われ、送り直した決済登録に A020004 が返る場合に、\
            取引状況が「登録」となり、「断られた」とならないことを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Inferred],
        causes: &[
            general("returnCode が 1 なら、どのコードでも失敗にしています。"),
            of(
                Php,
                "Guzzle の Middleware::retry が知らない間に送り直し、2回目の A020004 だけが\
                 見えています。",
            ),
            of(
                Node,
                "axios-retry が知らない間に送り直し、2回目の A020004 だけが見えています。",
            ),
            of(
                Java,
                "OkHttp の retryOnConnectionFailure が知らない間に送り直し、\
                 2回目の A020004 だけが見えています。",
            ),
            of(
                CSharp,
                "Polly の再試行が知らない間に送り直し、2回目の A020004 だけが見えています。",
            ),
        ],
        remedy: "その受注番号を自分が先に送り、結果が分からないままなら、\
            A020004 を「登録されている」と読んでください。自動の再試行は止めます。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-06",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "心当たりのない A020004 を成功とみなさない",
        why: "自分が送っていない番号の A020004 は、別のご注文の決済です。成功とみなせば、\
            このご注文の代金は、だれにも請求されません。",
        check: "最初の決済登録に A020004 が返り、何も登録されていない場合に、「断られた」か\
            「分からない」と答え、支払済みにならないことを確かめます。",
        evidence: "アダプターの応答",
        basis: &[Documented],
        causes: &[
            general("A020004 を、いつも「登録済み」と読んでいます。"),
            general("データベースを復元し、昔の注文と番号が重なっています。"),
        ],
        remedy: "自分の送信の記録があるときだけ、A020004 を「登録されている」と読んでください。\
            なければ断りとして扱い、担当者に示します。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-07",
        area: Area::LostAnswers,
        severity: Severity::MustIfDeclared,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "送信中に止まっても、再開後に分かる",
        why: "送信中にサーバーが入れ替わったり落ちたりすると、登録された決済をお店のだれも\
            知りません。お客様には、請求だけが届きます。",
        check: "決済登録がヤマトに届いてから応答が返るまでの間に、お店を強制終了し、\
            起動し直します。その注文が「分からない」か「登録」として残り、「確認する」の後、\
            決済がちょうど1件であることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general("応答を受け取ってから、初めて保存しています。"),
            general("送る前の保存と応答の保存が1つのトランザクションで、止まると巻き戻ります。"),
        ],
        remedy: "送る前に「送信中」の行を書いて、COMMIT してください。起動したときと定期的に、\
            「送信中」のまま残った行を確かめます。",
        needs: &[Order, Status, Recover, Durable],
        concerns_money: true,
    },
    Requirement {
        id: "LST-08",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "取消の応答が失われても、確かめれば分かる",
        why: "取り消したはずのご注文の請求がお客様に届くか、生きているご注文を取消済みと思い\
            込んで、商品を送りません。",
        check: "決済取消の応答が、処理の後に失われた場合と前に失われた場合に、「確認する」の後、\
            お店とヤマトの両方で「取消」になり、受け付けられた決済取消が1回であることを\
            確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general("取消の応答がないことを、取り消せなかったこととして終えています。"),
            general("送り直しに返る B020005（もう取り消せない状態）を、失敗とだけ読んでいます。"),
        ],
        remedy: "取消も、送る前に記録し、確かめるときは同じ取消を送り直してください。\
            前の送信で取り消されていれば、B020005 が返ります。",
        needs: &[Order, Status, Recover, Cancel],
        concerns_money: true,
    },
    Requirement {
        id: "LST-09",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "出荷登録の応答が失われても、確かめれば分かる",
        why: "登録されていない出荷は確定せず、そのご注文の代金は支払われません。\
            登録されているのに別の送り状番号で送り直せば断られ、どの荷物か分からなくなります。",
        check: "出荷登録の応答が、処理の後に失われた場合と前に失われた場合に、「確認する」の後、\
            お店とヤマトの両方に、その送り状番号の出荷があることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[],
        causes: &[
            general("応答がないとき、出荷を作らずに終えています。"),
            general("送り直しに返る C020005（出荷を登録できない状態）を、失敗とだけ読んでいます。"),
        ],
        remedy: "出荷も、送る前に記録し、確かめるときは同じ受注番号と送り状番号で送り\
            直してください。C020005 なら、前の送信で登録されています。",
        needs: &[Order, Status, Recover, Ship],
        concerns_money: true,
    },
    Requirement {
        id: "LST-10",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "出荷の削除の応答が失われたら、決めつけない",
        why: "削除できたと決めつければ、次の送り状番号が断られ続けます。\
            残っていると決めつければ、ヤマトにない出荷の代金を待つことになります。",
        check: "出荷取消（AN040）が処理された後に応答が失われるようにし、「確認する」の後、\
            お店の言うことがヤマトの状態と矛盾しないことを確かめます。「分からない」のままでも、\
            出荷登録と出荷取消を送り直して確かめても構いません。",
        evidence: "アダプターの応答",
        basis: &[Inferred],
        causes: &[
            general("応答がないとき、出荷を消しています。"),
            general("応答がないとき、出荷は残っていると示しています。"),
        ],
        remedy: "出荷に「削除の結果が分からない」という状態を設け、確かめるまでは、\
            どちらとも示さないでください。",
        needs: &[Order, Status, Recover, Ship, Unship],
        concerns_money: true,
    },
    Requirement {
        id: "LST-11",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L3,
        title: "システムのエラーは「分からない」とする",
        why: "システムのエラーは、書き込んだ後に起きることもあります。「登録されなかった」と\
            決めつければ、二重に請求するか、請求を見失います。",
        check: "0400001・0500001・0500002・9900001・Z020001 を、登録された場合とされなかった\
            場合の両方で返します。「分からない」と答え、「確認する」の後、決済がちょうど\
            1件であることを確かめます。",
        evidence: "ヤマト側の帳簿",
        basis: &[Inferred],
        causes: &[
            general("returnCode が 1 なら、登録されていないとみなしています。"),
            of(
                Node,
                "fast-xml-parser は、何もしなければ「0400001」を数の 400001 に変えます\
                 （parseTagValue: false とします）。",
            ),
        ],
        remedy: "この5つのコードは、応答が失われたときと同じに扱ってください。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
    Requirement {
        id: "LST-12",
        area: Area::LostAnswers,
        severity: Severity::Must,
        judged: JudgedBy::PASSIVE,
        level: Level::L3,
        title: "結果の分からない送信を、放置しない",
        why: "確かめられない送信は、行方の分からない決済になります。「商品が届かないのに請求が\
            来た」というお電話で、初めて気付くことになります。",
        check: "応答が失われた決済登録・決済取消・出荷登録のすべてに、その受注番号についての後の\
            要求があることを、通信の記録で確かめます。分からない送信が残るセッションでは、\
            終える前に「確認する」を頼みます。アダプターのない検査では、失われてから5分以内\
            （加盟店の時計）に終われば、要確認とします。",
        evidence: "行方の分からない送信の一覧と金額",
        basis: &[],
        causes: &[
            general("結果の分からない送信の一覧も、確かめる処理もありません。"),
            general("決済登録だけを確かめ、取消と出荷を確かめていません。"),
        ],
        remedy: "結果の分からない送信を一覧にし、定期の処理か、担当者の「確認する」で、\
            すべて確かめてください。",
        needs: TO_RECOVER,
        concerns_money: true,
    },
];
