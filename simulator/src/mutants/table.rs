//! The misbehaviours, a row each: name, class, APIs (none for all), what is different, the requirement, and where it is applied.

use super::{
    Class, Mutant, Seam,
    answer::AnswerChange as Change,
    bytes::{ContentType, PLAIN, ValueStyle, Writing},
    conduct::Conduct,
};

const ALL: &[&str] = &[];
const AN010: &[&str] = &["AN010"];
const AN020: &[&str] = &["AN020"];
const AN030: &[&str] = &["AN030"];
const AN040: &[&str] = &["AN040"];
const AN050: &[&str] = &["AN050"];
const AN070: &[&str] = &["AN070"];
const INQUIRIES: &[&str] = &["AN050", "AN070"];

const fn endure(
    name: &'static str,
    what: &'static str,
    requirement: &'static str,
    writing: Writing,
) -> Mutant {
    row(
        name,
        Class::Endure,
        ALL,
        what,
        requirement,
        Seam::Bytes(writing),
    )
}

const fn row(
    name: &'static str,
    class: Class,
    apis: &'static [&'static str],
    what: &'static str,
    requirement: &'static str,
    seam: Seam,
) -> Mutant {
    Mutant {
        name,
        class,
        apis,
        what,
        requirement,
        seam,
    }
}

#[rustfmt::skip]
pub(crate) static MUTANTS: [Mutant; 34] = [
    endure("order-reversed",       "要素の順序が逆になる",                         "ROB-01", Writing { reversed: true, ..PLAIN }),
    endure("extra-element",        "知らない要素が増える",                         "ROB-01", Writing { extra_elements: true, ..PLAIN }),
    endure("attributes",           "要素に属性が付く",                             "ROB-01", Writing { attributes: true, ..PLAIN }),
    endure("empty-error-code",     "成功のときにも空の errorCode がある",          "ROB-02", Writing { empty_error_code: true, ..PLAIN }),
    endure("no-return-date",       "返信日時（returnDate）がなくなる",             "ROB-02", Writing { without: Some("returnDate"), ..PLAIN }),
    endure("padded-values",        "値の前後に改行と空白が入る",                   "ROB-02", Writing { values: ValueStyle::Padded, ..PLAIN }),
    endure("all-codes",            "違反した規則すべてのエラーコードを返す",       "ROB-02", Writing { all_codes: true, ..PLAIN }),
    endure("no-declaration",       "XML宣言がなくなる",                            "ROB-03", Writing { declaration: false, ..PLAIN }),
    endure("bom",                  "先頭にBOMが付く",                              "ROB-03", Writing { bom: true, ..PLAIN }),
    endure("crlf-indented",        "改行がCRLFになり、字下げされる",               "ROB-03", Writing { indented: true, ..PLAIN }),
    endure("cdata",                "値がCDATAで書かれる",                          "ROB-03", Writing { values: ValueStyle::CData, ..PLAIN }),
    endure("character-references", "日本語が文字参照で書かれる",                   "ROB-03", Writing { values: ValueStyle::References, ..PLAIN }),
    endure("comments",             "コメントと処理命令が入る",                     "ROB-03", Writing { comments: true, ..PLAIN }),
    endure("root-renamed",         "ルート要素の名前が result になる",             "ROB-03", Writing { root: Some("result"), ..PLAIN }),
    endure("namespace",            "既定の名前空間が付く",                         "ROB-03", Writing { namespace: true, ..PLAIN }),
    endure("text-xml",             "Content-Type が text/xml になる",              "ROB-03", Writing { content_type: ContentType::TextXml, ..PLAIN }),
    endure("no-charset",           "Content-Type から charset がなくなる",         "ROB-03", Writing { content_type: ContentType::WithoutCharset, ..PLAIN }),
    endure("chunked",              "文字の途中で切れながら、細切れ（chunked）で届く", "ROB-03", Writing { chunked: true, ..PLAIN }),
    endure("cookie",               "Cookieと知らないヘッダーが付く",               "ROB-03", Writing { cookie: true, ..PLAIN }),
    row("pending-text",         Class::Endure, AN070, "審査中が「購入企業確認中」になる",                 "SCR-04", Seam::Answer(Change::PendingText("購入企業確認中"))),
    row("not-usable-text",      Class::Endure, AN050, "利用できない取引先の利用状況が「利用停止」になる", "ELG-01", Seam::Answer(Change::NotUsableText("利用停止"))),
    row("later-code",           Class::Detect, ALL,   "断りが、同じAPIの別のエラーコードになる",           "ERR-01", Seam::Answer(Change::LaterCode)),
    row("unknown-code",         Class::Detect, AN010, "断りが、一覧にないエラーコード A069999 になる",     "ERR-02", Seam::Answer(Change::UnknownCode)),
    row("refusal-without-code", Class::Detect, ALL,   "断りにエラーコードがなくなる",                     "ERR-01", Seam::Answer(Change::NoCode)),
    row("contradiction",        Class::Detect, AN010, "returnCode 0 なのに errorCode を伴う",              "ROB-04", Seam::Answer(Change::Contradiction)),
    row("return-code-missing",  Class::Detect, AN010, "returnCode がなくなる",                            "ROB-05", Seam::Bytes(Writing { without: Some("returnCode"), ..PLAIN })),
    row("html-200",             Class::Detect, ALL,   "HTMLのメンテナンス画面（HTTP 200）になる",         "ROB-05", Seam::Bytes(Writing { page: true, ..PLAIN })),
    row("not-usable",           Class::Detect, AN050, "すべての取引先が利用不可になる",                   "ELG-01", Seam::Answer(Change::NotUsable)),
    row("partly-usable",        Class::Detect, AN050, "利用状況が「一部利用可」になる",                   "ELG-01", Seam::Answer(Change::Usable("一部利用可"))),
    row("mojibake",             Class::Detect, INQUIRIES, "Shift_JIS のままUTF-8と名乗る",                "ROB-05", Seam::Bytes(Writing { shift_jis: true, ..PLAIN })),
    row("entity",               Class::Detect, ALL,   "外部の場所を指す実体が入る",                       "SEC-05", Seam::Bytes(Writing { external_entity: true, ..PLAIN })),
    row("cancel-lies",          Class::Books,  AN020, "受け付けたと答え、決済は取り消されない",           "CAN-01", Seam::Conduct(Conduct::NoChange)),
    row("ship-lies",            Class::Books,  AN030, "受け付けたと答え、送り状番号は登録されない",       "SHP-01", Seam::Conduct(Conduct::NoChange)),
    row("unship-lies",          Class::Books,  AN040, "受け付けたと答え、送り状番号は登録されたままになる", "SHP-05", Seam::Conduct(Conduct::NoChange)),
];
