//! The likely name for a misspelt one.

/// The most wrong letters.
const MOST: usize = 5;

/// The known name that differs least, if that is in less than a third of its letters.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let wrong = |known: &str| strsim::damerau_levenshtein(name, known);
    known
        .min_by_key(|known| wrong(known))
        .filter(|known| wrong(known) <= MOST && wrong(known) * 3 < known.len())
}
