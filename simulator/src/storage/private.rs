//! Files that only their owner may read.

use std::{io, path::Path};

/// Makes a file accessible only to its owner, if it exists.
pub(crate) fn private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::{
            fs::{Permissions, metadata, set_permissions},
            os::unix::fs::PermissionsExt as _,
        };
        match metadata(path) {
            Ok(found) if found.is_file() && found.permissions().mode() & 0o077 != 0 => {
                set_permissions(path, Permissions::from_mode(0o600))?;
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
