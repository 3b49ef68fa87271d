//! `questions.md`: a letter to the provider's support with the undecided guesses.

use std::fmt::Write as _;

use super::super::{
    guesses::guess,
    parity::{Parity, ParitySetting, ParityVerdict},
};

/// The letter.
pub fn questions(parity: &Parity) -> String {
    let open = [ParityVerdict::Question, ParityVerdict::CantTell];
    let open: Vec<(&str, &ParitySetting)> = open
        .into_iter()
        .flat_map(|verdict| parity.with(verdict))
        .collect();
    let mut text = String::from(
        "ヤマトクレジットファイナンス株式会社\nクロネコ掛け払い サポートご担当者様\n\n\
         いつもお世話になっております。（会社名）の（氏名）と申します。\n\
         加盟店コード：（お手元で記入してください）\n\n",
    );
    if open.is_empty() {
        text.push_str("クロネコ掛け払いの接続につきまして、現在お尋ねしたいことはございません。\n");
        return text;
    }
    let _ = write!(
        text,
        "現在、クロネコ掛け払いの API 接続を開発しております。公開されている資料とテスト環境では確かめられなかった点につきまして、\n\
         下記の{}点をご教示いただけますでしょうか。お分かりになる範囲で結構でございます。\n\n",
        open.len()
    );
    for (number, (key, setting)) in (1..).zip(&open) {
        let Some(guess) = guess(key) else {
            continue;
        };
        let _ = writeln!(text, "{number}. {}\n   （{}）", guess.question, guess.why);
        if setting.verdict == ParityVerdict::CantTell {
            let (seen, _) = seen_and_advice(&setting.evidence);
            if !seen.is_empty() {
                let _ = writeln!(text, "   テスト環境での結果：{seen}");
            }
        }
        text.push('\n');
    }
    text.push_str(
        "お忙しいところ恐れ入りますが、どうぞよろしくお願いいたします。\n\n（会社名）\n（氏名）\n（電話番号・メールアドレス）\n",
    );
    let _ = write!(
        text,
        "\n---\nお送りになる前に、この線から下を消してください。回答は、次の設定に書けます。\n\n"
    );
    for (number, (key, setting)) in (1..).zip(&open) {
        let _ = writeln!(text, "{number}. {key} = {}", setting.default);
        let (_, advice) = seen_and_advice(&setting.evidence);
        if !advice.is_empty() {
            let _ = writeln!(text, "   {advice}");
        }
    }
    text
}

/// Splits evidence into the part for the provider's support, and the part for the person who calibrates.
fn seen_and_advice(evidence: &str) -> (String, String) {
    let evidence = evidence.replace(char::is_control, " ");
    let sentences = evidence.split_inclusive('。');
    let is_advice = |one: &&str| one.contains("--") || one.contains("設定がありません");
    let (advice, seen): (Vec<&str>, Vec<&str>) = sentences.partition(is_advice);
    (seen.concat(), advice.concat())
}
