//! The layers of the simulator and of the shop, and the words in them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{root, sources};

/// A crate's folders and single files, from the bottom up: each imports from those before it alone.
struct Crate {
    /// Its sources.
    folder: &'static str,
    layers: &'static [&'static str],
    /// Where something stands that `lib.rs` re-exports under a name of its own.
    homes: &'static [(&'static str, &'static [&'static str])],
}

const SIMULATOR: Crate = Crate {
    folder: "simulator/src",
    layers: &[
        "version",
        "random",
        "metrics",
        "clock",
        "log",
        "encoding",
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
        "running",
        "command",
    ],
    homes: &[
        ("version", &["VERSION"]),
        ("log", &["LogFormat"]),
        (
            "books",
            &["Delay", "DelayError", "MAGIC_NUMBERS", "MagicNumber"],
        ),
        ("vendor", &["ListedRule", "every_rule", "messages", "Rule"]),
        ("settings", &["Settings"]),
        ("merchant", &["HistoryError", "PastChange", "PastEvent"]),
        ("storage", &["DataError"]),
        ("server", &["StartError", "TlsError"]),
        ("simulator", &["Simulator", "Merchant"]),
    ],
};

const SHOP: Crate = Crate {
    folder: "integration/shop/src",
    layers: &[
        "format",
        "registration_number",
        "security",
        "icons",
        "settings",
        "store",
        "catalogue",
        "billing",
        "workbench",
        "config",
        "payments",
        "shop",
        "forms",
        "redirection",
        "error",
        "visit",
        "extract",
        "pages",
        "demo",
        "sample_data",
        "serving",
    ],
    homes: &[
        ("config", &["Config", "Patience"]),
        ("payments", &["NotConnected"]),
        ("security", &["Hashing", "NotHashed"]),
        ("shop", &["OPERATOR", "OpenError", "Shop"]),
        ("store", &["StoreError"]),
    ],
};

/// The names that follow `crate::` or the like in a source: of folders, files, and what `lib.rs` re-exports.
fn names_after(source: &str, beginning: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, start) in source.match_indices(beginning) {
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

/// What `super::` leads to from a file that stands at the top of a crate, or is the first of a folder there: in both, the crate.
fn leads_out_of(relative: &Path) -> bool {
    let depth = relative.components().count();
    depth == 1 || depth == 2 && relative.ends_with("mod.rs")
}

/// The imports of a crate's sources that lead to a layer above. What the crate's tests import does not count, and neither does
/// another binary in it.
fn upward(of: &Crate, folder: &Path) -> Vec<String> {
    let home = |name: &str| {
        let mut homes = of.homes.iter();
        let home = homes.find(|(_, names)| names.contains(&name));
        home.map_or_else(|| name.to_owned(), |(home, _)| (*home).to_owned())
    };
    let mut upward = Vec::new();
    for path in sources(folder) {
        let relative = path.strip_prefix(folder).unwrap();
        let first = relative.components().next().unwrap().as_os_str();
        let layer = first.to_str().unwrap().trim_end_matches(".rs");
        if ["lib", "main", "program", "fuzzing", "tests"].contains(&layer) {
            continue;
        }
        let height = |layer: &str| of.layers.iter().position(|known| *known == layer);
        let own = height(layer).unwrap_or_else(|| panic!("{layer} is in no layer"));
        let text = fs::read_to_string(&path).unwrap();
        // Tests within a file may look further.
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let mut names = names_after(text, "crate::");
        if leads_out_of(relative) {
            let inside = names_after(text, "super::").into_iter();
            names.extend(inside.filter(|name| height(&home(name)).is_some()));
        }
        for name in names {
            let other = height(&home(&name)).unwrap_or_else(|| panic!("{name} is in no layer"));
            if other > own {
                upward.push(format!("{}: crate::{name}", relative.display()));
            }
        }
    }
    upward
}

#[test]
fn layers_import_downwards_only() {
    for of in [SIMULATOR, SHOP] {
        let upward = upward(&of, &root().join(of.folder));
        assert!(upward.is_empty(), "{}: {upward:#?}", of.folder);
    }
}

/// The file that a unit test in a folder `tests` is about: the same path without that folder.
fn tested(test: &Path) -> Option<PathBuf> {
    let parts: Vec<_> = test.components().collect();
    let tests = parts.iter().position(|part| part.as_os_str() == "tests")?;
    Some(parts[..tests].iter().chain(&parts[tests + 1..]).collect())
}

#[test]
fn unit_tests_stand_under_the_path_of_what_they_test() {
    for folder in ["simulator/src", "integration/src", "integration/shop/src"]
        .map(|folder| root().join(folder))
    {
        let mut found = 0;
        for path in sources(&folder) {
            let relative = path.strip_prefix(&folder).unwrap();
            let Some(tested) = tested(relative) else {
                continue;
            };
            found += 1;
            if tested.starts_with("support") || tested.ends_with("mod.rs") {
                continue;
            }
            let tested = folder.join(tested);
            let is_there = tested.exists() || tested.with_extension("").join("mod.rs").exists();
            assert!(is_there, "{}", relative.display());
        }
        assert!(found > 10, "{}: only {found}", folder.display());
    }
}

#[test]
fn an_import_that_leads_upwards_is_found() {
    let source = "use crate::{\n    app::{AppState, NotCreated},\n    books::Books,\n};\nfn f() -> crate::control::View {}";
    assert_eq!(names_after(source, "crate::"), ["app", "books", "control"]);
    let folder = std::env::temp_dir().join(format!("kakebarai-layers-{}", std::process::id()));
    fs::create_dir_all(folder.join("books")).unwrap();
    let more = "use super::{metrics::Metrics, server::Server};";
    fs::write(folder.join("books/mod.rs"), format!("{source}\n{more}")).unwrap();
    let found = upward(&SIMULATOR, &folder);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        found,
        [
            "books/mod.rs: crate::app",
            "books/mod.rs: crate::control",
            "books/mod.rs: crate::server"
        ]
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
fn a_type_name_is_declared_once() {
    let folders = [
        "simulator/src",
        "simulator/conformance/src",
        "integration/src",
        "integration/shop/src",
    ];
    for folder in folders.map(|folder| root().join(folder)) {
        let mut declared: Vec<(String, PathBuf)> = Vec::new();
        for path in sources(&folder) {
            let is_test = |part: std::path::Component<'_>| part.as_os_str() == "tests";
            if path
                .strip_prefix(&folder)
                .unwrap()
                .components()
                .any(is_test)
            {
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
        assert!(declared.len() > 60, "only {} found", declared.len());
        declared.sort();
        // The same name in one file is one for this system and one for others.
        declared.dedup();
        let twice: Vec<_> = declared
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0)
            .collect();
        assert!(twice.is_empty(), "{twice:#?}");
    }
}

/// An alteration that storage does not see is lost, and overwrites what another simulator on the same database did.
#[test]
fn the_state_of_a_merchant_is_altered_where_storage_sees_it() {
    let folder = root().join(SIMULATOR.folder);
    let mut altering = Vec::new();
    for file in sources(&folder) {
        let relative = file.strip_prefix(&folder).unwrap();
        if relative.starts_with("tests") || relative == Path::new("merchant/mod.rs") {
            continue;
        }
        if fs::read_to_string(&file).unwrap().contains(".state_mut()") {
            altering.push(relative.display().to_string());
        }
    }
    altering.sort();
    assert_eq!(
        altering,
        [
            "app/lifecycle.rs",
            "app/opening.rs",
            "storage/mod.rs",
            "storage/postgres/mod.rs",
            "storage/postgres/write.rs",
        ]
    );
}
