//! `check`: an adapter alone.

use std::{
    ffi::OsString,
    future::{Future, pending},
    time::Duration,
};

use super::{BROKEN, FAILED, INTERRUPTED, USAGE, print, warn};
use crate::adapter::{
    NotConnected, Patience, Place, TOKEN_VARIABLE, Trouble,
    check::{CheckLine, Checked, NotChecked, check as look_at},
};

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("adapter").required(true).args(["adapter_url", "words"]))]
pub(super) struct Check {
    /// Webサーバーの中で動くアダプターのアドレス（例：`http://127.0.0.1:8080/_kakebarai`）。
    /// 合い言葉は環境変数 `KAKEBARAI_ADAPTER_TOKEN` で渡します
    #[arg(long, value_name = "URL")]
    adapter_url: Option<String>,
    /// 1つの応答を待つ最短の秒数
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    message_timeout: u64,
    #[arg(
        last = true,
        value_name = "COMMAND",
        help = "アダプターを動かすコマンド（例：-- php tests/kakebarai-adapter.php）"
    )]
    words: Vec<OsString>,
}

/// Checks, and returns the exit status.
pub(super) fn check(flags: Check) -> u8 {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            warn(&format!("スレッドを始められません（{error}）。\n"));
            return FAILED;
        }
    };
    runtime.block_on(async {
        tokio::select! {
            status = checked(flags) => status,
            // Its processes end with what is dropped here.
            () = told_to_end() => INTERRUPTED,
        }
    })
}

async fn checked(flags: Check) -> u8 {
    let Check {
        adapter_url,
        message_timeout,
        words,
    } = flags;
    let place = || match &adapter_url {
        Some(url) => Place::Url {
            url: url.clone(),
            token: std::env::var(TOKEN_VARIABLE).ok(),
        },
        None => Place::Command(words.clone()),
    };
    let patience = Patience {
        message: Duration::from_secs(message_timeout),
        ..Patience::default()
    };
    let mut lines = 0_u32;
    let mut tell = |line: &CheckLine| {
        lines += 1;
        print(&format!("{line}\n"));
    };
    match look_at(place, patience, &mut tell).await {
        Ok(checked) => summed_up(checked, lines),
        Err(not_checked) => {
            warn(&format!("✗ {not_checked}\n"));
            let usage = matches!(
                not_checked,
                NotChecked::NotConnected(NotConnected::Trouble(
                    Trouble::BadAddress { .. } | Trouble::NotFound(_) | Trouble::NotExecutable(..)
                ))
            );
            if usage { USAGE } else { FAILED }
        }
    }
}

fn summed_up(checked: Checked, lines: u32) -> u8 {
    let Checked {
        broken,
        hints,
        is_given_up,
    } = checked;
    print(&format!(
        "\n{lines}項目のうち、直すところ {broken}、お知らせ {hints}。{}\n",
        if broken == 0 {
            "アダプターの点検は終わりです"
        } else {
            "✗ の行を直して、もう一度動かしてください"
        }
    ));
    if is_given_up {
        FAILED
    } else if broken > 0 {
        BROKEN
    } else {
        0
    }
}

/// Waits until somebody tells the program to end.
async fn told_to_end() {
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
