//! Programs that do not exist, that die, that do not end.

use std::{ffi::OsString, fs, path::Path};

use super::{super::NotConnected, *};

/// A shell that answers well, except in the given cases. `$id` is the number of the message.
fn shell(cases: &str) -> Place {
    let script = format!(
        r#"while read -r line; do
            id=${{line##*\"id\":}}; id=${{id%%[,\}}]*}}
            case "$line" in
                {cases}
                *'"do":"start"'*) echo "{{\"id\":$id,\"protocol\":1,\"integration\":{{\"name\":\"sh\"}},\"can\":[\"status\"]}}";;
                *'"do":"orderStatus"'*) echo "{{\"id\":$id,\"state\":\"none\",\"paid\":false}}";;
                *'"do":"stop"'*) echo "{{\"id\":$id,\"ok\":true}}"; exit 0;;
                *) echo "{{\"id\":$id,\"ok\":true}}";;
            esac
        done"#
    );
    Place::Command(["sh", "-c", &script].map(OsString::from).to_vec())
}

/// The machine may be busy: tests that do not wait for a time-out have all of it.
fn patient() -> Patience {
    Patience::default()
}

async fn of(place: Place, patience: Patience) -> Adapter {
    Adapter::connect(place, patience).await.unwrap()
}

async fn refused(words: &[&str]) -> String {
    let words = words.iter().map(OsString::from).collect();
    let refused = Adapter::connect(Place::Command(words), patient()).await;
    match refused.unwrap_err() {
        NotConnected::Trouble(trouble) => trouble.to_string(),
        other @ NotConnected::NotIntroduced(_) => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_program_answers_and_stops_either_way() {
    let adapter = of(shell(""), patient()).await;
    assert_good(adapter.ask(&status("s1")).await);
    adapter.stop().await.unwrap();
    let adapter = of(shell(""), patient()).await;
    adapter.close().await.unwrap();
}

#[tokio::test]
async fn a_program_that_is_not_there_or_cannot_run_is_named() {
    let text = refused(&["no-such-program-of-anybody", "adapter.php"]).await;
    assert!(
        text.contains("「no-such-program-of-anybody」が見つかりません"),
        "{text}"
    );
    assert!(
        text.contains("-- php tests/kakebarai-adapter.php"),
        "{text}"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("adapter.php");
    fs::write(&file, "<?php").unwrap();
    let text = refused(&[file.to_str().unwrap()]).await;
    assert!(text.contains("を実行できません"), "{text}");
    assert!(
        text.contains(&format!("-- php {}", file.display())),
        "{text}"
    );
}

#[tokio::test]
async fn a_program_that_dies_tells_its_status_and_its_last_lines() {
    let place = shell(
        r#"*'"do":"orderStatus"'*) for n in 1 2 3 4 5 6; do echo "PHP Fatal error $n" >&2; done; exit 255;;"#,
    );
    let adapter = of(place, patient()).await;
    let text = adapter.ask(&status("s1")).await.unwrap_err().to_string();
    assert!(
        text.contains("「orderStatus」の途中で終わりました（終了コード 255）"),
        "{text}"
    );
    assert!(text.contains("PHP Fatal error 6"), "{text}");
    assert!(!text.contains("PHP Fatal error 1"), "{text}");
    let adapter = of(shell(r#"*'"do":"orderStatus"'*) kill -9 $$;;"#), patient()).await;
    let text = adapter.ask(&status("s1")).await.unwrap_err().to_string();
    assert!(text.contains("（シグナル 9 SIGKILL）"), "{text}");
    assert!(text.contains("標準エラー出力には何もありません"), "{text}");
}

#[tokio::test]
async fn a_program_that_cannot_begin_says_why() {
    let text = refused(&["sh", "-c", "echo 'no autoload.php' >&2; exit 1"]).await;
    assert!(
        text.contains("「start」の途中で終わりました（終了コード 1）"),
        "{text}"
    );
    assert!(text.contains("no autoload.php"), "{text}");
}

#[tokio::test]
async fn a_closed_stdout_is_told_from_an_end() {
    let patience = Patience {
        flush: short().flush,
        terminate: short().terminate,
        ..patient()
    };
    let place = shell(r#"*'"do":"orderStatus"'*) exec >&-; read -r never;;"#);
    let adapter = of(place, patience).await;
    let text = adapter.ask(&status("s1")).await.unwrap_err().to_string();
    assert!(
        text.contains("標準出力を閉じました（「orderStatus」の途中）"),
        "{text}"
    );
}

#[tokio::test]
async fn lines_on_stderr_belong_to_the_session() {
    let place = shell(
        r#"*'"do":"orderStatus"'*) echo "password-of-s1 is sent" >&2; echo "{\"id\":$id,\"state\":\"none\",\"paid\":false}";;"#,
    );
    let adapter = of(place, patient()).await;
    adapter.ask(&begin("s1")).await.unwrap();
    assert_good(adapter.ask(&status("s1")).await);
    adapter.stop().await.unwrap();
    let lines = adapter.log().of_session("s1");
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].text, "●●● is sent");
    assert!(lines[0].held_password);
}

#[tokio::test]
async fn a_program_that_does_not_end_is_ended() {
    let patience = Patience {
        stop: short().stop,
        terminate: short().terminate,
        ..patient()
    };
    let place = shell(
        r#"*'"do":"stop"'*) trap '' TERM; echo "{\"id\":$id,\"ok\":true}"; while :; do sleep 1; done;;"#,
    );
    let adapter = of(place, patience).await;
    let text = adapter.stop().await.unwrap_err().to_string();
    assert!(
        text.contains("stop を受け取っても、500ミリ秒以内に終わりません"),
        "{text}"
    );
    assert!(text.contains("終了コード 0 で終わってください"), "{text}");
}

#[tokio::test]
async fn a_program_that_ends_badly_is_told_apart() {
    let adapter = of(
        shell(r#"*'"do":"stop"'*) echo 'exit code 7' >&2; exit 7;;"#),
        patient(),
    )
    .await;
    let text = adapter.stop().await.unwrap_err().to_string();
    assert!(
        text.contains("終了コード 0 で終わりません（終了コード 7）"),
        "{text}"
    );
    assert!(text.contains("exit code 7"), "{text}");
}

#[tokio::test]
async fn a_killed_program_comes_back_with_its_data() {
    // It writes its life to the folder that the harness gives.
    let place = shell(
        r#"*'"do":"start"'*) echo x >> "$KAKEBARAI_ADAPTER_DATA/lives"; echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"$(grep -c x "$KAKEBARAI_ADAPTER_DATA/lives")\"}}";;
           *'"do":"orderStatus"'*) echo "{\"id\":$id,\"state\":\"none\",\"paid\":false,\"code\":\"$(grep -c x "$KAKEBARAI_ADAPTER_DATA/lives")\"}";;"#,
    );
    let adapter = of(place, patient()).await;
    assert_eq!(adapter.introduction().integration.name, "1");
    for life in 2..8 {
        adapter.kill().await;
        match adapter.ask(&status("s1")).await.unwrap() {
            Reply::Answered { answer, .. } => assert_eq!(answer.code, Some(life.to_string())),
            other => panic!("{other:?}"),
        }
    }
}

/// Whether a process runs. A zombie does not.
fn runs(process: &str) -> bool {
    let status = fs::read_to_string(Path::new("/proc").join(process).join("stat"));
    status.is_ok_and(|status| !status.contains(") Z"))
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn nothing_is_left_of_what_a_program_started() {
    let place = shell(
        r#"*'"do":"orderStatus"'*) sleep 1000 >/dev/null 2>&1 & echo "{\"id\":$id,\"state\":\"none\",\"paid\":false,\"code\":\"$!\"}";;"#,
    );
    let adapter = of(place, patient()).await;
    let Ok(Reply::Answered { answer, .. }) = adapter.ask(&status("s1")).await else {
        panic!("it answers");
    };
    let started = answer.code.unwrap();
    assert!(runs(&started));
    // Dropped without a stop, as by Ctrl-C.
    drop(adapter);
    let ended = tokio::time::timeout(Duration::from_mins(1), async {
        while runs(&started) {
            tokio::task::yield_now().await;
        }
    });
    ended.await.unwrap();
}

#[tokio::test]
async fn a_mute_program_is_ended() {
    let words = [
        "sh",
        "-c",
        "echo 'waiting' >&2; trap '' TERM; while :; do sleep 1; done",
    ];
    let place = Place::Command(words.map(OsString::from).to_vec());
    let refused = Adapter::connect(place, short()).await;
    let text = refused.unwrap_err().to_string();
    assert!(
        text.contains("「start」の応答が300ミリ秒待っても届きません"),
        "{text}"
    );
    assert!(text.contains("プロセスを終わらせました"), "{text}");
}
