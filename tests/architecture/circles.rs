//! No two files of a crate need each other: what both need stands in a third one.
//!
//! The first file of a folder is its door. It names what is behind it, and holds what its files share, so it does not count.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{root, sources};

/// The folders, how many files each has at least, and those that may need each other.
const FOLDERS: [(&str, usize, &[&str]); 4] = [
    (
        "simulator/src",
        100,
        // The books are one structure, and each of these holds the methods of a part of it.
        &[
            "books/agenda",
            "books/buyers",
            "books/change",
            "books/payments",
            "books/places",
            "books/undo",
        ],
    ),
    (
        "simulator/conformance/src",
        100,
        // A recovery names the verb that it is about, and the table of the verbs names the messages and answers of each.
        &[
            "adapter/message/after_sale",
            "adapter/message/reading",
            "adapter/message/verb",
        ],
    ),
    ("integration/src", 50, &[]),
    ("integration/shop/src", 80, &[]),
];

/// The paths that a source names from its own crate: those of its imports, and those within its code.
fn named_paths(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut paths = Vec::new();
    for beginning in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(beginning) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || "_$:".contains(c)) {
                continue;
            }
            unfold("", &code[at..], &mut paths);
        }
    }
    paths
}

/// Reads one tree of an import, and adds its paths; returns what comes behind it.
fn unfold<'s>(prefix: &str, text: &'s str, paths: &mut Vec<String>) -> &'s str {
    let is_of_path = |c: char| c.is_alphanumeric() || "_:".contains(c);
    let end = text.find(|c| !is_of_path(c)).unwrap_or(text.len());
    let path = format!("{prefix}{}", &text[..end]);
    let mut rest = &text[end..];
    if !path.ends_with("::") || !rest.starts_with('{') {
        paths.push(path);
        return rest;
    }
    rest = rest[1..].trim_start();
    while !rest.is_empty() && !rest.starts_with('}') {
        rest = unfold(&path, rest, paths);
        // To the next member: past `as` and its name, and past the comma.
        let next = rest.find([',', '}']).unwrap_or(rest.len());
        rest = rest[next..].trim_start_matches(',').trim_start();
    }
    rest.strip_prefix('}').unwrap_or(rest)
}

/// The file that a path leads to from a file, both without their ending.
fn leads_to(path: &str, from: &str, files: &BTreeSet<String>) -> String {
    let mut at = from.to_owned();
    let mut names = path.split("::").filter(|name| !name.is_empty()).peekable();
    let up = |at: &str| {
        at.rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned()
    };
    match names.next() {
        Some("super") => at = up(&at),
        Some("crate") => at.clear(),
        _ => {}
    }
    while names.next_if_eq(&"super").is_some() {
        at = up(&at);
    }
    for name in names {
        let below = format!("{at}/{name}");
        let below = below.trim_start_matches('/');
        if !files.contains(below) {
            break;
        }
        at = below.to_owned();
    }
    at
}

/// Which files need which, by their paths without `.rs` and `/mod.rs`.
fn needs(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let module = |path: &Path| {
        let name = path.strip_prefix(folder).unwrap().with_extension("");
        let name = name.to_str().unwrap();
        name.strip_suffix("/mod").unwrap_or(name).to_owned()
    };
    let all: Vec<_> = sources(folder)
        .into_iter()
        .filter(|path| !path.starts_with(folder.join("tests")))
        .collect();
    let files: BTreeSet<String> = all.iter().map(|path| module(path)).collect();
    let doors: BTreeSet<String> = all
        .iter()
        .filter(|path| path.ends_with("mod.rs"))
        .map(|path| module(path))
        .collect();
    let mut needs = BTreeMap::new();
    for path in &all {
        let from = module(path);
        if doors.contains(&from) {
            continue;
        }
        let text = fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let others = named_paths(text)
            .iter()
            .map(|path| leads_to(path, &from, &files))
            .filter(|other| *other != from && !other.is_empty() && !doors.contains(other))
            .collect();
        needs.insert(from, others);
    }
    needs
}

/// The files that are reached from themselves.
fn in_circles(needs: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&str> {
    let reaches_itself = |file: &&String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![*file]);
        while let Some(at) = next.pop() {
            for other in needs.get(at).into_iter().flatten() {
                if other == *file {
                    return true;
                }
                if seen.insert(other) {
                    next.push(other);
                }
            }
        }
        false
    };
    needs
        .keys()
        .filter(reaches_itself)
        .map(String::as_str)
        .collect()
}

#[test]
fn no_two_files_need_each_other() {
    for (folder, files, allowed) in FOLDERS {
        let needs = needs(&root().join(folder));
        assert!(needs.len() > files, "{folder}: only {} files", needs.len());
        let circles: Vec<&str> = in_circles(&needs).into_iter().collect();
        assert_eq!(circles, allowed, "{folder}");
    }
}

#[test]
fn a_circle_is_found() {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    fs::create_dir_all(folder.join("books")).unwrap();
    for (name, text) in [
        ("lib.rs", "mod books;\nmod log;"),
        ("log.rs", "use std::{fmt, io};\n"),
        ("books/mod.rs", "mod buyers;\nmod orders;\nmod slips;"),
        (
            "books/buyers.rs",
            "use super::{\n    orders::{Order, self as o},\n    Books,\n};\n// super::slips::Slip",
        ),
        ("books/orders.rs", "fn f() -> crate::books::slips::Slip {}"),
        ("books/slips.rs", "use crate::{log::Log, books::buyers::*};"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let needs = needs(folder);
    let circles: Vec<&str> = in_circles(&needs).into_iter().collect();
    assert_eq!(circles, ["books/buyers", "books/orders", "books/slips"]);
    assert!(needs["books/slips"].contains("log"));
}
