//! A file of SQLite. One transaction writes the events of many requests; each request is answered after its commit.

use std::{
    mem,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use tokio::sync::{Notify, watch};

use super::{
    StorageError,
    codec::{self, Record, RecordKind},
    file::File,
};
use crate::merchant::event::Unwritten;

/// The pause before a failed batch is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// The queue of records, and its progress.
#[derive(Debug)]
pub(crate) struct Writer {
    waiting: Mutex<Waiting>,
    wake: Notify,
    progress: watch::Sender<Progress>,
    /// Batches that failed.
    failures: AtomicU64,
}

#[derive(Debug, Default)]
struct Waiting {
    /// Events of a merchant. The writer encodes them, not the request that holds the merchant's lock.
    unwritten: Vec<(Arc<str>, QueueItem)>,
    /// The number of events ever queued.
    last: u64,
    closing: bool,
}

#[derive(Debug)]
enum QueueItem {
    Event(Unwritten),
    Checkpoint { number: u64, books: String },
    Removed,
}

#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    /// The number of written events.
    written: u64,
    /// Whether the next batch has failed so far.
    failing: bool,
    /// Whether the writer has ended.
    ended: bool,
}

/// Receives errors of the writer.
pub(crate) trait Observer: Send + Sync + 'static {
    /// A batch cannot be written.
    fn unwritable(&self, error: &sqlx::Error);
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            waiting: Mutex::default(),
            wake: Notify::new(),
            progress: watch::Sender::new(Progress::default()),
            failures: AtomicU64::new(0),
        }
    }

    /// Queues events of a merchant. Called under the merchant's lock, so in order.
    pub(crate) fn put(&self, code: &Arc<str>, unwritten: Vec<Unwritten>) {
        if !unwritten.is_empty() {
            self.put_all(code, unwritten.into_iter().map(QueueItem::Event));
        }
    }

    /// Queues the books after a number of changes.
    pub(crate) fn put_checkpoint(&self, code: &Arc<str>, number: u64, books: String) {
        self.put_all(code, [QueueItem::Checkpoint { number, books }]);
    }

    /// Queues the removal of a merchant.
    pub(crate) fn put_removal(&self, code: &Arc<str>) {
        self.put_all(code, [QueueItem::Removed]);
    }

    fn put_all(&self, code: &Arc<str>, items: impl IntoIterator<Item = QueueItem>) {
        let mut waiting = self.waiting.lock();
        let before = waiting.unwritten.len();
        let items = items.into_iter().map(|item| (code.clone(), item));
        waiting.unwritten.extend(items);
        waiting.last += (waiting.unwritten.len() - before) as u64;
        drop(waiting);
        self.wake.notify_one();
    }

    /// Waits until everything queued so far is written.
    pub(crate) async fn flushed(&self) -> Result<(), StorageError> {
        let last = self.waiting.lock().last;
        let done = |progress: &Progress| progress.written >= last;
        if done(&self.progress.borrow()) {
            return Ok(());
        }
        let mut progress = self.progress.subscribe();
        match progress
            .wait_for(|progress| done(progress) || progress.failing || progress.ended)
            .await
        {
            Ok(progress) if done(&progress) => Ok(()),
            Ok(progress) if !progress.ended => Err(StorageError::FileInDoubt),
            _ => Err(StorageError::File),
        }
    }

    /// The number of written events, and of waiting ones.
    pub(crate) fn figures(&self) -> (u64, u64) {
        let written = self.progress.borrow().written;
        (written, self.waiting.lock().last.saturating_sub(written))
    }

    /// Batches that failed.
    pub(crate) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// Whether writing fails at the moment.
    pub(crate) fn is_failing(&self) -> bool {
        let progress = self.progress.borrow();
        progress.failing || progress.ended
    }

    /// Writes what is queued, and ends.
    pub(crate) async fn close(&self) {
        self.waiting.lock().closing = true;
        self.wake.notify_one();
        let mut progress = self.progress.subscribe();
        let _ = progress.wait_for(|progress| progress.ended).await;
    }

    /// Writes until the queue is closed and empty.
    pub(crate) async fn run(&self, mut file: File, observer: impl Observer) {
        self.write_all(&mut file, &observer).await;
        file.close().await;
        self.progress.send_modify(|progress| progress.ended = true);
    }

    /// Writes a batch, repeating until it succeeds. Returns `false` if the writer must end before.
    async fn write_through(
        &self,
        file: &mut File,
        batch: &[Record],
        observer: &impl Observer,
    ) -> bool {
        let mut again = false;
        // Later batches depend on this one.
        while let Err(error) = file.write(batch, again).await {
            again = true;
            self.failures.fetch_add(1, Ordering::Relaxed);
            if !self.progress.borrow().failing {
                observer.unwritable(&error);
                self.progress
                    .send_modify(|progress| progress.failing = true);
            }
            if self.waiting.lock().closing {
                return false;
            }
            let _ = tokio::time::timeout(AGAIN, self.wake.notified()).await;
        }
        true
    }

    async fn write_all(&self, file: &mut File, observer: &impl Observer) {
        loop {
            let (unwritten, last, closing) = {
                let mut waiting = self.waiting.lock();
                let unwritten = mem::take(&mut waiting.unwritten);
                (unwritten, waiting.last, waiting.closing)
            };
            if unwritten.is_empty() {
                if closing {
                    break;
                }
                self.wake.notified().await;
                continue;
            }
            let batch: Vec<Record> = unwritten.into_iter().map(encoded).collect();
            if !self.write_through(file, &batch, observer).await {
                break;
            }
            self.progress.send_modify(|progress| {
                progress.written = last;
                progress.failing = false;
            });
        }
    }
}

fn encoded((code, item): (Arc<str>, QueueItem)) -> Record {
    let kind = match item {
        QueueItem::Event(unwritten) => return codec::encode(&code, &unwritten),
        QueueItem::Checkpoint { number, books } => RecordKind::Checkpoint { number, books },
        QueueItem::Removed => RecordKind::Removed,
    };
    Record { code, kind }
}
