//! What was received, what was answered, and why. Bounded in bytes; without passwords and personal data.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use jiff::civil::DateTime;

use super::faults::Failure;
use crate::{
    books::{seen::Seen, values::is_merchant_code},
    vendor::{
        rules::{judge::Broken, rule::Rule},
        wire::{
            fields::Fields,
            form::{Form, Malformed},
            item::Privacy,
            reply::Element,
        },
    },
};

/// The most characters of a value that are kept.
pub(crate) const MAX_VALUE: usize = 200;

/// One request and its answer.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Counts from 1 in this journal, without gaps.
    pub(crate) number: u64,
    /// Counts all requests of the simulator, from 1.
    pub(crate) request: u64,
    pub(crate) at: DateTime,
    /// `AN010` … `AN070`.
    pub(crate) api: &'static str,
    pub(crate) received: Kept,
    /// Why the bytes are not a form, if they are not.
    pub(crate) malformed: Option<Box<Malformed>>,
    /// The rules of the API, which `broken` points into.
    pub(crate) rules: &'static [Rule],
    pub(crate) broken: Box<[Broken]>,
    /// What the books said then.
    pub(crate) seen: Seen,
    pub(crate) fault: Option<Box<Failure>>,
    /// Whether the request was looked at; not so where a fault came first.
    pub(crate) processed: bool,
    /// The code that was answered.
    pub(crate) code: Option<&'static str>,
    pub(crate) answered: Kept,
    /// The number of the change that the request made.
    pub(crate) change: Option<u64>,
}

impl Entry {
    /// An entry of which nothing is known yet but where it came and when.
    pub(crate) fn new(api: &'static str, rules: &'static [Rule], at: DateTime) -> Self {
        Self {
            number: 0,
            request: 0,
            at,
            api,
            received: Kept::default(),
            malformed: None,
            rules,
            broken: Box::default(),
            seen: Seen::default(),
            fault: None,
            processed: false,
            code: None,
            answered: Kept::default(),
            change: None,
        }
    }

    fn bytes(&self) -> usize {
        // Its place in the queue, which has up to an eighth more places than entries.
        size_of::<Self>() / 8 * 9
            + self.received.bytes()
            + self.answered.bytes()
            + allocated(self.broken.len() * size_of::<Broken>())
            + self.malformed.as_ref().map_or(0, |malformed| {
                allocated(size_of::<Malformed>()) + malformed.bytes()
            })
            + self
                .fault
                .as_ref()
                .map_or(0, |_| allocated(size_of::<Failure>()))
    }
}

/// What a piece of so many bytes takes of the memory, with what the allocator adds.
const fn allocated(bytes: usize) -> usize {
    if bytes == 0 { 0 } else { bytes + 16 }
}

/// Names and values in one piece of text; a mask in place of a value begins with a NUL.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    text: Box<str>,
    ends: Box<[u32]>,
}

/// A value as the journal has it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Shown<'a> {
    Value(&'a str),
    /// Personal data: only its length in characters.
    Personal(usize),
    /// A password, or what may be one.
    Secret,
}

impl Kept {
    /// Keeps the fields of a request. `password` is the merchant's: it is masked wherever it stands. Without a merchant
    /// any field may hold somebody's password, so only what looks like a merchant code is kept.
    pub(crate) fn fields(form: &Form, fields: &Fields<'_>, password: Option<&str>) -> Self {
        let pairs = form.pairs().zip(fields.privacy());
        let sent = pairs
            .clone()
            .find(|(_, privacy)| **privacy == Some(Privacy::Secret));
        let sent = sent
            .map(|((_, value), _)| value)
            .filter(|value| !value.is_empty());
        let is_password = |text: &str| Some(text) == password || Some(text) == sent;
        let mut keeper = Keeper::default();
        for ((name, value), privacy) in pairs {
            match privacy {
                Some(_) if is_password(value) => keeper.keep(name, value, Privacy::Secret),
                Some(_) if password.is_none() && !is_merchant_code(value) => {
                    keeper.keep(name, value, Privacy::Personal);
                }
                Some(privacy) => keeper.keep(name, value, *privacy),
                // An unknown name may be anything, so its value is not kept, and its name only where it looks like one.
                None => {
                    let is_name = name.len() <= 40
                        && !value.is_empty()
                        && name
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                        && !is_password(name);
                    keeper.keep(if is_name { name } else { "?" }, value, Privacy::Personal);
                }
            }
        }
        keeper.kept()
    }

    /// Keeps the elements of an answer.
    pub(crate) fn elements(elements: &[Element]) -> Self {
        let mut keeper = Keeper::default();
        for element in elements {
            keeper.keep(element.name, &element.value, element.privacy);
        }
        keeper.kept()
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, Shown<'_>)> {
        let mut start = 0;
        self.ends
            .as_chunks::<2>()
            .0
            .iter()
            .map(move |[name_end, value_end]| {
                let (middle, end) = (*name_end as usize, *value_end as usize);
                let (name, value) = (&self.text[start..middle], &self.text[middle..end]);
                start = end;
                let shown = match value.strip_prefix('\0') {
                    None => Shown::Value(value),
                    Some("") => Shown::Secret,
                    Some(length) => Shown::Personal(length.parse().unwrap_or(0)),
                };
                (name, shown)
            })
    }

    fn bytes(&self) -> usize {
        allocated(self.text.len()) + allocated(self.ends.len() * size_of::<u32>())
    }
}

#[derive(Default)]
struct Keeper {
    text: String,
    ends: Vec<u32>,
}

impl Keeper {
    fn keep(&mut self, name: &str, value: &str, privacy: Privacy) {
        self.text.push_str(name);
        self.end();
        match privacy {
            _ if value.is_empty() => {}
            Privacy::Secret => self.text.push('\0'),
            Privacy::Personal => {
                self.text.push('\0');
                self.text.push_str(&value.chars().count().to_string());
            }
            Privacy::Open if !is_too_long(value) && !value.starts_with('\0') => {
                self.text.push_str(value);
            }
            Privacy::Open => {
                let kept = value.chars().skip_while(|c| *c == '\0').take(MAX_VALUE);
                self.text.extend(kept);
                self.text.push('…');
            }
        }
        self.end();
    }

    fn end(&mut self) {
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn kept(self) -> Kept {
        Kept {
            text: self.text.into_boxed_str(),
            ends: self.ends.into_boxed_slice(),
        }
    }
}

fn is_too_long(value: &str) -> bool {
    value.len() > MAX_VALUE && value.chars().nth(MAX_VALUE).is_some()
}

/// The bytes that all journals of a simulator may take together, and those that all snapshots may.
#[derive(Debug)]
pub(crate) struct Budget {
    most: usize,
    used: AtomicUsize,
    most_of_snapshots: u64,
    used_by_snapshots: AtomicU64,
}

impl Budget {
    pub(crate) const fn new(most: usize, most_of_snapshots: u64) -> Self {
        Self {
            most,
            used: AtomicUsize::new(0),
            most_of_snapshots,
            used_by_snapshots: AtomicU64::new(0),
        }
    }

    /// Whether a snapshot can be had in place of another one, if any; it is then.
    pub(crate) fn take_for_snapshots(&self, bytes: u64, before: u64) -> bool {
        let take = |used: u64| {
            let then = (used + bytes).saturating_sub(before);
            (then <= self.most_of_snapshots || bytes <= before).then_some(then)
        };
        self.used_by_snapshots
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    pub(crate) fn charge(&self, bytes: u64) {
        self.used_by_snapshots.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn give_back(&self, bytes: u64) {
        self.used_by_snapshots.fetch_sub(bytes, Ordering::Relaxed);
    }

    pub(crate) fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    pub(crate) fn is_exceeded(&self) -> bool {
        self.used() > self.most
    }

    /// How many bytes to drop. A sixty-fourth more than is needed, so that it is seldom needed.
    pub(crate) fn excess(&self) -> usize {
        let target = self.most - self.most / 64;
        self.used().saturating_sub(target)
    }
}

/// The last requests of a merchant.
#[derive(Debug)]
pub(crate) struct Journal {
    budget: Arc<Budget>,
    bytes: usize,
    last_number: u64,
    entries: VecDeque<Entry>,
}

impl Journal {
    pub(crate) const fn new(budget: Arc<Budget>) -> Self {
        Self {
            budget,
            bytes: 0,
            last_number: 0,
            entries: VecDeque::new(),
        }
    }

    pub(crate) fn budget(&self) -> Arc<Budget> {
        self.budget.clone()
    }

    /// Writes an entry and numbers it. Whoever wrote makes room afterwards.
    pub(crate) fn write(&mut self, mut entry: Entry) {
        self.last_number += 1;
        entry.number = self.last_number;
        let bytes = entry.bytes();
        self.bytes += bytes;
        self.budget.used.fetch_add(bytes, Ordering::Relaxed);
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact(self.entries.len() / 8 + 4);
        }
        self.entries.push_back(entry);
    }

    /// Drops the oldest entries until no more than so many bytes are left.
    pub(crate) fn shrink_to(&mut self, bytes: usize) {
        while self.bytes > bytes {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.free(oldest.bytes());
        }
    }

    fn free(&mut self, bytes: usize) {
        self.bytes -= bytes;
        self.budget.used.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// The number of the last request, there or not.
    pub(crate) const fn last_number(&self) -> u64 {
        self.last_number
    }

    /// Takes back what was written after the request of a number.
    pub(crate) fn take_back(&mut self, number: u64) {
        while let Some(entry) = self.entries.pop_back_if(|entry| entry.number > number) {
            self.free(entry.bytes());
        }
        self.last_number = self.last_number.min(number);
    }

    /// From which number on every request is there.
    pub(crate) fn complete_from(&self) -> u64 {
        self.last_number + 1 - self.entries.len() as u64
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The entry of a request, by its number among all of the simulator.
    pub(crate) fn request(&self, request: u64) -> Option<&Entry> {
        let place = self
            .entries
            .binary_search_by_key(&request, |entry| entry.request);
        self.entries.get(place.ok()?)
    }

    /// Forgets the entries; the numbers go on.
    pub(crate) fn clear(&mut self) {
        self.shrink_to(0);
        self.entries = VecDeque::new();
    }

    /// Forgets the entries and begins to count anew.
    pub(crate) fn reset(&mut self) {
        self.clear();
        self.last_number = 0;
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// To how many bytes the largest of some journals must shrink, so that together they lose so many.
pub(crate) fn level(sizes: &mut [usize], excess: usize) -> usize {
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let mut above = 0;
    for (count, size) in (1..).zip(sizes.iter()) {
        above += size;
        let level = above.saturating_sub(excess) / count;
        // Those that follow are below the level already.
        if sizes.get(count).is_none_or(|next| *next <= level) {
            return level;
        }
    }
    0
}
