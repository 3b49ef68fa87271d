//! A file whose lines are of a bounded length, so that the memory for one row is, too.

use std::io::{self, Read};

/// The most bytes of a line.
const MOST: usize = 1024 * 1024;

/// Fails where a line of what it reads is too long.
pub(super) struct ShortLines<R> {
    inner: R,
    /// Bytes since the last end of a line.
    length: usize,
}

impl<R> ShortLines<R> {
    pub(super) const fn of(inner: R) -> Self {
        Self { inner, length: 0 }
    }
}

impl<R: Read> Read for ShortLines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        for part in buffer[..read].split_inclusive(|byte| *byte == b'\n') {
            self.length += part.len();
            if self.length > MOST {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "1行が長すぎます（1MBまで）。",
                ));
            }
            if part.ends_with(b"\n") {
                self.length = 0;
            }
        }
        Ok(read)
    }
}
