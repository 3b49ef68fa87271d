//! Icons that are uploaded: pictures by their content, not by their names, and small.

use std::fmt;

use imagesize::ImageType;

use super::security::key::{digest, hexadecimal};

/// The most bytes of an icon.
pub(super) const MAX_BYTES: u64 = 256 * 1024;
/// The most pixels of an icon in either direction.
pub(super) const MAX_PIXELS: usize = 512;

/// The types that browsers show and that hold nothing which could be executed. SVG is not among them.
const TYPES: [(ImageType, &str); 4] = [
    (ImageType::Png, "image/png"),
    (ImageType::Jpeg, "image/jpeg"),
    (ImageType::Gif, "image/gif"),
    (ImageType::Webp, "image/webp"),
];

/// An icon as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Icon {
    /// Its name: a digest of what is in it.
    pub(super) digest: String,
    /// `image/…`.
    pub(super) media_type: &'static str,
    pub(super) content: Vec<u8>,
}

/// Why a file is not an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoIcon {
    /// Too many bytes.
    #[error("{}KB以下の画像を選んでください。", MAX_BYTES / 1024)]
    TooLarge,
    /// None of the types.
    #[error("PNG・JPEG・GIF・WebPのどれかの画像を選んでください。")]
    Type,
    /// Too many pixels.
    #[error(
        "縦と横が{MAX_PIXELS}ピクセル以下の画像を選んでください。この画像は{0}×{1}ピクセルです。"
    )]
    Pixels(usize, usize),
    /// A picture without a size, or only its beginning.
    #[error("画像が壊れています。別の画像を選んでください。")]
    Broken,
}

impl Icon {
    /// An icon of these bytes.
    pub(super) fn read(content: Vec<u8>) -> Result<Self, NoIcon> {
        if u64::try_from(content.len()).is_ok_and(|length| length > MAX_BYTES) {
            return Err(NoIcon::TooLarge);
        }
        let found = imagesize::image_type(&content).map_err(|_| NoIcon::Type)?;
        let known = TYPES.iter().find(|(known, _)| *known == found);
        let (_, media_type) = known.ok_or(NoIcon::Type)?;
        let size = imagesize::blob_size(&content).map_err(|_| NoIcon::Broken)?;
        if size.width == 0 || size.height == 0 {
            return Err(NoIcon::Broken);
        }
        if size.width > MAX_PIXELS || size.height > MAX_PIXELS {
            return Err(NoIcon::Pixels(size.width, size.height));
        }
        Ok(Self {
            digest: digest(&hexadecimal(&content)),
            media_type,
            content,
        })
    }

    /// Where it is served.
    pub(super) fn path(&self) -> String {
        format!("/icons/{}", self.digest)
    }
}

/// The media type that is kept, if it is one of the four.
pub(super) fn media_type(text: &str) -> Option<&'static str> {
    TYPES
        .iter()
        .map(|(_, known)| *known)
        .find(|known| *known == text)
}

impl fmt::Debug for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Icon")
            .field("media_type", &self.media_type)
            .field("bytes", &self.content.len())
            .finish_non_exhaustive()
    }
}
