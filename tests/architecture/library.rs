//! What the library owes whoever uses it.

use std::{collections::BTreeSet, fs, path::Path};

use super::{manifest, root, sources};

/// Errors of others that the library's own may come from.
const FOREIGN: [&str; 6] = [
    "sqlx::Error",
    "sqlx::migrate::MigrateError",
    "io::Error",
    "reqwest::Error",
    "csv::Error",
    "serde_json::Error",
];

/// The names and bodies of what derives `thiserror::Error` in a source.
fn errors(source: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("thiserror::Error)]\n") {
        let rest = &source[at..];
        let rest = &rest[rest.find("\npub ").unwrap() + 1..];
        let name = rest
            .trim_start_matches("pub ")
            .trim_start_matches("enum ")
            .trim_start_matches("struct ");
        let name = name.split([' ', ';', '(']).next().unwrap();
        // To its brace, or to the semicolon of a struct without one.
        let body = rest.split("\n}\n").next().unwrap();
        let semicolon = body.find(";\n").filter(|at| !body[..*at].contains('{'));
        found.push((name, semicolon.map_or(body, |at| &body[..at])));
    }
    found
}

/// The fields of a body that are errors, and have no source: `LedgerError: Database(sqlx::Error)`.
fn without_source(name: &str, body: &str, known: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let mut attributes = String::new();
    for line in body.lines().map(str::trim) {
        // An attribute of a field, or of the variant that is nothing but another error.
        if line.starts_with('#') {
            attributes.push_str(line);
            continue;
        }
        let is_error = known.iter().any(|error| {
            let rest = |before: &str| {
                let mut parts = line.split(before).skip(1);
                parts.any(|rest| {
                    let rest = rest.trim_start().trim_start_matches("crate::billing::");
                    let rest = rest.trim_start_matches("crate::client::");
                    rest.strip_prefix(&**error)
                        .is_some_and(|rest| rest.starts_with([')', ',']))
                })
            };
            rest("(") || rest(": ")
        });
        let has_source = |text: &str| {
            ["#[source]", "#[from]", "transparent"]
                .iter()
                .any(|mark| text.contains(mark))
        };
        if is_error && !has_source(line) && !has_source(&attributes) {
            found.push(format!("{name}: {line}"));
        }
        if !line.starts_with("///") {
            attributes.clear();
        }
    }
    found
}

#[test]
fn an_error_that_comes_from_another_names_it_as_its_source() {
    let texts: Vec<String> = sources(&root().join("integration/src"))
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let all: Vec<_> = texts.iter().flat_map(|text| errors(text)).collect();
    assert!(all.len() >= 20, "only {} found", all.len());
    let mut known: BTreeSet<String> = all.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.extend(FOREIGN.map(str::to_owned));
    let wrong: Vec<String> = all
        .iter()
        .flat_map(|(name, body)| without_source(name, body, &known))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_error_without_its_source_is_found() {
    let source = "#[derive(Debug, thiserror::Error)]\npub enum E {\n    /// A.\n    #[error(\"a {0}\")]\n    A(io::Error),\n    /// B.\n    #[error(\"b\")]\n    B {\n        /// C.\n        #[source]\n        c: io::Error,\n    },\n    /// D.\n    #[error(transparent)]\n    D(io::Error),\n}\n";
    let known = BTreeSet::from(["io::Error".to_owned()]);
    let found = errors(source);
    assert_eq!(found.len(), 1);
    assert_eq!(
        without_source("E", found[0].1, &known),
        ["E: A(io::Error),"]
    );
}

/// The names of the wire: those of the published table, and those of answers.
fn wire_names() -> BTreeSet<String> {
    let table = fs::read_to_string(root().join("tests/rules/error-codes.tsv")).unwrap();
    let fields = table
        .lines()
        .skip(1)
        .map(|row| row.split('\t').nth(3).unwrap());
    let names = fields.flat_map(|fields| fields.split(','));
    let names = names.map(|name| name.trim_end_matches("{n}").to_owned());
    let mut names: BTreeSet<String> = names.filter(|name| !name.starts_with('(')).collect();
    names.extend(
        [
            "returnCode",
            "returnDate",
            "errorCode",
            "buyerName",
            "useUsable",
            "useOverLimit",
            "usePayment",
            "judgeStatus",
        ]
        .map(str::to_owned),
    );
    names
}

/// The names of the wire that stand as literals in the sources of a folder, with or without the number of a line.
fn names_in(folder: &Path, names: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources(folder) {
        let text = fs::read_to_string(&path).unwrap();
        for name in names {
            let literal = format!("\"{name}");
            let mut rests = text
                .match_indices(&literal)
                .map(|(at, _)| &text[at + literal.len()..]);
            let is_whole = |rest: &str| {
                let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                rest.starts_with(['"', '{'])
            };
            if rests.any(is_whole) {
                found.push(format!("{}: {name}", path.display()));
            }
        }
    }
    found
}

#[test]
fn no_name_of_the_wire_stands_outside_the_client() {
    let names = wire_names();
    assert!(names.len() > 60, "only {} found", names.len());
    let client = root().join("integration/src/client");
    assert!(names_in(&client, &names).len() > 60);
    let beside = ["src", "shop/src", "examples", "benches", "shop/benches"];
    let mut wrong = Vec::new();
    for folder in beside {
        wrong.extend(names_in(&root().join("integration").join(folder), &names));
    }
    let client = client.display().to_string();
    // The adapter's are of the harness's protocol, which has a `buyerId` as well.
    let adapter = root().join("integration/examples/adapter");
    let adapter = adapter.display().to_string();
    wrong.retain(|place| !place.starts_with(&client) && !place.starts_with(&adapter));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_version_is_the_one_of_the_changelog_and_of_what_is_to_be_written() {
    let library = manifest("integration/Cargo.toml");
    let version = library["package"]["version"].as_str().unwrap();
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let changes = read("integration/CHANGELOG.md");
    let newest = changes.lines().find_map(|line| line.strip_prefix("## "));
    assert_eq!(
        newest.and_then(|line| line.split(' ').next()),
        Some(version)
    );
    let (short, _) = version.rsplit_once('.').unwrap();
    for readme in ["README.md", "integration/README.md"] {
        let wanted = format!("kakebarai = {{ version = \"{short}\"");
        assert!(read(readme).contains(&wanted), "{readme}");
    }
}
