//! The place of the adapter: flags that `check` and `run` share.

use std::{
    ffi::OsString,
    future::{Future, pending},
    sync::Arc,
    time::Duration,
};

use kakebarai_simulator::Delay;

use super::{FAILED, INTERRUPTED, USAGE, warn};
use crate::adapter::{NotConnected, Patience, Place, TOKEN_VARIABLE, Trouble};

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("adapter").required(true).args(["adapter_url", "words"]))]
pub(super) struct AdapterFlags {
    /// Webサーバーの中で動くアダプターのアドレス（例：`http://127.0.0.1:8080/_kakebarai`）。
    /// 合い言葉は環境変数 `KAKEBARAI_ADAPTER_TOKEN` で渡します
    #[arg(long, value_name = "URL")]
    adapter_url: Option<String>,
    /// 1つの応答を待つ最短の時間（例：90s）。単位がなければ秒です
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = message_timeout)]
    message_timeout: Duration,
    #[arg(
        last = true,
        value_name = "COMMAND",
        help = "アダプターを動かすコマンド（例：-- php tests/kakebarai-adapter.php）"
    )]
    words: Vec<OsString>,
}

impl AdapterFlags {
    /// The place; called once for each process.
    pub(super) fn place(&self) -> Arc<dyn Fn() -> Place + Send + Sync> {
        let (url, words) = (self.adapter_url.clone(), self.words.clone());
        Arc::new(move || match &url {
            Some(url) => Place::Url {
                url: url.clone(),
                token: std::env::var(TOKEN_VARIABLE).ok(),
            },
            None => Place::Command(words.clone()),
        })
    }

    /// The adapter as typed in a shell, for commands that repeat something.
    pub(super) fn typed(&self) -> String {
        if let Some(url) = &self.adapter_url {
            return format!("--adapter-url {url}");
        }
        let words = self
            .words
            .iter()
            .map(|word| quoted(&word.to_string_lossy()));
        format!("-- {}", words.collect::<Vec<_>>().join(" "))
    }

    pub(super) fn patience(&self) -> Patience {
        Patience {
            message: self.message_timeout,
            ..Patience::default()
        }
    }
}

/// From a second to an hour.
fn message_timeout(text: &str) -> Result<Duration, String> {
    let time = match (text.parse(), text.parse()) {
        (Ok(seconds), _) => Some(Duration::from_secs(seconds)),
        (_, Ok(Delay::Time(time))) => Duration::try_from(time).ok(),
        _ => None,
    };
    let hour = Duration::from_hours(1);
    time.filter(|time| (Duration::from_secs(1)..=hour).contains(time))
        .ok_or_else(|| {
            "1秒から1時間までを、「90s」「2 minutes」のように指定してください".to_owned()
        })
}

/// Quotes a word for a shell.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// The exit status for a mistake in the command line, or in the adapter.
pub(super) const fn status_of(error: &NotConnected) -> u8 {
    match error {
        NotConnected::Trouble(
            Trouble::BadAddress { .. } | Trouble::NotFound(_) | Trouble::NotExecutable(..),
        ) => USAGE,
        _ => FAILED,
    }
}

/// Runs interruptible work, and returns the exit status.
pub(super) fn blocking(work: impl Future<Output = u8>) -> u8 {
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(what) => {
            warn(&format!("{what}\n"));
            return FAILED;
        }
    };
    runtime.block_on(async {
        tokio::select! {
            status = work => status,
            // Dropping the work ends its processes.
            () = told_to_end() => INTERRUPTED,
        }
    })
}

/// The runtime for the harness's conversations.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, String> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| format!("スレッドを始められません（{error}）。"))
}

/// Waits for a signal to end.
pub(super) async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = (
            signal(SignalKind::interrupt()),
            signal(SignalKind::terminate()),
        );
        if let (Ok(mut interrupt), Ok(mut terminate)) = signals {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_ok() {
        return;
    }
    never().await;
}

fn never() -> impl Future<Output = ()> {
    pending()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::message_timeout;

    #[test]
    fn patience_is_told_in_seconds_or_with_a_unit() {
        for (text, seconds) in [("1", 1), ("90s", 90), ("2 minutes", 120), ("1h", 3_600)] {
            assert_eq!(message_timeout(text), Ok(Duration::from_secs(seconds)));
        }
        for text in ["0", "3601", "2h", "500 ms", "soon", "-1", "1 month"] {
            assert!(
                message_timeout(text).unwrap_err().contains("1秒から1時間"),
                "{text}"
            );
        }
    }
}
