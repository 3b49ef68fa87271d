//! The folder of a report: all files or what was there before.

use std::fs;

use kakebarai_conformance::reports::{ReportNotWritten, html, write};

use super::{empty, sample, since};

const NAMES: [&str; 6] = [
    "conformance.json",
    "conformance.html",
    "junit.xml",
    "summary.md",
    "badge.svg",
    "badge.json",
];

#[test]
fn a_report_is_written_and_replaces_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("a/報告");
    let paths = NAMES.map(|name| folder.join(name));
    assert_eq!(write(&empty(), None, &folder).unwrap(), paths);
    assert_eq!(write(&sample(), Some(&since()), &folder).unwrap(), paths);
    let page = fs::read_to_string(folder.join("conformance.html")).unwrap();
    assert_eq!(page, html(&sample(), Some(&since())));
    // Nothing is left over.
    assert_eq!(fs::read_dir(&folder).unwrap().count(), NAMES.len());
}

#[cfg(unix)]
#[test]
fn others_may_read_it_as_they_may_read_any_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    write(&sample(), None, folder.path()).unwrap();
    let any = folder.path().join("any");
    fs::write(&any, "").unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(folder.path().join("junit.xml")), mode(any));
}

#[test]
fn where_no_folder_can_be_made_the_way_out_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    let refused = write(&sample(), None, &file).unwrap_err();
    assert!(
        matches!(refused, ReportNotWritten::Folder { .. }),
        "{refused:?}"
    );
    let text = refused.to_string();
    assert!(text.contains("を作れません"), "{text}");
    assert!(
        text.contains("--report に、書き込めるフォルダーを"),
        "{text}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn what_cannot_be_replaced_is_named() {
    let folder = tempfile::tempdir().unwrap();
    // A folder of that name is no file.
    fs::create_dir_all(folder.path().join("conformance.json/x")).unwrap();
    let refused = write(&sample(), None, folder.path()).unwrap_err();
    let text = refused.to_string();
    assert!(text.contains("conformance.json に書き込めません"), "{text}");
    assert!(text.contains("--report に別のフォルダーを"), "{text}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
