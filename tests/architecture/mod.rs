//! The house rules that a compiler does not know.

mod circles;
mod layers;
mod library;

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn manifest(path: &str) -> toml::Table {
    fs::read_to_string(root().join(path))
        .unwrap()
        .parse()
        .unwrap()
}

/// The names of all dependencies that a package builds with, those for tests left out.
fn dependencies(manifest: &toml::Table) -> Vec<&str> {
    ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(|section| section.keys().map(String::as_str))
        .collect()
}

/// Every Rust file below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn all_sources() -> Vec<PathBuf> {
    ["simulator", "integration", "tests"]
        .iter()
        .flat_map(|folder| sources(&root().join(folder)))
        .collect()
}

/// Every member of the workspace by folder, its package, and the packages of this repository that it may build with. A
/// member that is not there yet has its place already.
const MEMBERS: &[(&str, &str, &[&str])] = &[
    ("simulator", "kakebarai-simulator", &["kakebarai-traffic"]),
    ("simulator/traffic", "kakebarai-traffic", &[]),
    (
        "simulator/conformance",
        "kakebarai-conformance",
        &["kakebarai-simulator", "kakebarai-traffic"],
    ),
    ("integration", "kakebarai", &[]),
    (
        "integration/shop",
        "kakebarai-shop",
        &["kakebarai", "kakebarai-simulator"],
    ),
    ("tests/conformance/naive", "naive-client", &[]),
];

#[test]
fn each_member_is_named_and_uses_only_what_it_may() {
    let workspace = manifest("Cargo.toml");
    let listed: Vec<&str> = workspace["workspace"]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member.as_str().unwrap())
        .collect();
    let there = |folder: &str| root().join(folder).join("Cargo.toml").exists();
    let known: Vec<&str> = MEMBERS
        .iter()
        .map(|(folder, ..)| *folder)
        .filter(|folder| there(folder))
        .collect();
    assert_eq!(listed, known, "another crate would be one that both share");
    for (folder, name, may_use) in MEMBERS.iter().filter(|(folder, ..)| there(folder)) {
        let manifest = manifest(&format!("{folder}/Cargo.toml"));
        assert_eq!(manifest["package"]["name"].as_str(), Some(*name));
        let of_ours = |package: &&str| MEMBERS.iter().any(|(_, ours, _)| ours == package);
        let mut uses: Vec<_> = dependencies(&manifest)
            .into_iter()
            .filter(of_ours)
            .collect();
        uses.sort_unstable();
        assert_eq!(uses, *may_use, "{name}");
        // By path alone: no other name hides one.
        let dependencies = manifest["dependencies"].as_table().unwrap();
        let paths = dependencies
            .values()
            .filter(|wanted| wanted.get("path").is_some())
            .count();
        assert_eq!(paths, may_use.len(), "{name}");
    }
}

#[test]
fn only_the_program_of_the_shop_embeds_the_simulator() {
    let shop = manifest("integration/shop/Cargo.toml");
    let embedded = &shop["dependencies"]["kakebarai-simulator"];
    assert_eq!(embedded["optional"].as_bool(), Some(true));
    let features = shop["features"].as_table().unwrap();
    let bringing: Vec<_> = features
        .iter()
        .filter(|(_, brings)| brings.to_string().contains("kakebarai-simulator"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(bringing, ["demo"]);
    let folder = root().join("integration/shop/src");
    let (program, pages): (Vec<_>, Vec<_>) = sources(&folder)
        .into_iter()
        .partition(|path| path.starts_with(folder.join("program")));
    let names_it = |path: &PathBuf| {
        fs::read_to_string(path)
            .unwrap()
            .contains("kakebarai_simulator")
    };
    assert!(program.iter().any(names_it));
    let wrong: Vec<_> = pages.into_iter().filter(names_it).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_library_brings_nothing_that_is_not_asked_for() {
    let library = manifest("integration/Cargo.toml");
    assert_eq!(library["features"]["default"].as_array().unwrap().len(), 0);
    for optional in ["sqlx", "csv", "lzma-rust2"] {
        let wanted = &library["dependencies"][optional];
        assert_eq!(wanted["optional"].as_bool(), Some(true), "{optional}");
    }
    for never in ["axum", "clap", "hyper", "maud"] {
        assert!(!dependencies(&library).contains(&never), "{never}");
    }
}

#[test]
fn no_sql_of_the_ledger_stands_outside_it() {
    let tables = ["orders", "intents", "shipments", "buyers", "migrations"];
    let ledger = root().join("integration/src/ledger");
    let names_one = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        tables
            .iter()
            .any(|table| text.contains(&format!("kakebarai_{table}")))
    };
    let (own, others): (Vec<_>, Vec<_>) = sources(&root().join("integration"))
        .into_iter()
        .partition(|path| path.starts_with(&ledger));
    assert!(own.iter().any(names_one));
    let wrong: Vec<_> = others.into_iter().filter(names_one).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn the_two_read_and_write_the_wire_with_different_libraries() {
    let of_the_wire = [
        "roxmltree",
        "quick-xml",
        "form_urlencoded",
        "serde_urlencoded",
        "percent-encoding",
    ];
    // Not among them: encoding_rs, which reads no wire. Both ask it which characters are of JIS X 0208, and both count
    // the 6,879 that the standard has.
    let (simulator, integration) = (
        manifest("simulator/Cargo.toml"),
        manifest("integration/Cargo.toml"),
    );
    let (simulator, integration) = (dependencies(&simulator), dependencies(&integration));
    let shared: Vec<_> = of_the_wire
        .iter()
        .filter(|library| simulator.contains(library) && integration.contains(library))
        .collect();
    assert!(shared.is_empty(), "{shared:?}");
}

#[test]
fn the_top_level_is_closed() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "LICENSE",
        "README.md",
        "simulator",
        "integration",
        "features",
        "snapshots",
        "tests",
        "target",
    ];
    let strange: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !allowed.contains(&name.as_str()))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn every_file_opens_with_its_single_concern() {
    let mut silent = Vec::new();
    for path in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with("//! ") {
            silent.push(path);
        }
    }
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn every_migration_is_carried_out() {
    for (folder, list) in [
        ("simulator/migrations", "simulator/src/storage/tables.rs"),
        (
            "integration/src/ledger/migrations",
            "integration/src/ledger/migrations/mod.rs",
        ),
        (
            "integration/src/ledger/before_prefix",
            "integration/src/ledger/migrations/mod.rs",
        ),
        (
            "integration/shop/src/store/migrations",
            "integration/shop/src/store/migrations/mod.rs",
        ),
    ] {
        let list = root().join(list);
        // Without its spaces and ends of lines, however it is broken.
        let text = fs::read_to_string(&list).unwrap();
        let text: String = text.split_whitespace().collect();
        let files = fs::read_dir(root().join(folder)).unwrap();
        let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        let steps = files
            .iter()
            .filter(|file| file.extension().is_some_and(|end| end == "sql"));
        assert!(steps.clone().count() > 0, "{folder}");
        for file in steps {
            let (number, name) = file
                .file_stem()
                .and_then(|stem| stem.to_str()?.split_once('_'))
                .unwrap();
            let number: u32 = number.parse().unwrap();
            let step = format!("to({number},\"{name}\",include_str!(\"");
            let named = text.split(&step).skip(1).filter(|rest| {
                let path = list.with_file_name(rest.split('"').next().unwrap());
                path.canonicalize().unwrap() == file.canonicalize().unwrap()
            });
            assert_eq!(named.count(), 1, "{}", file.display());
        }
    }
}

#[test]
fn no_file_is_longer_than_400_lines_and_none_stands_beside_its_folder() {
    let mut wrong = Vec::new();
    for path in all_sources() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        if lines > 400 || path.with_extension("").is_dir() {
            wrong.push(format!("{} ({lines} lines)", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_module_is_named_after_nothing() {
    let named = |path: &PathBuf| {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        [
            "utils", "util", "helpers", "helper", "common", "manager", "misc",
        ]
        .contains(&stem.as_str())
    };
    let wrong: Vec<_> = all_sources().into_iter().filter(named).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_assumption_of_the_simulator_names_its_setting() {
    let table = fs::read_to_string(root().join("simulator/src/settings/reading/table.rs")).unwrap();
    let mut marks = 0;
    for path in sources(&root().join("simulator/src/vendor")) {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("// Unknown: ") {
            marks += 1;
            let comment: String = text[at..]
                .lines()
                .take_while(|line| line.trim_start().starts_with("//"))
                .collect();
            let keys = table
                .match_indices("    \"")
                .filter_map(|(at, _)| table[at + 5..].split('"').next());
            let named = keys
                .filter(|key| key.contains('.'))
                .any(|key| comment.contains(key));
            let none = comment.contains("There is no setting.");
            assert!(named || none, "{}: {comment}", path.display());
        }
    }
    assert!(marks >= 10, "only {marks} marks found");
}

#[test]
fn a_calibration_sends_to_the_test_host_and_nowhere_else() {
    let folder = root().join("simulator/conformance/src/calibration");
    let mut hosts = Vec::new();
    let mut clients = 0;
    for path in sources(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("yamato-credit-finance") {
            hosts.push((path.clone(), text[..at].ends_with("demo.")));
        }
        let made = text.matches("Client::builder()").count();
        clients += made;
        if made > 0 {
            assert!(text.contains(".redirect(Policy::none())"));
            assert!(text.contains(".no_proxy()"));
        }
        assert!(!text.contains("Client::new()"), "{}", path.display());
        // Its own tests listen on loopback.
        if !path.starts_with(folder.join("tests")) {
            assert!(!text.contains("TcpStream"), "{}", path.display());
        }
    }
    assert_eq!(hosts, [(folder.join("target.rs"), true)]);
    assert_eq!(clients, 1);
}

#[test]
fn feature_files_have_names_that_every_system_takes() {
    let mut features = 0;
    let folders = fs::read_dir(root().join("features")).unwrap();
    let files = folders.flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap());
    for path in files.map(|file| file.unwrap().path()) {
        features += 1;
        assert!(path.file_name().unwrap().to_str().unwrap().is_ascii());
    }
    assert!(features > 10, "only {features} found");
}
