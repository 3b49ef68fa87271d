//! 確認: pages that addresses bring back, files both ways, and trials that go to the test environment alone.

use crate::support::{
    shop::OpenShop,
    visitor::{Visitor, escaped},
};

const TAXES: &str = "/admin/workbench/taxes";
const CODES: &str = "/admin/workbench/codes";

/// 3 × 3,980 with 送料 800, ご注文割引 500 and 手数料 330, all on top.
const CHARGED: &str = "shipping=800&discount=500&fee=330";

async fn calculates(operator: &mut Visitor, lines: &str, query: &str) {
    let address = format!("{TAXES}?lines={}&{query}", escaped(lines));
    operator.open(&address).await;
    assert_eq!(operator.page.status, 200);
}

/// The lines of a file without its mark.
fn rows(operator: &Visitor) -> Vec<String> {
    let file = operator.page.body.trim_start_matches('\u{feff}');
    file.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn what_is_entered_leads_to_an_address_that_brings_it_back() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open(TAXES).await;
    operator.fill("明細", "A-1,紙,3980,3,10,外税\nB-2,茶,4320,3,8,内税");
    operator.fill("送料（円）", "800");
    operator.press("計算する").await;
    let (address, text) = (operator.page.path.clone(), operator.page.text());
    assert!(address.starts_with(&format!("{TAXES}?lines=")), "{address}");
    operator.open(&address).await;
    assert_eq!(operator.page.text(), text);
    assert_eq!(operator.value("送料（円）"), "800");
    // Goods 11,940 and postage 800, a tenth 1,274; 12,960 with 960 of tax in it.
    operator.sees(
        "入力のとおり・税率ごとに1回・切り捨て いまの設定 | 24,740円 | 2,234円 | 26,974円 | 同じ |",
    );
}

#[tokio::test]
async fn lines_are_added_one_by_one() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open(TAXES).await;
    for (code, name, price) in [("A-1", "紙", "3980"), ("B,2", "\"茶\"", "1,080")] {
        operator.fill("商品・商品コード", code);
        operator.fill("商品名", name);
        operator.fill("単価（円）", price);
        operator.press("この行を足して計算する").await;
    }
    assert_eq!(
        operator.value("明細"),
        "A-1,紙,3980,1,10,外税\n\"B,2\",\"\"\"茶\"\"\",\"1,080\",1,10,外税"
    );
    operator.sees("外税・税率ごとに1回・切り捨て いまの設定 | 5,060円 | 506円 | 5,566円 |");
}

#[tokio::test]
async fn the_table_as_a_file_and_the_difference_to_what_was_shown() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    calculates(
        &mut operator,
        "A,紙,3980,3",
        &format!("{CHARGED}&shown=13800"),
    )
    .await;
    operator.sees("外税・小計・四捨五入 | 12,570円 | 1,257円 | 13,827円 | +27円 | 13,827円 |");
    operator.sees("内税・小計・切り上げ | 11,427円 | 1,143円 | 12,570円 | -1,230円 |");
    operator.press("結果をCSVで受け取る").await;
    let rows = rows(&operator);
    assert_eq!(rows.len(), 19);
    assert_eq!(
        rows[6],
        "外税,小計,四捨五入,12570,1257,13827,13800,27,,12570,1257,12570,13827,,"
    );
    assert_eq!(
        rows[7],
        "外税,単価,切り捨て,12570,1257,13827,13800,27,,12570,1307,13844,13877,A060005,単価計算の外税で、明細にだけ税が入る"
    );
}

#[tokio::test]
async fn long_entries_are_kept_in_a_file_instead_of_an_address() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open(TAXES).await;
    let lines: Vec<String> = (1..=400)
        .map(|number| format!("ITEM-{number},コピー用紙 {number},100,1,10,外税"))
        .collect();
    operator.fill("明細", &lines.join("\r\n"));
    operator.fill("ポイント（円）", "1000");
    operator.press("計算する").await;
    assert_eq!(operator.page.path, TAXES);
    operator.sees("入力が長いため");
    // 40,000, a tenth of it, and a thousand paid.
    operator
        .sees("外税・税率ごとに1回・切り捨て いまの設定 | 39,000円 | 4,000円 | 43,000円 | 同じ |");
    operator.sees("を1件にまとめて送信します");
    operator.sees("明細が401件（99件まで）");
    let text = operator.page.text();
    operator.press("入力をファイルに保存する").await;
    let file = operator.page.body.clone();
    operator.open(TAXES).await;
    operator.attach("ファイルから読み込む", "input.csv", file);
    operator.press("計算する").await;
    assert_eq!(operator.page.text(), text);
}

#[tokio::test]
async fn mistakes_stand_beside_their_fields_and_nothing_typed_is_lost() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open(TAXES).await;
    operator.fill("明細", "A,紙");
    operator.fill("送料（円）", "八百");
    operator.press("計算する").await;
    operator.sees("入力内容に誤りがあります（2件）");
    assert_eq!(operator.value("明細"), "A,紙");
    assert_eq!(operator.value("送料（円）"), "八百");
    calculates(&mut operator, "コップ,コップ,100", "").await;
    operator.sees("どの組み合わせでも、このままでは送信できません。");
    operator.sees("半角以外の文字「コップ」");
    // A file that is no text.
    operator.open(TAXES).await;
    operator.attach("ファイルから読み込む", "input.csv", b"\x81".to_vec());
    operator.press("計算する").await;
    operator.sees("ファイルの文字を読めません");
}

/// Sends each thing that the add-on would send; what the test environment says is what the table has said.
#[tokio::test]
async fn the_test_environment_answers_the_add_on_as_the_table_says() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let mut sent = 0;
    for (lines, query) in [
        ("A,紙,3980,3", CHARGED),
        ("A,ねじ,10.4,1\nB,ねじ,10.4,1", ""),
        ("A,机,5000,1", "gift=1000"),
        ("コップ100,コップ,100,1,,内税", ""),
        ("A,①の机,100,1,,内税", ""),
    ] {
        for place in 0..4 {
            calculates(&mut operator, lines, query).await;
            let text = operator.page.text();
            let (_, addon) = text.split_once("CS-Cartのアドオンが送る内容").unwrap();
            // The head of the table has the word, too.
            let mut rows = addon
                .lines()
                .filter(|line| line.ends_with("送信 |") && !line.starts_with("CS-Cartの設定"));
            let Some(row) = rows.nth(place) else {
                continue;
            };
            // Its first two cells stand in no other row.
            let cells: Vec<&str> = row.split(" | ").take(2).collect();
            let setting = cells.concat();
            let refused = row
                .split_once("エラー ")
                .map(|(_, rest)| rest[..7].to_owned());
            operator.press_in(&setting, "送信").await;
            match refused {
                Some(code) => operator.sees(&format!("（{code}）")),
                None => operator.sees("テスト環境に受け付けられました"),
            }
            sent += 1;
        }
    }
    assert_eq!(sent, 20);
}

#[tokio::test]
async fn a_trial_is_registered_once_and_cancelled_here() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    calculates(&mut operator, "A,紙,3980,3", CHARGED).await;
    let page = operator.page.clone();
    operator.press_in("内税・単価・四捨五入", "送信").await;
    operator.sees("受け付けられました");
    // The button of the same page once more.
    operator.page = page;
    operator.press_in("内税・単価・四捨五入", "送信").await;
    operator.sees("（A020004）");
    let orders = shop.control.get("/orders").await;
    let orders = orders["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 1);
    // By hand: 12,570, of which 1,144 are tax.
    assert_eq!(orders[0]["total"], 12_570);
    let number = orders[0]["orderNumber"].as_str().unwrap().to_owned();
    // Nothing of the shop's own can be cancelled from here.
    calculates(&mut operator, "A,紙,3980,3", "").await;
    operator.press_in("外税・小計・切り捨て", "送信").await;
    operator.sees("受け付けられました");
    operator.press("この決済を取り消す").await;
    operator.sees("の決済を取り消しました。");
    operator.does_not_see(&number);
    operator.open("/admin/orders").await;
    operator.does_not_see("QA");
}

#[tokio::test]
async fn a_trial_leads_to_its_request_in_the_dashboard() {
    let shop = OpenShop::open_linked().await;
    let mut operator = shop.operator().await;
    calculates(&mut operator, "A,紙,100", "").await;
    operator.press_in("外税・小計・切り捨て", "送信").await;
    let orders = shop.control.get("/orders").await;
    let number = orders["orders"][0]["orderNumber"].as_str().unwrap();
    let text = format!("シミュレーターで見る（{number}）");
    let mut links = operator.page.links.iter();
    let (_, address) = links.find(|(known, _)| *known == text).unwrap();
    assert!(
        address.contains(&format!("about=%22{number}%22&api=AN010")),
        "{address}"
    );
}

#[tokio::test]
async fn only_what_was_sent_from_here_is_cancelled_here() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    let number = super::ordered(&mut customer, &[(2, "1")]).await;
    let mut operator = shop.operator().await;
    operator.open(TAXES).await;
    let token = super::access::token(&operator);
    let fields = [
        ("form_token", token.as_str()),
        ("lines", "A,紙,100"),
        ("action", "cancel"),
        ("number", &number),
        ("buyer", "1111"),
    ];
    operator.post(TAXES, &fields).await;
    operator.sees("このページから送信した受注だけを取り消せます。");
    assert_eq!(super::state(&shop, &number).await, super::REGISTERED);
}

#[tokio::test]
async fn without_a_test_environment_nothing_is_sent() {
    let shop = OpenShop::open_untouched().await;
    let mut operator = shop.operator().await;
    calculates(&mut operator, "A,紙,100", "").await;
    operator.sees("送信はできません：アドオン「クロネコ掛け払い」がインストールされていません。");
    assert!(!operator.has_button("", "送信"));
    let token = super::access::token(&operator);
    let fields = [
        ("form_token", token.as_str()),
        ("lines", "A,紙,100"),
        ("send", "on-top:subtotal:down"),
    ];
    operator.post(TAXES, &fields).await;
    operator.sees("アドオン「クロネコ掛け払い」がインストールされていません。");
    let orders = shop.control.get("/orders").await;
    assert_eq!(orders["orders"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn codes_are_marked_character_by_character() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open(CODES).await;
    operator.fill("商品コード", "PAPER-A4-500X10\nコップ100\nA\u{200b}1\u{7}");
    operator.press("確認する").await;
    let body = operator.page.body.clone();
    for marked in [
        "<del>PAPER</del>-A4-500X10",
        "<mark>コップ</mark>100",
        "A<mark>[U+200B]</mark>1<mark>[U+0007]</mark>",
        "<mark title=\"途中で切れた文字\">%B3</mark>ップ100",
    ] {
        assert!(body.contains(marked), "{marked}\n{}", operator.page.text());
    }
    operator.sees("「[U+200B]」（幅のない空白）、「[U+0007]」（制御文字）");
    let (address, text) = (operator.page.path.clone(), operator.page.text());
    operator.open(&address).await;
    assert_eq!(operator.page.text(), text);
}

#[tokio::test]
async fn codes_come_from_files_and_go_into_one() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open(CODES).await;
    let text = "商品名,商品コード\r\n机,=OLD-0123456789\r\nコップ,コップ\r\n棚,NEW-0123456789\r\n";
    let (shift_jis, ..) = encoding_rs::SHIFT_JIS.encode(text);
    operator.attach("ファイル", "codes.csv", shift_jis.to_vec());
    operator.press("結果をCSVで受け取る").await;
    assert_eq!(
        rows(&operator)[1..],
        [
            "2,'=OLD-0123456789,頭を切って送信,,0123456789,'=OLD-,先頭の「=OLD-」を切ります。4行目と同じになります。,0123456789,受け付けられる",
            "3,コップ,断られる,,,,半角でない「コ」（全角カナ）、「ッ」（全角カナ）、「プ」（全角カナ）が残るため、注文を送信しません。,コップ,エラー A100002",
            "4,NEW-0123456789,頭を切って送信,,0123456789,NEW-,先頭の「NEW-」を切ります。2行目と同じになります。,0123456789,受け付けられる",
        ]
    );
    let utf16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    operator.open(CODES).await;
    operator.attach("ファイル", "codes.csv", utf16);
    operator.press("確認する").await;
    operator.sees(
        "3件：そのまま送信 0件、頭を切って送信 2件、断られる 1件、空 0件、切ると同じになる 2件",
    );
}

#[tokio::test]
async fn of_many_codes_the_first_are_shown_and_all_are_in_the_file() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let codes: Vec<String> = (0..20_000)
        .map(|number| format!("CODE-{number:06}"))
        .collect();
    operator.open(CODES).await;
    operator.attach("ファイル", "codes.txt", codes.join("\n"));
    operator.press("確認する").await;
    operator.sees("はじめの200件を表示しています（全20,000件）");
    operator.sees("入力が長いため");
    operator.attach("ファイル", "codes.txt", codes.join("\n"));
    operator.press("結果をCSVで受け取る").await;
    assert_eq!(rows(&operator).len(), 20_001);
    operator.open(CODES).await;
    operator.press("確認する").await;
    operator.sees("1つ以上入力するか、ファイルを選んでください。");
    // More than anybody has keep neither memory nor processor busy.
    operator.attach("ファイル", "codes.txt", "1\n".repeat(200_001));
    operator.press("確認する").await;
    let said = operator.said_of("ファイル").join("");
    assert!(said.contains("1回に200,000件までです。"), "{said}");
}
