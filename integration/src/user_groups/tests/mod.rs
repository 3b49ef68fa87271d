//! The import as a stream, and the text form.

mod import;

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

use proptest::prelude::*;

use crate::user_groups::{
    Encoding, Exporter, GroupStatus, HeaderProblem, Import, ImportOptions, Membership, Memberships,
    NotExported, RowOutcome, Summary,
};

/// A file that is made while it is read, and says how far it was read.
struct Endless {
    rows: u32,
    made: u32,
    pending: Vec<u8>,
    read: Rc<Cell<u64>>,
}

fn row_of(email: &str) -> String {
    format!("\"{email}\",\"9:A; 4:P\"\n")
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.pending.is_empty() {
            if self.made > self.rows {
                return Ok(0);
            }
            self.pending = if self.made == 0 {
                b"E-mail,User group IDs\n".to_vec()
            } else {
                row_of(&format!("user{}@example.jp", self.made)).into_bytes()
            };
            self.made += 1;
        }
        let length = buffer.len().min(self.pending.len());
        buffer[..length].copy_from_slice(&self.pending[..length]);
        self.pending.drain(..length);
        self.read.set(self.read.get() + length as u64);
        Ok(length)
    }
}

#[test]
fn a_hundred_thousand_rows_are_a_stream() {
    let read = Rc::new(Cell::new(0));
    let file = Endless {
        rows: 100_000,
        made: 0,
        pending: Vec::new(),
        read: read.clone(),
    };
    let mut import = Import::open(file, ImportOptions::default()).unwrap();
    let mut summary = Summary::default();
    let (mut furthest, mut behind) = (0, 0);
    while let Some(row) = import.next(&[4, 9]) {
        behind += row_of(row.email().unwrap()).len() as u64;
        summary.count(&row.judge(Some(Memberships::default())));
        furthest = furthest.max(read.get() - behind);
    }
    assert_eq!(
        summary.to_string(),
        "変更 100,000件、変更なし 0件、エラー 0件"
    );
    // Never more than its buffers ahead.
    assert!(furthest < 128 * 1024, "{furthest}");
}

#[test]
fn quotes_line_ends_and_other_columns() {
    let text = "氏名,E-mail,User group IDs,備考\r\n\"黒猫, 大和\",a@example.jp,\"9:A\",\"二行に\n渡る\"\r\n白猫,b@example.jp,,\r\n";
    let mut import = Import::open(text.as_bytes(), ImportOptions::default()).unwrap();
    let before: Memberships = "4:A".parse().unwrap();
    let row = import.next(&[9]).unwrap();
    let (line, outcome) = (row.line(), row.judge(Some(before.clone())));
    let RowOutcome::Change(change) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((line, change.after.to_string().as_str()), (2, "9:A"));
    assert_eq!(change.email, "a@example.jp");
    // An empty column is no group at all.
    let row = import.next(&[9]).unwrap();
    let (line, outcome) = (row.line(), row.judge(Some(before.clone())));
    assert_eq!(line, 4);
    assert!(
        matches!(outcome, RowOutcome::Change(change) if change.after == Memberships::default())
    );
    assert!(import.next(&[9]).is_none());
}

#[test]
fn files_that_are_none() {
    for (file, said) in [
        ("", "空"),
        ("a,b\n", "E-mail"),
        ("E-mail,x\n", "User group IDs"),
    ] {
        let problem = Import::open(file.as_bytes(), ImportOptions::default()).unwrap_err();
        assert!(problem.to_string().contains(said), "{problem}");
    }
}

#[test]
fn a_row_as_long_as_a_file_takes_no_memory_and_ends_the_import() {
    let commas = vec![b','; 2 * 1024 * 1024];
    let header = [&b"E-mail,User group IDs"[..], &commas, b"\n"].concat();
    let problem = Import::open(&header[..], ImportOptions::default()).unwrap_err();
    assert!(matches!(problem, HeaderProblem::TooLong), "{problem}");
    let rows = [
        &b"E-mail,User group IDs\na@example.jp,9:A\n"[..],
        &commas,
        b"\nb@example.jp,9:A\n",
    ]
    .concat();
    let mut import = Import::open(&rows[..], ImportOptions::default()).unwrap();
    let first = import.next(&[9]).unwrap();
    assert_eq!((first.line(), first.email()), (2, Some("a@example.jp")));
    let RowOutcome::Problem(problem) = import.next(&[9]).unwrap().judge(None) else {
        panic!("the long row is read");
    };
    assert!(problem.to_string().contains("1行が長すぎます"), "{problem}");
    assert!(import.next(&[9]).is_none());
}

#[test]
fn exports() {
    let groups: Memberships = "9:A; 4:P".parse().unwrap();
    for (encoding, expected) in [
        (
            Encoding::Utf8,
            "E-mail;User group IDs\n\"a@example.jp\";\"9:A; 4:P\"\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            Encoding::Utf8WithMark,
            "\u{feff}E-mail;User group IDs\n\"a@example.jp\";\"9:A; 4:P\"\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            Encoding::ShiftJis,
            "E-mail;User group IDs\n\"a@example.jp\";\"9:A; 4:P\"\n"
                .as_bytes()
                .to_vec(),
        ),
    ] {
        let mut exporter = Exporter::begin(Vec::new(), b';', encoding).unwrap();
        exporter.user("a@example.jp", &groups).unwrap();
        assert_eq!(exporter.end().unwrap(), expected);
    }
    let mut exporter = Exporter::begin(Vec::new(), b',', Encoding::ShiftJis).unwrap();
    assert!(matches!(
        exporter.user("😀@example.jp", &groups),
        Err(NotExported::Unmappable(_))
    ));
}

#[test]
fn a_file_may_have_other_columns() {
    let columns = ["E-mail", "Company", "User group IDs"];
    let mut exporter = Exporter::begin_with(Vec::new(), b',', Encoding::Utf8, &columns).unwrap();
    exporter
        .row(&["a@example.jp", "=くろねこ,商事", "9:A"])
        .unwrap();
    let file = exporter.end().unwrap();
    let expected = "E-mail,Company,User group IDs\n\"a@example.jp\",\"'=くろねこ,商事\",\"9:A\"\n";
    assert_eq!(String::from_utf8(file.clone()).unwrap(), expected);
    // It is imported as any other.
    let mut import = Import::open(&*file, ImportOptions::default()).unwrap();
    let row = import.next(&[9]).unwrap();
    assert_eq!(row.email(), Some("a@example.jp"));
}

#[test]
fn what_a_spreadsheet_would_take_for_a_formula_stands_behind_an_apostrophe() {
    let groups: Memberships = "9:A".parse().unwrap();
    for sign in "=+-@＝＋－−ー＠\t\r\n\0'".chars() {
        let mut exporter = Exporter::begin(Vec::new(), b',', Encoding::Utf8).unwrap();
        exporter
            .user(&format!("{sign}1@example.jp"), &groups)
            .unwrap();
        let file = String::from_utf8(exporter.end().unwrap()).unwrap();
        let row = format!("\n\"'{sign}1@example.jp\",\"9:A\"\n");
        assert!(file.ends_with(&row), "{file:?}");
    }
}

#[test]
fn texts_that_name_no_groups() {
    for (text, said) in [
        ("+9:A", "読めません"),
        ("9", "読めません"),
        (":A", "読めません"),
        ("9:", "ステータス"),
        ("9:a", "ステータス"),
        ("9:AA", "ステータス"),
        ("9:A;", "読めません"),
        ("4294967296:A", "読めません"),
        ("9:A; 9:P", "2回"),
    ] {
        let problem = text.parse::<Memberships>().unwrap_err().to_string();
        assert!(problem.contains(said), "{text}: {problem}");
    }
    let same: Memberships = " 9 : A ;4:P".parse().unwrap();
    assert_eq!(same.to_string(), "9:A; 4:P");
}

fn any_memberships() -> impl Strategy<Value = Memberships> {
    let status = prop::sample::select(GroupStatus::ALL.to_vec());
    prop::collection::btree_map(any::<u32>(), status, 0..8).prop_map(|groups| {
        let memberships = groups
            .into_iter()
            .map(|(group, status)| Membership { group, status });
        Memberships::new(memberships.collect()).unwrap()
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(memberships in any_memberships()) {
        prop_assert_eq!(memberships.to_string().parse(), Ok(memberships));
    }

    #[test]
    fn any_text_has_an_answer(text in "[0-9A-Z:; ]{0,20}|\\PC{0,20}") {
        if let Ok(memberships) = text.parse::<Memberships>() {
            prop_assert_eq!(memberships.to_string().parse(), Ok(memberships));
        }
    }
}
