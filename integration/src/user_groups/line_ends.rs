//! A file whose lines all end alike, and are of a bounded length, so that the memory for one row is, too.

use std::io::{self, Read};

/// The most bytes of a line.
const MOST: usize = 1024 * 1024;

/// Reads CRLF and a lone CR (of any line, quoted or not) as LF, and fails if a line is too long.
pub(super) struct LineEnds<R> {
    inner: R,
    /// Bytes since the last end of a line.
    length: usize,
    /// Whether the last byte was a CR, whose LF may follow.
    was_return: bool,
}

impl<R> LineEnds<R> {
    pub(super) const fn of(inner: R) -> Self {
        Self {
            inner,
            length: 0,
            was_return: false,
        }
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buffer)?;
            let mut kept = 0;
            for at in 0..read {
                let byte = buffer[at];
                let is_second = byte == b'\n' && self.was_return;
                self.was_return = byte == b'\r';
                if is_second {
                    continue;
                }
                let is_end = matches!(byte, b'\n' | b'\r');
                buffer[kept] = if is_end { b'\n' } else { byte };
                kept += 1;
                self.length = if is_end { 0 } else { self.length + 1 };
                if self.length > MOST {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidData,
                        "1行が長すぎます（1MBまで）。",
                    ));
                }
            }
            // A read of 0 bytes means the end of the file.
            if kept > 0 || read == 0 {
                return Ok(kept);
            }
        }
    }
}
