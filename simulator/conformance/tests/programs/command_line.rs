//! The program as its users run it: exit status, what is printed where.

use std::{fs, path::Path};

use super::shell::{SHELL, run, told};

fn check(cases: &str) -> (Option<i32>, String, String) {
    let script = SHELL.replace("CASES", cases);
    told(&run(&["check", "--", "sh", "-c", &script]))
}

#[test]
fn a_good_adapter_is_zero_and_a_line_for_each_thing() {
    let (status, printed, said) = check("");
    assert_eq!((status, said.as_str()), (Some(0), ""), "{printed}");
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(lines[0], "✓ start：sh、同時に1セッション");
    assert!(printed.contains("✓ orderStatus：none\n"), "{printed}");
    assert!(printed.contains("直すところ 0、お知らせ 0。"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "{printed}");
}

#[test]
fn what_is_to_be_mended_is_one() {
    let (status, printed, _) = check(r#"*aVerbOfLater*) echo "{\"id\":$id,\"ok\":true}";;"#);
    assert_eq!(status, Some(1), "{printed}");
    assert!(
        printed.contains("✗ 知らない動詞には unsupported\n    知らない動詞（do）には"),
        "{printed}"
    );
    assert!(
        printed.contains("✗ の行を直して、もう一度動かしてください"),
        "{printed}"
    );
}

#[test]
fn a_shop_that_says_done_and_sends_nothing_is_found() {
    let cases = r#"*'"do":"start"'*) echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"sh\"},\"can\":[\"order\",\"offer\"],\"accepts\":{\"environment\":[\"test\",\"production\"]}}";;
        *'"do":"placeOrder"'*) echo "{\"id\":$id,\"result\":\"done\",\"orderNumber\":\"1\",\"shown\":{\"total\":\"1100\"}}";;
        *'"do":"offer"'*) echo "{\"id\":$id,\"offered\":true}";;"#;
    let (status, printed, _) = check(cases);
    assert_eq!(status, Some(1), "{printed}");
    assert!(
        printed.contains("done と答えましたが、シミュレーターに AN010 が届いていません"),
        "{printed}"
    );
    assert!(
        printed.contains("本番のアドレスに送った恐れがあります"),
        "{printed}"
    );
}

#[test]
fn an_adapter_that_dies_again_and_again_is_three() {
    let cases = r#"*'"do":"start"'*) echo "{\"id\":$id,\"protocol\":1,\"integration\":{\"name\":\"sh\"},\"can\":[\"status\",\"ship\",\"unship\",\"cancel\"]}";;
        *'"do":"begin"'*) echo 'PHP Fatal error' >&2; exit 255;;"#;
    let (status, printed, _) = check(cases);
    assert_eq!(status, Some(3), "{printed}");
    assert!(printed.contains("終了コード 255"), "{printed}");
    assert!(printed.contains("3回起動し直しましたが"), "{printed}");
    let (status, _, said) = told(&run(&["check", "--", "sh", "-c", "exit 4"]));
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("（終了コード 4）"), "{said}");
    let (status, _, said) = told(&run(&["check", "--adapter-url", "http://127.0.0.1:1/"]));
    assert_eq!(status, Some(3), "{said}");
}

#[test]
fn a_command_line_that_cannot_be_meant_is_two() {
    for words in [
        ["check"].as_slice(),
        &["check", "--", "no-such-program-of-anybody"],
        &["check", "--adapter-url", "http://shop.example/"],
        &["check", "--adapter-url", "http://127.0.0.1/", "--", "php"],
        &["new", "cobol", "."],
    ] {
        let (status, printed, said) = told(&run(words));
        assert_eq!((status, printed.as_str()), (Some(2), ""), "{words:?}");
        assert!(!said.is_empty(), "{words:?}");
    }
}

#[test]
fn a_skeleton_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path().join("shop");
    let shop = shop.to_str().unwrap();
    let (status, printed, _) = told(&run(&["new", "php", shop]));
    assert_eq!(status, Some(0));
    assert!(
        printed.contains("kakebarai-conformance check -- php kakebarai-adapter.php"),
        "{printed}"
    );
    let file = Path::new(shop).join("kakebarai-adapter.php");
    fs::write(&file, "<?php // mine").unwrap();
    let (status, _, said) = told(&run(&["new", "php", shop]));
    assert_eq!(status, Some(2));
    assert!(said.contains("上書きはしません"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "<?php // mine");
    let (_, printed, _) = told(&run(&["new", "csharp", shop]));
    assert!(
        printed.contains("まだ実際に動かして確かめていません"),
        "{printed}"
    );
}

#[test]
fn the_description_is_json_and_nothing_else() {
    let (status, printed, said) = told(&run(&["schema"]));
    assert_eq!((status, said.as_str()), (Some(0), ""));
    let schema: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(schema["openapi"], "3.1.0");
}
