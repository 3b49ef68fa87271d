//! What is entered: lines as they are pasted, mistakes, addresses and files.

use super::{basket, entry};
use crate::workbench::{BasketInput, BasketLine, LineTax};

fn line(code: &str, price: &str, quantity: &str, tax: LineTax) -> BasketLine {
    BasketLine {
        code: code.to_owned(),
        name: "机".to_owned(),
        unit_price: price.parse().unwrap(),
        quantity: quantity.parse().unwrap(),
        tax,
    }
}

#[test]
fn lines_are_read_as_people_write_them() {
    let ten = "10".parse().unwrap();
    let eight = "8".parse().unwrap();
    let text = "商品コード,商品名,単価,数量,税率,内税・外税\n\
                A-1,机,\"3,980円\",３,8%,内税\n\
                A-2,机,99.5\n\
                \n\
                A-3,机,200,1,非課税";
    let read = basket(text, &[]);
    assert_eq!(
        read.lines,
        [
            line("A-1", "3980", "3", LineTax::Included(eight)),
            line("A-2", "99.5", "1", LineTax::OnTop(ten)),
            line("A-3", "200", "1", LineTax::Exempt),
        ]
    );
    // From a spreadsheet.
    let read = basket("A-1\t机\t1,234\t2\t\t税込", &[]);
    assert_eq!(
        read.lines,
        [line("A-1", "1234", "2", LineTax::Included(ten))]
    );
}

#[test]
fn every_mistake_is_named_with_its_line() {
    let said = |lines: &str| {
        let problems = entry(lines, &[]).basket().unwrap_err();
        assert_eq!(problems.len(), 1);
        (problems[0].label, problems[0].message.clone())
    };
    let (label, message) =
        said("A,机,100\nB,机\nC,机,1.234\nD,机,1,0\nE,机,1,1,101\nF,机,1,1,10,裏税");
    assert_eq!(label, "明細");
    for part in [
        "2行目：「商品コード,商品名,単価」のように、3つ以上の列を入力してください。",
        "3行目：単価「1.234」は、0円以上、小数点以下2桁までの数字にしてください。",
        "4行目：数量「0」は、0より大きい、小数点以下2桁までの数字にしてください。",
        "5行目：税率「101」は、0から100まで、",
        "6行目：「裏税」は「外税」「内税」「非課税」のどれかにしてください。",
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(said("").1, "1行以上入力してください。");
    assert!(said("A,机,999999999,2").1.contains("999,999,999円まで"));
    assert!(said(&"A,机,1\n".repeat(2_001)).1.contains("2000行まで"));
    assert!(
        said(&"A,机\n".repeat(20))
            .1
            .ends_with("ほかに10行あります。")
    );
}

#[test]
fn amounts_are_whole_yen() {
    for (field, value) in [
        ("shipping", "-1"),
        ("fee", "1.5"),
        ("discount", "なし"),
        ("gift", "1000000000"),
        ("shown", "x"),
        ("fee_percent", "101"),
        ("shipping_rate", "-8"),
    ] {
        let problems = entry("A,机,100", &[(field, value)]).basket().unwrap_err();
        assert_eq!(problems.len(), 1, "{field}: {problems:?}");
        let named = if field == "fee_percent" { "fee" } else { field };
        assert_eq!(problems[0].field, named);
    }
    let read = basket(
        "A,机,100",
        &[("shipping", "1,200円"), ("fee_percent", "2.5％")],
    );
    assert_eq!(
        (read.shipping, read.fee.percent.to_string()),
        (1_200, "2.5".to_owned())
    );
}

#[test]
fn a_file_brings_everything_back() {
    let whole = entry(
        "A-1,机,100\n#1,椅子,200",
        &[("shipping", "800"), ("fee_kind", "内税"), ("shown", "1200")],
    );
    let file = whole.file();
    assert!(file.contains("#送料（円）,800\n"), "{file}");
    assert_eq!(BasketInput::of_file(&file), whole);
    let old = BasketInput::of_file("A-1,机,100\rA-2,机,200\r\n");
    assert_eq!(old.get("lines"), "A-1,机,100\nA-2,机,200");
}

#[test]
fn what_is_not_entered_does_not_lengthen_an_address() {
    let entered = entry(
        "A-1,机,100\r\n",
        &[("points", "5"), ("shipping_rate", "10")],
    );
    let entered: Vec<_> = entered.entered().collect();
    assert_eq!(entered, [("lines", "A-1,机,100"), ("points", "5")]);
}
