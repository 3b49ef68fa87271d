//! Observations at the line that do not prevent understanding: hints, never verdicts.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

/// A hint for the developer of an adapter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Remark {
    /// A second answer to one message.
    AnsweredTwice(u64),
    /// An answer without a question.
    Unasked(String),
    /// A byte order mark before an answer.
    ByteOrderMark,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnsweredTwice(id) => write!(
                f,
                "id {id} のメッセージに2回応答しています。応答は1つのメッセージに1つだけです。2つ目は読み捨てました"
            ),
            Self::Unasked(line) => write!(
                f,
                "メッセージを送っていないときに、応答のような行が届きました：{line}　`{{` で始まる行は応答だけにしてください（記録は標準エラー出力へ）"
            ),
            Self::ByteOrderMark => f.write_str(
                "応答の前にBOM（バイト順マーク）が付いています。PHP：ファイルを「BOMなしのUTF-8」で保存し直してください。C#：new UTF8Encoding(false) を使ってください",
            ),
        }
    }
}

/// The remarks of a run: each once.
#[derive(Debug, Default)]
pub(super) struct Remarks(Mutex<Vec<Remark>>);

/// The most remarks that are kept.
const MOST: usize = 100;

impl Remarks {
    pub(super) fn add(&self, remark: Remark) {
        let mut remarks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remarks.len() < MOST && !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<Remark> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
