//! Plans, written files, and comparisons.

use super::{Calibrating, calibrate, everything, texts};
use crate::calibration::{Notebook, Options, Parity, Target, compare, outputs};

#[tokio::test]
async fn nothing_written_holds_a_credential() {
    let simulator = Calibrating::of("").await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(outputs::NOTEBOOK);
    let mut beginning =
        simulator.beginning(everything(), Notebook::new(simulator.target(), Some(file)));
    beginning.recordings = Some(folder.path().join(outputs::RECORDINGS));
    let calibrated = calibrate(beginning).await.unwrap();
    outputs::write(&Parity::of(&calibrated.notebook), folder.path()).unwrap();
    let written = texts(folder.path());
    assert!(written.len() > 80, "{}", written.len());
    for (name, text) in written {
        let (code, password) = (simulator.merchant.code(), simulator.merchant.password());
        assert!(
            !text.contains(code) && !text.contains(password),
            "{name}: {text}"
        );
        assert!(!text.contains("passWord"), "{name}: {text}");
        assert!(!text.contains("株式会社テスト"), "{name}: {text}");
    }
}

#[tokio::test]
async fn the_plan_names_every_request_that_is_sent() {
    let plan = outputs::plan(everything(), Target::loopback(1)).await;
    let simulator = Calibrating::of("").await;
    simulator.calibrated(everything()).await;
    let journal = simulator.merchant.journal().await.unwrap();
    for api in [
        "AN010", "AN020", "AN030", "AN040", "AN050", "AN060", "AN070",
    ] {
        let sent = journal
            .entries
            .iter()
            .filter(|entry| entry.api == api)
            .count();
        let planned = plan.matches(&format!("    POST {api} ")).count();
        assert!(sent > 0 && planned > 0, "{api}");
        // The plan names requests that clean up and repeated inquiries only in words.
        if !["AN020", "AN040", "AN070"].contains(&api) {
            assert!(sent <= planned, "{api}: {sent} of {planned}");
        }
    }
    assert!(plan.contains("traderCode=●&passWord=●"), "{plan}");
    // It is readable: of similar forms it shows the differences and the purpose.
    let plan = outputs::plan(
        Options {
            codes: true,
            ..everything()
        },
        Target::loopback(1),
    )
    .await;
    for line in [
        "    POST AN060 取引先登録　違う項目：sMeikana=カケバライヽ\n",
        "    POST AN010 決済登録　A010001：traderCode は空\n",
        "    POST AN010 決済登録　A010003 が A040001 より先：traderCode=12345678a、orderDate は空\n",
        "\n    もとの形（このままでは送りません）　POST AN060 取引先登録　traderCode=●&",
        "    見ること：取り消した決済の受注番号を、もう一度使えるかを見ます",
    ] {
        assert!(plan.contains(line), "{line}: {plan}");
    }
    let longest = plan.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest < 1200), "{longest:?}");
    assert!(plan.contains("settlePrice=（与信限度額＋1）"), "{plan}");
    assert!(plan.contains("4.1 取消の取引先"), "{plan}");
    assert!(
        plan.contains("送りません：--buyer-cancelled が要ります"),
        "{plan}"
    );
}

#[tokio::test]
async fn a_plan_for_the_test_host_asks_for_what_is_missing() {
    let plan = outputs::plan(Options::default(), Target::test_host()).await;
    assert!(plan.starts_with("送り先：demo."), "{plan}");
    assert!(
        plan.contains("送りません：--allow-settlements が要ります"),
        "{plan}"
    );
    assert!(!plan.contains("POST AN030"), "{plan}");
    let plan = outputs::plan(everything(), Target::test_host()).await;
    assert!(
        plan.contains("送りません：--slip（使っていない送り状番号）が2つ要ります"),
        "{plan}"
    );
}

#[tokio::test]
async fn what_has_changed_since_is_told_and_the_rest_is_not_asked() {
    let before = Calibrating::of("wire.root = \"result\"").await;
    let options = || Options::default();
    let before = Parity::of(&before.calibrated(options()).await.notebook);
    let again = Calibrating::of("rules.character_set = \"cp932\"\nwire.root = \"result\"").await;
    let only = Options {
        only: Some(before.decided()),
        ..options()
    };
    let now = Parity::of(&again.calibrated(only).await.notebook);
    let comparison = compare(&before, &now);
    let changed: Vec<_> = comparison.changed.iter().map(|drift| &*drift.key).collect();
    assert_eq!(changed, ["rules.character_set"]);
    assert_eq!(comparison.changed[0].before, "jis-x-0208");
    assert_eq!(comparison.changed[0].now, "cp932");
    assert!(comparison.same > 10, "{comparison:?}");
    assert!(comparison.not_asked.is_empty(), "{comparison:?}");
    let read = Parity::read(&serde_json::to_string(&now).unwrap()).unwrap();
    assert_eq!(read.settings, now.settings);
}

#[tokio::test]
async fn the_questions_are_a_letter() {
    let simulator = Calibrating::of("").await;
    let parity = Parity::of(&simulator.calibrated(everything()).await.notebook);
    let letter = outputs::questions(&parity);
    assert!(letter.starts_with("ヤマトクレジットファイナンス株式会社\n"));
    assert!(
        letter.contains("下記の12点をご教示いただけますでしょうか"),
        "{letter}"
    );
    assert!(letter.contains("\n12. "), "{letter}");
    assert!(letter.contains("どうぞよろしくお願いいたします"));
    // The letter itself contains none of our names.
    let (letter, notes) = letter.split_once("\n---\n").unwrap();
    assert!(
        !letter.contains("rules.") && !letter.contains("time."),
        "{letter}"
    );
    assert!(notes.contains("unusable_slips"), "{notes}");
    // Nor anything meant only for the person who calibrates.
    let impatient = Options {
        wait: None,
        ..everything()
    };
    let parity = Parity::of(&simulator.calibrated(impatient).await.notebook);
    let letter = outputs::questions(&parity);
    let (letter, notes) = letter.split_once("\n---\n").unwrap();
    let seen = "   テスト環境での結果：すぐに照会したところ、審査中でした。\n";
    assert!(letter.contains(seen) && !letter.contains("--"), "{letter}");
    assert!(notes.contains("--wait 2d のように"), "{notes}");
}
