//! Forms with files (`multipart/form-data`): read part by part, the files to the disk, so that memory is bounded.

use std::{
    fmt,
    io::{self, Read, Seek as _, SeekFrom},
    sync::Arc,
};

use axum::body::Body;
use multer::{Constraints, Field, Multipart, SizeLimit};
use tokio::io::AsyncWriteExt as _;

use super::{Posted, TOKEN, is_too_slow};

/// The most bytes of a form with files.
const MAX_BODY: u64 = 32 * 1024 * 1024;
/// The most bytes of a field that is not a file.
const MAX_FIELD: usize = 4 * 1024 * 1024;
/// The most fields and files.
const MAX_PARTS: usize = 200;

/// A file that was sent. Dropping it removes it from the disk.
pub(crate) struct Upload {
    pub(super) field: String,
    /// As the visitor's machine calls it.
    pub(crate) file_name: String,
    /// In bytes.
    pub(crate) length: u64,
    file: std::fs::File,
}

/// Why a form with files cannot be read.
#[derive(Debug)]
pub(crate) enum NotRead {
    /// It is not such a form.
    Malformed,
    TooLarge,
    /// The rest of it did not arrive in time.
    TooSlow,
    /// It contains a control character.
    Control,
    /// The disk of the shop.
    Disk(io::Error),
}

impl From<multer::Error> for NotRead {
    fn from(error: multer::Error) -> Self {
        match error {
            multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
                Self::TooLarge
            }
            multer::Error::StreamReadFailed(error) if is_too_slow(&*error) => Self::TooSlow,
            _ => Self::Malformed,
        }
    }
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// The parts of a form that have not been read yet.
pub(crate) struct Parts(Multipart<'static>);

impl Parts {
    /// Opens a form by the type of its content.
    pub(crate) fn open(content_type: &str, body: Body) -> Result<Self, NotRead> {
        let boundary = multer::parse_boundary(content_type)?;
        let limit = SizeLimit::new().whole_stream(MAX_BODY);
        Ok(Self(Multipart::with_constraints(
            body.into_data_stream(),
            boundary,
            Constraints::new().size_limit(limit),
        )))
    }

    /// The token, which comes first: nothing is kept of a form before it is known to be one of ours.
    pub(crate) async fn token(&mut self) -> Result<String, NotRead> {
        match self.0.next_field().await? {
            Some(first) if first.name() == Some(TOKEN) => text(first).await,
            _ => Err(NotRead::Malformed),
        }
    }

    /// Everything else.
    pub(crate) async fn rest(mut self) -> Result<Posted, NotRead> {
        let mut posted = Posted {
            fields: Vec::new(),
            files: Vec::new(),
        };
        while let Some(field) = self.0.next_field().await? {
            if posted.fields.len() + posted.files.len() >= MAX_PARTS {
                return Err(NotRead::TooLarge);
            }
            let name = field.name().ok_or(NotRead::Malformed)?.to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file_name) => posted
                    .files
                    .extend(upload(name, file_name, field).await?.map(Arc::new)),
                None => posted.add(name, text(field).await?)?,
            }
        }
        Ok(posted)
    }
}

async fn text(mut field: Field<'static>) -> Result<String, NotRead> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        if bytes.len() + chunk.len() > MAX_FIELD {
            return Err(NotRead::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| NotRead::Malformed)
}

/// A file; `None` if no file was chosen.
async fn upload(
    field: String,
    file_name: String,
    mut content: Field<'static>,
) -> Result<Option<Upload>, NotRead> {
    let mut file = tokio::fs::File::from_std(tempfile::tempfile()?);
    let mut length = 0;
    while let Some(chunk) = content.chunk().await? {
        length += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    let file = file.into_std().await;
    Ok((length > 0 || !file_name.is_empty()).then_some(Upload {
        field,
        file_name,
        length,
        file,
    }))
}

impl Upload {
    /// The file from its beginning. Reading it may block.
    pub(crate) fn open(&self) -> io::Result<impl Read + Send + use<>> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// All of a small file; `None` if it has more than `most` bytes.
    pub(crate) fn bytes(&self, most: u64) -> io::Result<Option<Vec<u8>>> {
        if self.length > most {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("field", &self.field)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
