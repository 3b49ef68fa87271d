//! The line itself: ids, ends of lines, noise, silence, restarts. The clock is paused and jumps.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::{Value, json};

use super::{
    super::{LogSource, Place, Remark, Trouble},
    *,
};

#[tokio::test(start_paused = true)]
async fn a_good_adapter_is_understood() {
    let (adapter, answer) = asked(but_for_status(|message| line(&good(message)))).await;
    assert_good(answer);
    assert_eq!(adapter.introduction().integration.name, "試し");
    assert_eq!(adapter.remarks(), []);
    adapter.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_is_no_answer_says_what_to_do() {
    type Writes = fn(&Value) -> Vec<u8>;
    let cases: [(Writes, &[&str]); 7] = [
        (
            |_| b"{\n  \"id\": 2\n}\n".to_vec(),
            &[
                "「orderStatus」の応答をJSONとして読めません",
                "届いた行：{",
                "JSON_PRETTY_PRINT",
            ],
        ),
        (
            |_| b"{\"state\":\"none\",\"paid\":false}\n".to_vec(),
            &["応答に id がありません", "PHP：echo json_encode"],
        ),
        (
            |_| b"{\"id\":\"2\",\"state\":\"none\"}\n".to_vec(),
            &["id が \"2\" ですが", "文字列にせず"],
        ),
        (
            |_| b"{\"id\":99,\"state\":\"none\"}\n".to_vec(),
            &["id が 99 ですが、その番号のメッセージは送っていません"],
        ),
        (
            // 注文 in Shift_JIS.
            |_| b"{\"id\":2,\"state\":\"\x92\x8d\x95\xb6\"}\n".to_vec(),
            &["UTF-8ではありません", "mb_convert_encoding"],
        ),
        (
            |_| [b"{\"id\":2,\"x\":\"", [b'a'; 5_000].as_slice(), b"\"}\n"].concat(),
            &["1行が4096バイトを超えました"],
        ),
        (
            |_| b"{\"id\":2,\"state\":\"none\",\"paid\":\"no\"}\n".to_vec(),
            &[
                "「orderStatus」の応答の `paid` を読めません",
                "kakebarai-conformance schema",
            ],
        ),
    ];
    for (writes, expected) in cases {
        let text = trouble(but_for_status(writes)).await;
        for words in expected {
            assert!(text.contains(words), "{words}\n{text}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_line_without_an_end_is_told_from_silence() {
    let text = trouble(but_for_status(|_| b"{\"id\":2,\"sta".to_vec())).await;
    assert!(text.contains("300ミリ秒待っても終わりません"), "{text}");
    assert!(text.contains("最後に改行（\\n）を付けて"), "{text}");
    let text = trouble(but_for_status(|_| Vec::new())).await;
    assert!(text.contains("応答が300ミリ秒待っても届きません"), "{text}");
    assert!(!text.contains("応答でない行"), "{text}");
    let text = trouble(but_for_status(|_| b"Warning: x\n".to_vec())).await;
    assert!(text.contains("応答でない行が1行あります"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_comes_when_the_input_ends_was_not_flushed() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let connect = within(move |message| {
        let mut kept = kept.lock().unwrap();
        match message {
            Some(message) if message["do"] == "orderStatus" => {
                *kept = line(&good(message));
                Ok(Vec::new())
            }
            Some(message) => Ok(line(&good(message))),
            None => Ok(std::mem::take(&mut kept)),
        }
    });
    let text = trouble(connect).await;
    assert!(text.contains("標準入力を閉じると届きました"), "{text}");
    assert!(text.contains("fflush(STDOUT)"), "{text}");
    assert!(text.contains("print(…, flush=True)"), "{text}");
    assert!(text.contains("$stdout.sync = true"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn noise_is_kept_and_keeps_nobody_from_understanding() {
    let connect = but_for_status(|message| {
        let noise = b"\nWarning: Undefined variable $x in shop.php on line 3\r\n".to_vec();
        [noise, b"\xef\xbb\xbf".to_vec(), line(&good(message))].concat()
    });
    let (adapter, answer) = asked(connect).await;
    assert_good(answer);
    assert_eq!(adapter.log().noise(), 1);
    assert_eq!(
        adapter.log().last(LogSource::Noise, 9),
        ["Warning: Undefined variable $x in shop.php on line 3"]
    );
    assert_eq!(adapter.remarks(), [Remark::ByteOrderMark]);
    assert!(adapter.remarks()[0].to_string().contains("BOMなしのUTF-8"));
}

#[tokio::test(start_paused = true)]
async fn a_second_answer_is_remarked() {
    let connect = but_for_status(|message| line(&good(message)).repeat(2));
    let (adapter, answer) = asked(connect).await;
    assert_good(answer);
    assert_good(adapter.ask(&status("s1")).await);
    let remarks = adapter.remarks();
    assert_eq!(remarks.first(), Some(&Remark::AnsweredTwice(2)));
    assert!(remarks[0].to_string().contains("2回応答しています"));
}

#[tokio::test(start_paused = true)]
async fn answers_may_come_in_any_order_and_no_more_are_asked_than_declared() {
    let held: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
    let most = Arc::new(AtomicUsize::new(0));
    let seen = most.clone();
    // Answers in pairs, the later message first.
    let connect = but_for_status(move |message| {
        let mut held = held.lock().unwrap();
        held.push(line(&good(message)));
        seen.fetch_max(held.len(), Ordering::AcqRel);
        if held.len() < 2 {
            return Vec::new();
        }
        held.reverse();
        held.drain(..).flatten().collect()
    });
    let adapter = connected(connect).await;
    let (one, two) = (status("s1"), status("s2"));
    let answers = tokio::join!(
        adapter.ask(&one),
        adapter.ask(&two),
        adapter.ask(&one),
        adapter.ask(&two)
    );
    assert_good(answers.0);
    assert_good(answers.1);
    assert_good(answers.2);
    assert_good(answers.3);
    assert_eq!(most.load(Ordering::Acquire), 2);
}

#[tokio::test(start_paused = true)]
async fn a_process_that_ended_is_followed_by_another_that_gets_start_again() {
    let lives = Arc::new(AtomicUsize::new(0));
    let counted = lives.clone();
    // The first life ends at its first status.
    let connect = within(move |message| {
        let Some(message) = message else {
            return Ok(Vec::new());
        };
        if message["do"] == "start" {
            counted.fetch_add(1, Ordering::AcqRel);
        }
        if message["do"] == "orderStatus" && counted.load(Ordering::Acquire) == 1 {
            return Err(());
        }
        Ok(line(&good(message)))
    });
    let adapter = connected(connect).await;
    adapter.ask(&begin("s1")).await.unwrap();
    let died = adapter.ask(&status("s1")).await.unwrap_err();
    assert!(died.ends_process());
    assert!(
        died.to_string()
            .contains("「orderStatus」の途中で終わりました"),
        "{died}"
    );
    // Its unfinished work is gone with it.
    let lost = adapter.ask(&status("s1")).await.unwrap_err();
    assert!(matches!(lost, Trouble::SessionLost(session) if session == "s1"));
    adapter.ask(&begin("s1")).await.unwrap();
    assert_good(adapter.ask(&status("s1")).await);
    assert_eq!(lives.load(Ordering::Acquire), 2);
}

#[tokio::test(start_paused = true)]
async fn three_restarts_without_an_answer_end_it() {
    let lives = Arc::new(AtomicUsize::new(0));
    let counted = lives.clone();
    let connect = within(move |message| {
        let Some(message) = message else {
            return Ok(Vec::new());
        };
        if message["do"] == "start" {
            counted.fetch_add(1, Ordering::AcqRel);
            return Ok(line(&good(message)));
        }
        Err(())
    });
    let adapter = connected(connect).await;
    for _ in 0..4 {
        let died = adapter.ask(&status("s1")).await.unwrap_err();
        assert!(matches!(died, Trouble::Died { .. }), "{died}");
    }
    let given_up = adapter.ask(&status("s1")).await.unwrap_err();
    assert!(matches!(given_up, Trouble::GivenUp(_)));
    let text = given_up.to_string();
    assert!(text.contains("3回起動し直しましたが"), "{text}");
    assert!(text.contains("kakebarai-conformance check"), "{text}");
    assert_eq!(lives.load(Ordering::Acquire), 4);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_beside_a_message_that_is_late_is_told() {
    let adapter = connected(but_for_status(|_| Vec::new())).await;
    let (one, two) = (status("s1"), status("s2"));
    let (late, beside) = tokio::join!(adapter.ask(&one), async {
        tokio::time::advance(Duration::from_millis(100)).await;
        adapter.ask(&two).await
    });
    assert!(matches!(late, Err(Trouble::TimedOut { .. })), "{late:?}");
    assert!(matches!(beside, Err(Trouble::TakenDown(_))), "{beside:?}");
}

#[tokio::test(start_paused = true)]
async fn no_password_is_repeated() {
    let connect = but_for_status(|_| b"{\"passWord\":\"password-of-s1\",\n".to_vec());
    let adapter = connected(connect).await;
    adapter.ask(&begin("s1")).await.unwrap();
    let text = adapter.ask(&status("s1")).await.unwrap_err().to_string();
    assert!(text.contains("{\"passWord\":\"●●●\""), "{text}");
    assert!(!text.contains("password-of-s1"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn an_adapter_that_does_not_introduce_itself_is_told_how() {
    for (answer, words) in [
        (
            json!({"unsupported": "start"}),
            "start に「start」と答えました",
        ),
        (
            json!({"failed": {"message": "boom"}}),
            "start に「boom」と答えました",
        ),
        (
            json!({"protocol": 1}),
            "「start」の応答の `integration` を読めません",
        ),
        (
            json!({"protocol": 7, "integration": {"name": "a"}}),
            "`protocol` を読めません",
        ),
    ] {
        let connect = within(move |message| {
            let mut answer = answer.clone();
            answer["id"] = message.map_or(Value::Null, |message| message["id"].clone());
            Ok(line(&answer))
        });
        let refused = Adapter::connect(Place::Within(connect), short()).await;
        let text = refused.unwrap_err().to_string();
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_password_of_one_process_shows_in_what_is_written_of_another() {
    let adapter = connected(within(|message| {
        Ok(message.map_or_else(Vec::new, |message| line(&good(message))))
    }))
    .await;
    let leaks = |message: Option<&Value>| {
        Ok(match message {
            Some(message) if message["do"] == "begin" => {
                let mut bytes = message.to_string().replace('{', "[").into_bytes();
                bytes.push(b'\n');
                bytes.extend(line(&good(message)));
                bytes
            }
            Some(message) => line(&good(message)),
            None => Vec::new(),
        })
    };
    let own = adapter.beside(Place::Within(within(leaks))).await.unwrap();
    own.ask(&begin("s7")).await.unwrap();
    assert_eq!(adapter.log().masked("password-of-s7"), "●●●");
    let written = adapter.log().since(0);
    assert!(written.iter().any(|line| line.held_password), "{written:?}");
    let text: String = written.into_iter().map(|line| line.text).collect();
    assert!(!text.contains("password-of-s7"), "{text}");
}
