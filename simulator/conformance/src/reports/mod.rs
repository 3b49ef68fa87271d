//! A report for all its readers: manager, developer, CI, program.
//!
//! | module | what is there |
//! |---|---|
//! | `html` | one page, important parts first; without scripts and requests |
//! | `junit` | for programs that show the results of tests |
//! | `markdown` | for the summary of a CI job |
//! | `badge` | the level at a glance |
//! | `terminal` | for the terminal of the run |
//! | `json`, `schema` | for programs |
//! | `finding` | the text of a case |
//! | `mutation` | the same formats for a run with misbehaviours of the provider |
//! | `reading`, `wording` | the common parts of the formats |
//!
//! Nothing here decides anything, and all that is shown is in the report or in the catalogue.

mod badge;
mod finding;
mod html;
mod json;
mod junit;
mod markdown;
pub mod mutation;
mod reading;
mod schema;
mod terminal;
mod wording;

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

pub use self::{
    badge::{badge_json, badge_svg},
    html::html,
    json::json,
    junit::junit,
    markdown::{MARKDOWN_LIMIT, markdown},
    schema::schema,
    terminal::terminal,
};
use crate::judging::report::Report;

/// Why a report was not written.
#[derive(Debug, thiserror::Error)]
pub enum ReportNotWritten {
    /// The folder does not exist and cannot be created.
    #[error(
        "報告のフォルダー {} を作れません（{why}）。--report に、書き込めるフォルダーを指定してください。", path.display()
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The error of the system.
        why: io::Error,
    },
    /// A file cannot be written.
    #[error(
        "報告 {} に書き込めません（{why}）。空き容量と書き込みの権限を確かめるか、--report に別のフォルダーを指定してください。", path.display()
    )]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        why: io::Error,
    },
    /// A format cannot represent it.
    #[error("報告を{format}にできません（{why}）。検査の道具の誤りです。お知らせください。")]
    Format {
        /// The format.
        format: &'static str,
        /// The error of its library.
        why: String,
    },
}

/// Writes a report in all formats to a folder, which is created if missing, and returns the files. Each is whole or as before. `since` is
/// the last report, if given.
///
/// # Errors
/// [`ReportNotWritten`]; nothing is replaced unless everything could be written.
pub fn write(
    report: &Report,
    since: Option<&Report>,
    folder: &Path,
) -> Result<Vec<PathBuf>, ReportNotWritten> {
    let refused = |format, why: String| ReportNotWritten::Format { format, why };
    let files = [
        (
            "conformance.json",
            json(report).map_err(|error| refused("JSON", error.to_string()))?,
        ),
        ("conformance.html", html(report, since)),
        (
            "junit.xml",
            junit(report).map_err(|error| refused("JUnit XML", error.to_string()))?,
        ),
        ("summary.md", markdown(report, since)),
        ("badge.svg", badge_svg(report)),
        ("badge.json", badge_json(report)),
    ];
    write_files(folder, files)
}

/// Writes files to a folder, which is created if missing: each whole, and none unless all could be written.
pub(crate) fn write_files<const N: usize>(
    folder: &Path,
    files: [(&'static str, String); N],
) -> Result<Vec<PathBuf>, ReportNotWritten> {
    fs::create_dir_all(folder).map_err(|why| ReportNotWritten::Folder {
        path: folder.to_owned(),
        why,
    })?;
    let at = |path: &Path, why| ReportNotWritten::File {
        path: path.to_owned(),
        why,
    };
    let mut waiting = Vec::with_capacity(files.len());
    for (name, text) in files {
        let path = folder.join(name);
        let file = beside(folder, &text).map_err(|why| at(&path, why))?;
        waiting.push((file, path));
    }
    let written = waiting.into_iter().map(|(file, path)| {
        let persisted = file.persist(&path);
        persisted
            .map(|_| path.clone())
            .map_err(|error| at(&path, error.error))
    });
    written.collect()
}

/// Writes a text to a temporary file, to be renamed.
fn beside(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".report-");
    // Like any other file, others may read it as far as the user's mask allows.
    #[cfg(unix)]
    let everyone = {
        use std::os::unix::fs::PermissionsExt as _;
        fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(everyone);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}
