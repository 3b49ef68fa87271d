//! The misbehaviours, a row each: name, class, APIs (empty for all), which of their requests, the difference, the requirement (may be
//! empty), and the seam.

use super::{
    Class, Mutant, Seam,
    answer::AnswerChange as Change,
    bytes::{ContentType, PLAIN, ValueStyle, Writing},
    conduct::{
        Conduct,
        leniency::{LIMIT, Leniency, STATES, SUMS},
        mishaps::Mishap,
    },
    strikes::{
        ACCEPTED, ALWAYS, DECIDED, FIRST, FIRST_ACCEPTED, JAPANESE, LENGTHS, NOT_USABLE, PENDING,
        REFUSED, SCREENING_ACCEPTED, SEVERAL_BROKEN, Strikes, refused_with,
    },
};

const ALL: &[&str] = &[];
const AN010: &[&str] = &["AN010"];
const AN020: &[&str] = &["AN020"];
const AN030: &[&str] = &["AN030"];
const AN040: &[&str] = &["AN040"];
const AN050: &[&str] = &["AN050"];
const AN060: &[&str] = &["AN060"];
const AN070: &[&str] = &["AN070"];
const CANCEL_OR_SHIP: &[&str] = &["AN020", "AN030"];
const INQUIRIES: &[&str] = &["AN050", "AN070"];

/// A row. An empty requirement means none.
const fn row(
    name: &'static str,
    class: Class,
    apis: &'static [&'static str],
    strikes: Strikes,
    what: &'static str,
    requirement: &'static str,
    seam: Seam,
) -> Mutant {
    Mutant {
        name,
        class,
        apis,
        strikes,
        what,
        requirement: if requirement.is_empty() {
            None
        } else {
            Some(requirement)
        },
        seam,
    }
}

#[rustfmt::skip]
pub(crate) static MUTANTS: [Mutant; 72] = [
    row("order-reversed",         Class::Endure, ALL,       ALWAYS,      "要素の順序が逆になる",                                  "ROB-01", Seam::Bytes(Writing { reversed: true, ..PLAIN })),
    row("extra-element",          Class::Endure, ALL,       ALWAYS,      "知らない要素が増える",                                  "ROB-01", Seam::Bytes(Writing { extra_elements: true, ..PLAIN })),
    row("attributes",             Class::Endure, ALL,       ALWAYS,      "要素に属性が付く",                                      "ROB-01", Seam::Bytes(Writing { attributes: true, ..PLAIN })),
    row("empty-error-code",       Class::Endure, ALL,       ACCEPTED,    "成功のときにも空の errorCode がある",                   "ROB-02", Seam::Bytes(Writing { empty_error_code: true, ..PLAIN })),
    row("no-return-date",         Class::Endure, ALL,       ALWAYS,      "返信日時（returnDate）がなくなる",                      "ROB-02", Seam::Bytes(Writing { without: Some("returnDate"), ..PLAIN })),
    row("padded-values",          Class::Endure, ALL,       ALWAYS,      "値の前後に改行と空白が入る",                            "ROB-02", Seam::Bytes(Writing { values: ValueStyle::Padded, ..PLAIN })),
    row("no-declaration",         Class::Endure, ALL,       ALWAYS,      "XML宣言がなくなる",                                     "ROB-03", Seam::Bytes(Writing { declaration: false, ..PLAIN })),
    row("bom",                    Class::Endure, ALL,       ALWAYS,      "先頭にBOMが付く",                                       "ROB-03", Seam::Bytes(Writing { bom: true, ..PLAIN })),
    row("crlf-indented",          Class::Endure, ALL,       ALWAYS,      "改行がCRLFになり、字下げされる",                        "ROB-03", Seam::Bytes(Writing { indented: true, ..PLAIN })),
    row("cdata",                  Class::Endure, ALL,       ALWAYS,      "値がCDATAで書かれる",                                   "ROB-03", Seam::Bytes(Writing { values: ValueStyle::CData, ..PLAIN })),
    row("character-references",   Class::Endure, ALL,       JAPANESE,    "日本語が文字参照で書かれる",                            "ROB-03", Seam::Bytes(Writing { values: ValueStyle::References, ..PLAIN })),
    row("comments",               Class::Endure, ALL,       ALWAYS,      "コメントと処理命令が入る",                              "ROB-03", Seam::Bytes(Writing { comments: true, ..PLAIN })),
    row("root-renamed",           Class::Endure, ALL,       ALWAYS,      "ルート要素の名前が result になる",                      "ROB-03", Seam::Bytes(Writing { root: Some("result"), ..PLAIN })),
    row("namespace",              Class::Endure, ALL,       ALWAYS,      "既定の名前空間が付く",                                  "ROB-03", Seam::Bytes(Writing { namespace: true, ..PLAIN })),
    row("text-xml",               Class::Endure, ALL,       ALWAYS,      "Content-Type が text/xml になる",                       "ROB-03", Seam::Bytes(Writing { content_type: ContentType::TextXml, ..PLAIN })),
    row("no-charset",             Class::Endure, ALL,       ALWAYS,      "Content-Type から charset がなくなる",                  "ROB-03", Seam::Bytes(Writing { content_type: ContentType::WithoutCharset, ..PLAIN })),
    row("chunked",                Class::Endure, ALL,       ALWAYS,      "文字の途中で切れながら、細切れ（chunked）で届く",       "ROB-03", Seam::Bytes(Writing { chunked: true, ..PLAIN })),
    row("cookie",                 Class::Endure, ALL,       ALWAYS,      "Cookieと知らないヘッダーが付く",                        "ROB-03", Seam::Bytes(Writing { cookie: true, ..PLAIN })),
    row("slow-3s",                Class::Endure, ALL,       FIRST,       "処理したあと、3秒遅れて答える",                         "CON-05", Seam::Conduct(Conduct::Mishap(Mishap::Late(3_000)))),
    row("slow-15s",               Class::Endure, ALL,       ALWAYS,      "処理したあと、15秒遅れて答える",                        "CON-05", Seam::Conduct(Conduct::Mishap(Mishap::Late(15_000)))),
    row("pending-text",           Class::Endure, AN070,     PENDING,     "審査中が「購入企業確認中」になる",                      "SCR-04", Seam::Answer(Change::Text { element: "judgeStatus", text: "購入企業確認中" })),
    row("not-usable-text",        Class::Endure, AN050,     NOT_USABLE,  "利用できない取引先の利用状況が「利用停止」になる",      "ELG-01", Seam::Answer(Change::Text { element: "useUsable", text: "利用停止" })),
    row("limit-changed",          Class::Endure, AN070,     SCREENING_ACCEPTED, "ご利用可が「限度額変更」になる",                        "SCR-03", Seam::Answer(Change::Text { element: "judgeStatus", text: "限度額変更" })),
    row("name-respelt",           Class::Endure, INQUIRIES, ACCEPTED,    "取引先名に全角の空白が入る",                            "",       Seam::Answer(Change::RespeltName)),
    row("all-codes",              Class::Endure, ALL,       SEVERAL_BROKEN, "違反した規則すべてのエラーコードを返す",                "ROB-02", Seam::Bytes(Writing { all_codes: true, ..PLAIN })),
    row("over-limit-as-g55",      Class::Endure, AN010,     refused_with(&["A060004", "A070004"]), "与信限度額の超過が、A060004・A070004 ではなく G55 になる", "SET-06", Seam::Answer(Change::Code("G55"))),
    row("numbers-padded",         Class::Endure, AN050,     ACCEPTED,    "金額が9桁にゼロ埋めされる",                             "ELG-04", Seam::Answer(Change::PaddedNumbers)),
    row("later-code",             Class::Detect, ALL,       REFUSED,     "断りが、同じAPIの別のエラーコードになる",               "ERR-01", Seam::Answer(Change::LaterCode)),
    row("unknown-code",           Class::Detect, AN010,     REFUSED,     "断りが、一覧にないエラーコード A069999 になる",         "ERR-02", Seam::Answer(Change::Code("A069999"))),
    row("refusal-without-code",   Class::Detect, ALL,       REFUSED,     "断りにエラーコードがなくなる",                          "ERR-01", Seam::Answer(Change::NoCode)),
    row("accepted-but-refused",   Class::Detect, AN010,     REFUSED,     "断った決済を、受け付けたと答える",                      "SET-05", Seam::Answer(Change::Accept)),
    row("refused-but-accepted",   Class::Detect, AN010,     ACCEPTED,    "登録した決済を、A060005 で断ったと答える",              "SET-05", Seam::Answer(Change::Refuse("A060005"))),
    row("return-code-missing",    Class::Detect, AN010,     ALWAYS,      "returnCode がなくなる",                                 "ROB-05", Seam::Bytes(Writing { without: Some("returnCode"), ..PLAIN })),
    row("contradiction",          Class::Detect, AN010,     ALWAYS,      "returnCode 0 なのに errorCode を伴う",                  "ROB-04", Seam::Answer(Change::Contradiction)),
    row("html-200",               Class::Detect, ALL,       FIRST,       "HTMLのメンテナンス画面（HTTP 200）になる",              "ROB-05", Seam::Bytes(Writing { page: true, ..PLAIN })),
    row("empty-200",              Class::Detect, ALL,       FIRST,       "処理したあと、空の応答（HTTP 200）になる",              "LST-02", Seam::Conduct(Conduct::Mishap(Mishap::EmptyBody))),
    row("status-503",             Class::Detect, ALL,       FIRST,       "HTTP 503 になり、処理されない",                         "LST-02", Seam::Conduct(Conduct::Mishap(Mishap::Status(503)))),
    row("redirect",               Class::Detect, ALL,       FIRST,       "HTMLの画面への転送（HTTP 302）になり、処理されない",    "SEC-04", Seam::Conduct(Conduct::Mishap(Mishap::Redirect))),
    row("cut-xml",                Class::Detect, ALL,       FIRST,       "処理したあと、応答が途中で切れる",                      "LST-02", Seam::Conduct(Conduct::Mishap(Mishap::CutXml))),
    row("answer-lost",            Class::Detect, AN010,     FIRST,       "決済登録が処理され、応答が届かない",                    "LST-01", Seam::Conduct(Conduct::Mishap(Mishap::AnswerLost))),
    row("lost-before",            Class::Detect, AN010,     FIRST,       "決済登録が処理されず、応答も届かない",                  "LST-01", Seam::Conduct(Conduct::Mishap(Mishap::LostBefore))),
    row("cancel-lost",            Class::Detect, AN020,     FIRST,       "決済取消が処理され、応答が届かない",                    "LST-08", Seam::Conduct(Conduct::Mishap(Mishap::AnswerLost))),
    row("ship-lost",              Class::Detect, AN030,     FIRST,       "出荷登録が処理され、応答が届かない",                    "LST-09", Seam::Conduct(Conduct::Mishap(Mishap::AnswerLost))),
    row("unship-lost",            Class::Detect, AN040,     FIRST,       "出荷取消が処理され、応答が届かない",                    "LST-10", Seam::Conduct(Conduct::Mishap(Mishap::AnswerLost))),
    row("system-error-committed", Class::Detect, AN010,     FIRST_ACCEPTED, "決済を登録したうえで、システムエラー 9900001 を返す",   "LST-11", Seam::Answer(Change::Refuse("9900001"))),
    row("taken",                  Class::Detect, AN010,     FIRST_ACCEPTED, "使ったことのない受注番号が、使用済み（A020004）になる", "LST-06", Seam::Conduct(Conduct::Refuse("A020004"))),
    row("always-over-limit",      Class::Detect, AN010,     ACCEPTED,    "どの決済も、与信限度額の超過（G55）になる",             "SET-06", Seam::Conduct(Conduct::Refuse("G55"))),
    row("buyer-stopped",          Class::Detect, AN010,     ACCEPTED,    "どの取引先も、取引停止（G61）になる",                   "ERR-03", Seam::Conduct(Conduct::Refuse("G61"))),
    row("wrong-credentials",      Class::Detect, ALL,       ALWAYS,      "加盟店コードが登録されていない（X010004）",             "ERR-04", Seam::Conduct(Conduct::Refuse("010004"))),
    row("cancel-refused",         Class::Detect, AN020,     ACCEPTED,    "どの決済取消も、取り消せない状態（B020005）になる",     "CAN-02", Seam::Conduct(Conduct::Refuse("B020005"))),
    row("ship-refused",           Class::Detect, AN030,     ACCEPTED,    "どの出荷登録も、使えない送り状番号（C030005）になる",   "SHP-03", Seam::Conduct(Conduct::Refuse("C030005"))),
    row("unship-refused",         Class::Detect, AN040,     ACCEPTED,    "どの出荷取消も、取り消せない状態（D020005）になる",     "SHP-05", Seam::Conduct(Conduct::Refuse("D020005"))),
    row("not-usable",             Class::Detect, AN050,     ACCEPTED,    "すべての取引先が利用不可になる",                        "ELG-01", Seam::Answer(Change::NotUsable)),
    row("partly-usable",          Class::Detect, AN050,     ACCEPTED,    "利用状況が「一部利用可」になる",                        "ELG-01", Seam::Answer(Change::Text { element: "useUsable", text: "一部利用可" })),
    row("limit-zero",             Class::Detect, AN050,     ACCEPTED,    "与信限度額が0円になる",                                 "ELG-04", Seam::Answer(Change::Text { element: "useOverLimit", text: "0" })),
    row("limit-and-use-swapped",  Class::Detect, AN050,     ACCEPTED,    "与信限度額と利用金額が入れ替わる",                      "ELG-04", Seam::Answer(Change::SwappedAmounts)),
    row("other-buyer",            Class::Detect, INQUIRIES, ACCEPTED,    "別の取引先のコードと名前が返る",                        "",       Seam::Answer(Change::OtherBuyer)),
    row("never-decided",          Class::Detect, AN070,     DECIDED,     "いつまでも審査中になる",                                "SCR-01", Seam::Answer(Change::NeverDecided)),
    row("refused-after-all",      Class::Detect, AN070,     ACCEPTED,    "すべての取引先が申込不備になる",                        "SCR-02", Seam::Answer(Change::Text { element: "judgeStatus", text: "申込不備" })),
    row("too-late",               Class::Detect, AN070,     ACCEPTED,    "照会できる期間を、すぐに過ぎる（G080001）",             "SCR-05", Seam::Conduct(Conduct::Refuse("G080001"))),
    row("application-taken",      Class::Detect, AN060,     ACCEPTED,    "どの申込みも、登録済みの取引先コード（F020004）になる", "REG-06", Seam::Conduct(Conduct::Refuse("F020004"))),
    row("mojibake",               Class::Detect, INQUIRIES, JAPANESE,    "Shift_JIS のままUTF-8と名乗る",                         "ROB-05", Seam::Bytes(Writing { shift_jis: true, ..PLAIN })),
    row("entity",                 Class::Detect, ALL,       FIRST,       "外部の場所を指す実体が入る",                            "SEC-05", Seam::Bytes(Writing { external_entity: true, ..PLAIN })),
    row("register-lies",          Class::Books,  AN010,     ACCEPTED,    "受け付けたと答え、決済は登録されない",                  "SET-01", Seam::Conduct(Conduct::NoChange)),
    row("register-doubles",       Class::Books,  AN010,     ACCEPTED,    "2倍の金額で登録される",                                 "TAX-01", Seam::Conduct(Conduct::Doubled)),
    row("cancel-lies",            Class::Books,  AN020,     ACCEPTED,    "受け付けたと答え、決済は取り消されない",                "CAN-01", Seam::Conduct(Conduct::NoChange)),
    row("ship-lies",              Class::Books,  AN030,     ACCEPTED,    "受け付けたと答え、送り状番号は登録されない",            "SHP-01", Seam::Conduct(Conduct::NoChange)),
    row("unship-lies",            Class::Books,  AN040,     ACCEPTED,    "受け付けたと答え、送り状番号は登録されたままになる",    "SHP-05", Seam::Conduct(Conduct::NoChange)),
    row("lenient-sums",           Class::Books,  AN010,     refused_with(SUMS), "明細の合計（A060005・A070005）を確かめない",            "LIN-01", Seam::Conduct(Conduct::Lenient(Leniency::Sums))),
    row("lenient-lengths",        Class::Books,  ALL,       LENGTHS,     "桁数と文字の種類を確かめない",                          "COD-05", Seam::Conduct(Conduct::Lenient(Leniency::Lengths))),
    row("lenient-states",         Class::Books,  CANCEL_OR_SHIP, refused_with(STATES), "出荷後の取消と、2度目の出荷登録を受け付ける",           "SHP-04", Seam::Conduct(Conduct::Lenient(Leniency::States))),
    row("no-limit",               Class::Books,  AN010,     refused_with(LIMIT), "与信限度額を確かめない",                                "SET-06", Seam::Conduct(Conduct::Lenient(Leniency::Limit))),
];
