//! GRP ユーザーグループ.

use super::{
    Area,
    Basis::Seen,
    JudgedBy,
    Language::*,
    Level, Requirement, Severity,
    cause::{general, of},
};
use crate::adapter::message::capabilities::Capability::{self, Groups};

const TO_GROUP: &[Capability] = &[Groups];

pub(super) const USER_GROUPS: &[Requirement] = &[
    Requirement {
        id: "GRP-01",
        area: Area::UserGroups,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "書き出しの形は「ID:状態」を「; 」で区切ったもの",
        why: "形が違うファイルは、取り込めません。控えから戻したつもりの会員がグループから外れ、\
            取引先のお客様が掛け払いを選べなくなります。",
        check: "会員のユーザーグループを書き出し、値が「9:A; 4:P」の形で、\
            見出しには引用符がなく、値には引用符があることを、バイト列で確かめます。",
        evidence: "書き出されたバイト列",
        basis: &[Seen],
        causes: &[
            general("「;」だけで区切り、後の空白がありません。"),
            of(Php, "fputcsv() は、要るときにだけ引用符を付けます。"),
        ],
        remedy: "IDと状態を「:」でつなぎ、「;」と空白で区切ってください。見出しの行には引用符を\
            付けず、値の行には付けます。",
        needs: TO_GROUP,
        concerns_money: false,
    },
    Requirement {
        id: "GRP-02",
        area: Area::UserGroups,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "取り込むと、書いたとおりに置き換わる（UTF-8・BOM・Shift_JIS）",
        why: "表計算ソフトで直したファイルは、Shift_JISやBOM付きになります。読めなければ、\
            取引先に加えたはずのお客様が、掛け払いを選べません。",
        check: "UTF-8・BOM付きUTF-8・Shift_JISの3通りと、2通りの区切り文字で取り込み、\
            会員のユーザーグループが、書いたとおりに置き換わることを確かめます。",
        evidence: "取り込んだ後のユーザーグループ",
        basis: &[Seen],
        causes: &[
            general("書いてあるグループを加えるだけで、前のグループが残ります。"),
            of(
                Php,
                "先頭のBOMを外していないので、見出し「E-mail」が見つかりません。",
            ),
            of(
                Node,
                "fs の 'utf8' では、Shift_JISを読めません（TextDecoder('shift_jis') を使います）。",
            ),
            of(
                Python,
                "encoding='utf-8' で開いています（BOM付きは 'utf-8-sig'、Shift_JISは 'cp932'）。",
            ),
            of(
                Java,
                "InputStreamReader に文字コードを渡していません（Shift_JISは windows-31j）。",
            ),
        ],
        remedy: "指定された文字コードで読み、先頭のBOMを外し、その会員のグループを、\
            書いてあるもので置き換えてください。空欄なら、すべて外します。",
        needs: TO_GROUP,
        concerns_money: false,
    },
    Requirement {
        id: "GRP-03",
        area: Area::UserGroups,
        severity: Severity::Must,
        judged: JudgedBy::ACTIVE,
        level: Level::L2,
        title: "誤りのある行は何も変えず、行番号と理由を示す（試しの取込も）",
        why: "1文字の書き間違いでその会員のグループがすべて消えると、取引先のお客様が、突然、\
            掛け払いを選べなくなります。",
        check: "9種類の誤りのある行を取り込み、その会員のグループが前のままで、行番号と理由が\
            示されることを確かめます。試しの取込では、何も変わらないことを見ます。",
        evidence: "取り込んだ後のユーザーグループ、行ごとの結果",
        basis: &[],
        causes: &[
            general("グループをすべて外してから、行を読んでいます。"),
            general("知らない状態を、空欄とみなしています。"),
        ],
        remedy: "行をすべて読んで確かめてから、グループを置き換えてください。\
            誤りがあれば変えずに、「3行目：状態「X」はありません」のように示します。",
        needs: TO_GROUP,
        concerns_money: false,
    },
];
