//! The layers of the simulator, and the words in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{root, sources};

/// The simulator's folders and single files, from the bottom up: each imports from those before it alone.
const LAYERS: [&str; 17] = [
    "version",
    "random",
    "metrics",
    "clock",
    "log",
    "books",
    "vendor",
    "settings",
    "mutants",
    "merchant",
    "storage",
    "app",
    "control",
    "dashboard",
    "server",
    "simulator",
    "command",
];

/// The names that follow `crate::` in a source: of folders, files, and what `lib.rs` re-exports.
fn names_of_the_crate(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, start) in source.match_indices("crate::") {
        // Not a `$crate::` of a macro, and not a name that ends so.
        if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &source[at + start.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.push(first_name(rest));
            continue;
        };
        // The first names of a group, not those within its own groups.
        let (mut depth, mut begins) = (0, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begins = true,
                c if begins && depth == 0 && !c.is_whitespace() => {
                    names.push(first_name(&group[at..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn first_name(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// Where something stands that `lib.rs` re-exports under a name of its own.
fn home(name: &str) -> &str {
    match name {
        "VERSION" => "version",
        "LogFormat" => "log",
        "Delay" | "DelayError" | "MAGIC_NUMBERS" | "MagicNumber" => "books",
        "ListedRule" | "every_rule" | "messages" | "Rule" => "vendor",
        "Settings" => "settings",
        "DataError" => "storage",
        "StartError" | "TlsError" => "server",
        "Simulator" | "Merchant" => "simulator",
        other => other,
    }
}

/// The imports of the simulator's sources that lead to a layer above.
fn upward(folder: &Path) -> Vec<String> {
    let mut upward = Vec::new();
    for path in sources(folder) {
        let relative = path.strip_prefix(folder).unwrap();
        let first = relative.components().next().unwrap().as_os_str();
        let layer = first.to_str().unwrap().trim_end_matches(".rs");
        if ["lib", "main", "fuzzing", "tests"].contains(&layer) {
            continue;
        }
        let height = |layer: &str| LAYERS.iter().position(|known| *known == layer);
        let own = height(layer).unwrap_or_else(|| panic!("{layer} is in no layer"));
        let text = fs::read_to_string(&path).unwrap();
        // Tests within a file may look further.
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for name in names_of_the_crate(text) {
            let other = height(home(&name)).unwrap_or_else(|| panic!("{name} is in no layer"));
            if other > own {
                upward.push(format!("{}: crate::{name}", relative.display()));
            }
        }
    }
    upward
}

#[test]
fn layers_of_the_simulator_import_downwards_only() {
    let upward = upward(&root().join("simulator/src"));
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn unit_tests_of_the_simulator_stand_under_the_path_of_what_they_test() {
    let folder = root().join("simulator/src");
    let tests = folder.join("tests");
    for path in sources(&tests) {
        let relative = path.strip_prefix(&tests).unwrap();
        if relative.starts_with("support") || relative == Path::new("mod.rs") {
            continue;
        }
        let tested = folder.join(relative);
        let is_there = tested.exists() || tested.with_extension("").join("mod.rs").exists();
        assert!(is_there, "{}", relative.display());
    }
}

#[test]
fn an_import_that_leads_upwards_is_found() {
    let source = "use crate::{\n    app::{AppState, NotCreated},\n    books::Books,\n};\nfn f() -> crate::control::View {}";
    assert_eq!(names_of_the_crate(source), ["app", "books", "control"]);
    let folder = std::env::temp_dir().join(format!("kakebarai-layers-{}", std::process::id()));
    fs::create_dir_all(folder.join("books")).unwrap();
    fs::write(folder.join("books/mod.rs"), source).unwrap();
    let found = upward(&folder);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        found,
        ["books/mod.rs: crate::app", "books/mod.rs: crate::control"]
    );
}

#[test]
fn what_is_pure_names_no_network_and_no_database() {
    for layer in ["books", "vendor"] {
        for path in sources(&root().join("simulator/src").join(layer)) {
            let text = fs::read_to_string(&path).unwrap();
            for foreign in ["tokio::", "axum::", "sqlx::", "parking_lot::"] {
                assert!(!text.contains(foreign), "{}: {foreign}", path.display());
            }
        }
    }
}

#[test]
fn a_type_name_of_the_simulator_is_declared_once() {
    let mut declared: Vec<(String, PathBuf)> = Vec::new();
    let folder = root().join("simulator/src");
    for path in sources(&folder) {
        if path.starts_with(folder.join("tests")) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            // Associated types are indented, and what a macro declares, too.
            let words = line
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub(super) ")
                .trim_start_matches("pub ");
            for kind in ["struct ", "enum ", "trait ", "type "] {
                if let Some(rest) = words.strip_prefix(kind) {
                    declared.push((first_name(rest), path.clone()));
                }
            }
        }
    }
    assert!(declared.len() > 100, "only {} found", declared.len());
    declared.sort();
    // The same name in one file is one for this system and one for others.
    declared.dedup();
    let twice: Vec<_> = declared
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
}
