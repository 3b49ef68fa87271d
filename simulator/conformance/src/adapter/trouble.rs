//! Troubles between harness and adapter, each with a remedy for its developer.

use std::{fmt::Write as _, time::Duration};

use super::message::verb::Verb;

/// Why a message has no answer. None of these says anything about the integration.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The program does not exist.
    #[error(
        "アダプターのプログラム「{0}」が見つかりません。名前と場所を確かめてください。`--` の後には、端末で動かすときと同じコマンドを書きます（例：-- php tests/kakebarai-adapter.php）。"
    )]
    NotFound(String),
    /// It cannot be run.
    #[error(
        "アダプターのプログラム「{0}」を実行できません（{1}）。実行する権限（chmod +x）を付けるか、`-- php {0}` のように、動かすプログラムから書いてください。"
    )]
    NotExecutable(String, String),
    /// It could not be started for another reason.
    #[error("アダプターを起動できません（{0}）。")]
    NotStarted(String),
    /// The process ended before its answer.
    #[error(
        "アダプターが「{}」の途中で終わりました（{how}）。{}", .verb.word(), last_lines(.last)
    )]
    Died {
        /// The verb of the message.
        verb: Verb,
        /// Its status or its signal.
        how: String,
        /// The last lines of its log.
        last: Vec<String>,
    },
    /// The process lives, and its stdout is closed.
    #[error(
        "アダプターが標準出力を閉じました（「{}」の途中）。`stop` が届くか標準入力が終わるまで、標準出力を開いたままにしてください。", .0.word()
    )]
    Closed(Verb),
    /// No answer arrived in time.
    #[error(
        "「{}」の応答が{}待っても届きません。{}プロセスを終わらせました。応答を書き、流し出しているか（PHP：fflush(STDOUT)）を確かめてください。ヤマトの応答を長く待つお店なら、その時間を accepts.timeoutMs に書いてください。{}", .verb.word(), seconds(*.after), lines_of_noise(*.noise), last_lines(.last)
    )]
    TimedOut {
        /// The verb of the message.
        verb: Verb,
        /// The time-out.
        after: Duration,
        /// The number of lines on stdout that were not answers.
        noise: u64,
        /// The last lines of its log.
        last: Vec<String>,
    },
    /// The answer arrived when the input ended: it was written, but not flushed.
    #[error(
        "「{}」の応答が{}待っても届かず、標準入力を閉じると届きました。応答が出力のバッファーに残っています。1行書くたびに流し出してください。PHP：fflush(STDOUT)（ob_start を使うなら ob_end_flush も）、Python：print(…, flush=True)、Ruby：$stdout.sync = true、Node：process.stdout.write（console.log でも可）、Java：System.out.flush()、C#：Console.Out.Flush()。", .0.word(), seconds(*.1)
    )]
    NotFlushed(Verb, Duration),
    /// The answer has no end of line.
    #[error(
        "「{}」の応答が{}待っても終わりません。「{{」で始まる行が途中まで届いています。応答は1行で書き、最後に改行（\\n）を付けて、流し出してください。PHP：fwrite(STDOUT, json_encode($answer) . \"\\n\"); fflush(STDOUT);", .0.word(), seconds(*.1)
    )]
    NoLineEnd(Verb, Duration),
    /// A line that begins like an answer is not JSON.
    #[error(
        "「{}」の応答をJSONとして読めません（{detail}）。届いた行：{line}　1つの応答を1行のJSONで書いてください。整形（PHP の JSON_PRETTY_PRINT、Node の JSON.stringify の第3引数）は使えません。", .verb.word()
    )]
    NoJson {
        /// The verb of the message.
        verb: Verb,
        /// The mistake.
        detail: String,
        /// Its beginning.
        line: String,
    },
    /// A line is not UTF-8.
    #[error(
        "「{}」の応答がUTF-8ではありません。PHP：mb_convert_encoding($text, 'UTF-8', 'SJIS-win') で変換してから json_encode してください。Java：new PrintStream(System.out, true, \"UTF-8\")、C#：Console.OutputEncoding = new UTF8Encoding(false)、Ruby：$stdout.set_encoding('UTF-8')。", .0.word()
    )]
    NotUtf8(Verb),
    /// A line without an end.
    #[error(
        "「{}」の応答の1行が{bytes}バイトを超えました。そこまで長い応答は読みません。PHP：応答に注文のオブジェクトや画面のHTMLを丸ごと入れていないか、確かめてください。", .verb.word()
    )]
    TooLong {
        /// The verb of the message.
        verb: Verb,
        /// The most that is read.
        bytes: usize,
    },
    /// An answer without an id.
    #[error(
        "「{}」の応答に id がありません。届いたメッセージの id を、そのまま応答に入れてください。PHP：echo json_encode(['id' => $message['id']] + $answer), \"\\n\";", .0.word()
    )]
    NoId(Verb),
    /// An answer to an unknown message.
    #[error(
        "「{}」の応答の id が {got} ですが、その番号のメッセージは送っていません。届いたメッセージの id を、数のまま（文字列にせず）応答に入れてください。", .verb.word()
    )]
    StrangeId {
        /// The verb of the message.
        verb: Verb,
        /// The value in place of its id.
        got: String,
    },
    /// The answer does not have the form of this verb's answers.
    #[error(
        "「{}」の応答の `{field}` を読めません（{detail}）。書き方は `kakebarai-conformance schema` で確かめられます。", .verb.word()
    )]
    Unreadable {
        /// The verb of the message.
        verb: Verb,
        /// The path of the unreadable value.
        field: String,
        /// The reason.
        detail: String,
    },
    /// The process was ended because of another message.
    #[error("「{}」の応答を待つ間に、ほかのメッセージのためにアダプターのプロセスを終わらせました。", .0.word())]
    TakenDown(Verb),
    /// The process in which a session began is gone.
    #[error("セッション「{0}」が始まったプロセスはもうありません。")]
    SessionLost(String),
    /// The process was restarted too often.
    #[error(
        "アダプターを3回起動し直しましたが、1つも応答がないまま終わります。まず `kakebarai-conformance check` で、アダプターだけを確かめてください。最後の問題：{0}"
    )]
    GivenUp(String),
    /// The process did not end.
    #[error(
        "アダプターが{what}、{within}以内に終わりません。`stop` に応答するか標準入力が終わったら、終了コード 0 で終わってください。PHP：while (($line = fgets(STDIN)) !== false) の後で終わるようにします。", what = .0, within = seconds(*.1)
    )]
    NotStopped(&'static str, Duration),
    /// The process ended with a status other than 0.
    #[error("アダプターが{what}、終了コード 0 で終わりません（{how}）。{}", last_lines(.last))]
    StoppedBadly {
        /// How it was told to end.
        what: &'static str,
        /// Its status or its signal.
        how: String,
        /// The last lines of its log.
        last: Vec<String>,
    },
    /// Nobody listens, or the connection broke.
    #[error(
        "「{}」を {url} に送れません（{detail}）。お店が起動しているか、アドレスが合っているか、確かめてください。", .verb.word()
    )]
    Unreachable {
        /// The verb of the message.
        verb: Verb,
        /// The address.
        url: String,
        /// The reason.
        detail: String,
    },
    /// No answer arrived in time from an address.
    #[error(
        "「{}」の応答が {url} から{}待っても届きません。お店がヤマトの応答を待つ時間を accepts.timeoutMs に書くと、その分だけ長く待ちます。PHP：1つの要求を処理する間に次の要求を待たせていないか（セッションのロック、php -S）も確かめてください。", .verb.word(), seconds(*.after)
    )]
    NoAnswer {
        /// The verb of the message.
        verb: Verb,
        /// The address.
        url: String,
        /// The time-out.
        after: Duration,
    },
    /// The address of the adapter is on another machine, or not an address.
    #[error("--adapter-url {url}：{why}")]
    BadAddress {
        /// The address.
        url: String,
        /// The mistake.
        why: &'static str,
    },
}

impl Trouble {
    /// Whether it ends the process, and with it the sessions that began there.
    pub const fn ends_process(&self) -> bool {
        !matches!(
            self,
            Self::Unreadable { .. }
                | Self::Unreachable { .. }
                | Self::NoAnswer { .. }
                | Self::BadAddress { .. }
        )
    }

    /// Whether the adapter is out of reach: all further messages would end the same way.
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::NotFound(_)
                | Self::NotExecutable(..)
                | Self::NotStarted(_)
                | Self::GivenUp(_)
                | Self::Unreachable { .. }
                | Self::BadAddress { .. }
        )
    }

    /// Whether the session ended with its process, which another message or the process itself brought down.
    pub const fn is_death(&self) -> bool {
        matches!(
            self,
            Self::Died { .. } | Self::Closed(_) | Self::TakenDown(_) | Self::SessionLost(_)
        )
    }
}

fn seconds(duration: Duration) -> String {
    match duration.subsec_millis() {
        0 => format!("{}秒", duration.as_secs()),
        _ => format!("{}ミリ秒", duration.as_millis()),
    }
}

fn lines_of_noise(lines: u64) -> String {
    match lines {
        0 => String::new(),
        lines => format!(
            "標準出力に、応答でない行が{lines}行あります。応答の前に改行のない出力（echo、var_dump、print_r）があると、応答の行とみなされません。"
        ),
    }
}

fn last_lines(lines: &[String]) -> String {
    if lines.is_empty() {
        return "標準エラー出力には何もありません。PHP：display_errors=stderr で、エラーがここに出ます。".to_owned();
    }
    let mut text = String::from("標準エラー出力の最後：");
    for line in lines {
        let _ = write!(text, "\n    {line}");
    }
    text
}
