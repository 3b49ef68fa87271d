//! Skeletons of adapters, one for each language, embedded.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// A skeleton of an adapter.
#[derive(Clone, Copy, Debug)]
pub struct Skeleton {
    /// `php`.
    pub language: &'static str,
    /// Whether it was run here.
    pub is_tested: bool,
    /// Their names and contents.
    pub files: &'static [(&'static str, &'static str)],
    /// The preparation, if any is needed.
    pub prepare: Option<&'static str>,
    /// The command that starts it, in its folder.
    pub command: &'static [&'static str],
}

macro_rules! file {
    ($folder:literal, $name:literal) => {
        (
            $name,
            include_str!(concat!("../../adapters/", $folder, "/", $name)),
        )
    };
}

/// All skeletons.
pub const SKELETONS: &[Skeleton] = &[
    Skeleton {
        language: "php",
        is_tested: true,
        files: &[file!("php", "kakebarai-adapter.php")],
        prepare: None,
        command: &["php", "kakebarai-adapter.php"],
    },
    Skeleton {
        language: "node",
        is_tested: true,
        files: &[file!("node", "kakebarai-adapter.mjs")],
        prepare: None,
        command: &["node", "kakebarai-adapter.mjs"],
    },
    Skeleton {
        language: "python",
        is_tested: true,
        files: &[file!("python", "kakebarai_adapter.py")],
        prepare: None,
        command: &["python3", "kakebarai_adapter.py"],
    },
    Skeleton {
        language: "ruby",
        is_tested: true,
        files: &[file!("ruby", "kakebarai_adapter.rb")],
        prepare: None,
        command: &["ruby", "kakebarai_adapter.rb"],
    },
    Skeleton {
        language: "java",
        is_tested: true,
        files: &[file!("java", "KakebaraiAdapter.java")],
        prepare: None,
        command: &["java", "KakebaraiAdapter.java"],
    },
    Skeleton {
        language: "csharp",
        is_tested: false,
        files: &[
            file!("csharp", "KakebaraiAdapter.csproj"),
            file!("csharp", "Program.cs"),
        ],
        prepare: Some("dotnet build --output bin/kakebarai"),
        command: &["dotnet", "bin/kakebarai/KakebaraiAdapter.dll"],
    },
];

/// Why a skeleton was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A file of that name exists. Nothing was written.
    #[error(
        "{} がすでにあります。上書きはしません。別のフォルダーを指定するか、先に名前を変えてください。", .0.display()
    )]
    Exists(PathBuf),
    /// The folder or a file cannot be written.
    #[error("{path} に書き込めません（{why}）。場所と権限を確かめてください。", path = .0.display(), why = .1)]
    Io(PathBuf, io::Error),
}

impl Skeleton {
    /// Writes its files to a folder, which is created if missing. Overwrites nothing.
    ///
    /// # Errors
    /// [`NotWritten::Exists`] before anything is written, [`NotWritten::Io`].
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, NotWritten> {
        let paths: Vec<_> = self
            .files
            .iter()
            .map(|(name, _)| folder.join(name))
            .collect();
        if let Some(there) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
            return Err(NotWritten::Exists(there.clone()));
        }
        fs::create_dir_all(folder).map_err(|error| NotWritten::Io(folder.to_owned(), error))?;
        for (path, (_, text)) in paths.iter().zip(self.files) {
            File::create_new(path)
                .and_then(|mut file| file.write_all(text.as_bytes()))
                .map_err(|error| NotWritten::Io(path.clone(), error))?;
        }
        Ok(paths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_and_nothing_is_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let csharp = SKELETONS.last().unwrap();
        let there = folder.path().join("Program.cs");
        fs::write(&there, "mine").unwrap();
        let refused = csharp.write(folder.path()).unwrap_err();
        assert!(
            refused.to_string().contains("上書きはしません"),
            "{refused}"
        );
        assert_eq!(fs::read_to_string(&there).unwrap(), "mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let written = csharp.write(&folder.path().join("a/b")).unwrap();
        assert_eq!(written.len(), 2);
        assert!(csharp.write(&folder.path().join("a/b")).is_err());
    }

    #[test]
    fn each_refuses_to_run_outside_of_the_harness() {
        for skeleton in SKELETONS {
            let guarded = skeleton
                .files
                .iter()
                .any(|(_, text)| text.contains(crate::adapter::DATA_VARIABLE));
            assert!(guarded, "{}", skeleton.language);
        }
    }
}
