//! How files are written: ends of lines, encodings, delimiters.

use std::io::{self, Read};

use crate::user_groups::{Encoding, Import, ImportOptions, Memberships, RowOutcome};

#[test]
fn lines_are_those_of_the_file() {
    let ends = ["\n", "\r\n", "\r"];
    for (end, last) in ends.into_iter().flat_map(|end| [(end, end), (end, "")]) {
        let rows = [
            "E-mail,User group IDs,x",
            "",
            "",
            "a@example.jp,9:A,",
            "",
            "b@example.jp,9:A,\"1\n2\"",
            "c@example.jp,9:A,",
        ];
        let text = rows.join(end) + last;
        let mut import = Import::open(text.as_bytes(), ImportOptions::default()).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = import.next(&[9]) {
            let line = row.line();
            let outcome = row.judge(Some(Memberships::default()));

            assert!(matches!(outcome, RowOutcome::Change(_)), "{outcome:?}");
            lines.push(line);
        }
        assert_eq!(lines, [4, 6, 8], "{text:?}");
    }
}

/// The line and the text of each problem.
fn problems(file: &[u8], options: ImportOptions) -> Vec<(u64, String)> {
    let mut import = Import::open(file, options).unwrap();
    let mut problems = Vec::new();
    while let Some(row) = import.next(&[9]) {
        let line = row.line();
        if let RowOutcome::Problem(problem) = row.judge(Some(Memberships::default())) {
            problems.push((line, problem.to_string()));
        }
    }
    problems
}

#[test]
fn lines_that_end_in_several_ways_are_counted_as_an_editor_counts_them() {
    let said = "「9:X」";
    for text in [
        "E-mail,User group IDs\r\na@example.jp,9:A\nb@example.jp,9:X\rc@example.jp,9:X\r\n",
        "E-mail,User group IDs\ra@example.jp,9:A\r\nb@example.jp,9:X\nc@example.jp,9:X",
        "E-mail,User group IDs\na@example.jp,9:A\rb@example.jp,9:X\r\nc@example.jp,9:X\r",
    ] {
        for read in [
            problems(text.as_bytes(), ImportOptions::default()),
            // The two bytes of an end come one after the other.
            slowly(text),
        ] {
            let lines: Vec<_> = read.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [3, 4], "{text:?}");
            assert!(read[0].1.contains(said), "{read:?}");
        }
    }
    // The head has a line break in its quotes, of either kind.
    for end in ["\n", "\r\n", "\r"] {
        let text = format!(
            "E-mail,User group IDs,\"所属{end}部署\"{end}a@example.jp,9:A,{end}b@example.jp,9:X,\"1{end}2\"{end}c@example.jp,9:X,{end}"
        );
        let lines: Vec<_> = problems(text.as_bytes(), ImportOptions::default())
            .iter()
            .map(|(line, _)| *line)
            .collect();
        assert_eq!(lines, [4, 6], "{text:?}");
    }
}

/// Up to the end of the file or to the next quote, whichever column it is in.
#[test]
fn a_quote_that_is_not_closed_is_named_with_its_line_and_what_it_takes_in() {
    let quote = |lines: usize| {
        format!(
            "引用符（\"）が閉じていないようです。この行から{lines}行を1行として読んだため、その分は何も変更していません。引用符を確認してください。"
        )
    };
    let rest = "c@example.jp,9:A,\nd@example.jp,9:A,";
    for (row, end, expected) in [
        // Of the groups, of the address, of another column; with an end of the last line and without one.
        ("b@example.jp,\"9:A,", "\n", vec![(3, 3)]),
        ("b@example.jp,\"9:A,", "", vec![(3, 3)]),
        ("\"b@example.jp,9:A,", "\n", vec![(3, 3)]),
        ("b@example.jp,9:A,\"x", "\n", vec![(3, 3)]),
        ("b@example.jp,9:A,\"x", "", vec![(3, 3)]),
        // Another quote closes it.
        (
            "b@example.jp,\"9:A,",
            "\ne@example.jp,\"9:A\",\n",
            vec![(3, 4)],
        ),
    ] {
        let text = format!("E-mail,User group IDs,備考\na@example.jp,9:A,\n{row}\n{rest}{end}");
        let found = problems(text.as_bytes(), ImportOptions::default());
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(line, lines)| (line, quote(lines)))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }
    // A line break that belongs to another column says nothing of the groups.
    let text = "E-mail,User group IDs,備考\nb@example.jp,9:X,\"1\n2\"\n";
    let found = problems(text.as_bytes(), ImportOptions::default());
    assert!(found[0].1.contains("「9:X」のステータスは"), "{found:?}");
    // Nor is it a quote that is open: a column is missing, or it is the last of the file.
    let text = "E-mail,User group IDs,備考\nb@example.jp,\"備\n考\"\nc@example.jp,9:A,\"備\n考\n\"";
    let found = problems(text.as_bytes(), ImportOptions::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].1.contains("列の数が2です"), "{found:?}");
}

#[test]
fn what_a_message_repeats_is_short() {
    let text = format!(
        "E-mail,User group IDs\nb@example.jp,{}\n",
        "9".repeat(100_000)
    );
    let found = problems(text.as_bytes(), ImportOptions::default());
    assert_eq!(found.len(), 1);
    let nines = "9".repeat(50);
    assert!(
        found[0].1.starts_with(&format!("「{nines}…」を読めません")),
        "{}",
        found[0].1.len()
    );
}

#[test]
fn what_is_behind_a_line_that_is_too_long_is_said_not_to_be_read() {
    let text = format!(
        "E-mail,User group IDs\na@example.jp,9:A\n{}\nb@example.jp,9:A\n",
        "x".repeat(1_100_000)
    );
    let found = problems(text.as_bytes(), ImportOptions::default());
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .1
            .ends_with("1行が長すぎます（1MBまで）。この行から後ろは読んでいません。"),
        "{found:?}"
    );
}

fn slowly(text: &str) -> Vec<(u64, String)> {
    let mut import = Import::open(Slow(text.as_bytes()), ImportOptions::default()).unwrap();
    let rows = std::iter::from_fn(|| import.next(&[9]));
    rows.filter_map(
        |row| match (row.line(), row.judge(Some(Memberships::default()))) {
            (line, RowOutcome::Problem(problem)) => Some((line, problem.to_string())),
            _ => None,
        },
    )
    .collect()
}

#[test]
fn delimiters_within_the_quotes_of_the_head_are_no_delimiters() {
    for head in [
        "E-mail;User group IDs;\"姓,名,社名,部署\"",
        "\"備考, 1;2;3;4\"\tE-mail\tUser group IDs",
        "\"a;;;\"\";\",E-mail,User group IDs",
        "\n\nE-mail;User group IDs;\"x,\n,,,\"",
    ] {
        let import = Import::open(head.as_bytes(), ImportOptions::default());
        assert!(import.is_ok(), "{head:?}: {import:?}");
    }
}

#[test]
fn the_unicode_text_of_a_spreadsheet_is_utf_16() {
    let text = "E-mail\tUser group IDs\t氏名\r\n表ソ能髙﨑@example.jp\t9:A\t表ソ能 髙﨑\r\nb@example.jp\t9:X\t\r\n";
    for (order, mark) in [
        (u16::to_le_bytes as fn(u16) -> [u8; 2], "\u{feff}"),
        (u16::to_be_bytes, "\u{feff}"),
        (u16::to_le_bytes, ""),
        (u16::to_be_bytes, ""),
    ] {
        let units = mark.encode_utf16().chain(text.encode_utf16());
        let file: Vec<u8> = units.flat_map(order).collect();
        for encoding in [None, Some(Encoding::ShiftJis), Some(Encoding::Utf8)] {
            let options = ImportOptions {
                encoding,
                delimiter: None,
            };
            let mut import = Import::open(&file[..], options).unwrap();
            let row = import.next(&[9]).unwrap();
            let RowOutcome::Change(change) = row.judge(Some(Memberships::default())) else {
                panic!("the row is not read");
            };
            assert_eq!(change.email, "表ソ能髙﨑@example.jp");
            assert_eq!(import.next(&[9]).unwrap().line(), 3);
            assert!(import.next(&[9]).is_none());
        }
    }
}

#[test]
fn the_encoding_is_that_of_the_first_character_that_tells_it_wherever_it_stands() {
    let mut file = b"E-mail,User group IDs,x\r\n".to_vec();
    for number in 0..2_000 {
        file.extend(
            format!("user{number}@example.jp,9:A,a name of no more than ASCII\r\n").bytes(),
        );
    }
    let ascii = file.len();
    assert!(ascii > 85_000);
    // 表ソ能 太郎 and 髙﨑 in Windows' Shift_JIS.
    file.extend(b"\x95\x5c\x83\x5c\x94\x5c \x91\xbe\x98\x59,9:A,x\r\n");
    file.extend(b"\xfb\xfc\xfa\xb1,9:A,x\r\n");
    let names = |file: &[u8]| {
        let mut import = Import::open(file, ImportOptions::default()).unwrap();
        let rows: Vec<_> = std::iter::from_fn(|| import.next(&[9]))
            .skip(2_000)
            .collect();
        rows.into_iter()
            .map(|row| match row.judge(Some(Memberships::default())) {
                RowOutcome::Change(change) => change.email,
                other => format!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&file), ["表ソ能 太郎", "髙﨑"]);
    file.truncate(ascii);
    file.extend("表ソ能 太郎,9:A,x\r\n髙﨑,9:A,x".bytes());
    assert_eq!(names(&file), ["表ソ能 太郎", "髙﨑"]);
}

/// Gives a byte at a time, as a slow connection does.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at_most = buffer.len().min(1);
        self.0.read(&mut buffer[..at_most])
    }
}

#[test]
fn the_encoding_is_found_out_however_slowly_the_file_comes() {
    // 黒猫 in Shift_JIS.
    let file = b"E-mail,User group IDs,x\n\x8d\x95\x94\x4c,9:A,x\n";
    let mut import = Import::open(Slow(file), ImportOptions::default()).unwrap();
    let row = import.next(&[9]).unwrap();
    let outcome = row.judge(Some(Memberships::default()));
    let RowOutcome::Change(change) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(change.email, "黒猫");
}

#[test]
fn bytes_of_another_encoding_are_a_problem_of_their_row() {
    let said = "文字コードの合わない文字があります。文字コードを選び直してください。";
    let shift_jis = b"b@example.jp,9:A,\x8d\x95\x94\x4c\n";
    let mut file = "E-mail,User group IDs,x\na@example.jp,9:A,黒猫\n"
        .as_bytes()
        .to_vec();
    // Behind the bytes that are looked at first.
    file.extend(std::iter::repeat_n(b'\n', 70_000));
    file.extend(shift_jis);
    file.extend(b"c@example.jp,9:A,c\n");
    let found = problems(&file, ImportOptions::default());
    assert_eq!(found, [(70_003, said.to_owned())]);
    // A given encoding decides how the file is read.
    let options = ImportOptions {
        encoding: Some(Encoding::Utf8),
        delimiter: None,
    };
    let mut file = b"E-mail,User group IDs,x\n".to_vec();
    file.extend(shift_jis);
    assert_eq!(problems(&file, options), [(2, said.to_owned())]);
    let options = ImportOptions {
        encoding: Some(Encoding::ShiftJis),
        delimiter: None,
    };
    assert_eq!(problems(&file, options), []);
}
