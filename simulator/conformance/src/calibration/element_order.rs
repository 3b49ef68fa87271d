//! The order of the elements of several answers, as the simulator's setting has it: only those that come before the others.

use std::collections::BTreeSet;

/// The simulator's own order.
const USUAL: [&str; 9] = [
    "returnDate",
    "returnCode",
    "errorCode",
    "buyerId",
    "buyerName",
    "useUsable",
    "useOverLimit",
    "usePayment",
    "judgeStatus",
];

/// The names that the simulator does not answer.
pub(super) fn unknown<'a>(sequences: &[Vec<&'a str>]) -> BTreeSet<&'a str> {
    let names = sequences.iter().flatten().copied();
    names.filter(|name| !USUAL.contains(name)).collect()
}

/// The fewest names that come first, so that the others follow in the usual order. `None`: the answers contradict each other.
pub(super) fn first<'a>(sequences: &[Vec<&'a str>]) -> Option<Vec<&'a str>> {
    let known = |names: &Vec<&'a str>| {
        let mut kept: Vec<&str> = names.clone();
        kept.retain(|name| USUAL.contains(name));
        // With all codes answered, each has its own element.
        kept.dedup();
        kept
    };
    let sequences: Vec<Vec<&str>> = sequences.iter().map(known).collect();
    let merged = merged(&sequences)?;
    let enough = (0..=merged.len()).find(|count| {
        let (first, rest) = merged.split_at(*count);
        let usual = USUAL
            .iter()
            .filter(|name| merged.contains(name) && !first.contains(name));
        usual.eq(rest.iter())
    })?;
    Some(merged[..enough].to_vec())
}

/// One order that all sequences agree with; the usual order where they leave a choice.
fn merged<'a>(sequences: &[Vec<&'a str>]) -> Option<Vec<&'a str>> {
    let mut left: Vec<&str> = sequences.iter().flatten().copied().collect();
    let place = |name: &str| USUAL.iter().position(|usual| *usual == name);
    left.sort_by_key(|name| place(name));
    left.dedup();
    let mut merged: Vec<&str> = Vec::new();
    while !left.is_empty() {
        // All elements that some sequence has before it are placed.
        let is_next = |name: &&str| {
            sequences.iter().all(|names| {
                let mut before = names.iter().take_while(|other| *other != name);
                !names.contains(name) || before.all(|other| merged.contains(other))
            })
        };
        let at = left.iter().position(is_next)?;
        merged.push(left.remove(at));
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_of(sequences: &[&str]) -> Option<String> {
        let sequences: Vec<Vec<&str>> = sequences
            .iter()
            .map(|names| names.split_whitespace().collect())
            .collect();
        first(&sequences).map(|names| names.join(","))
    }

    #[test]
    fn only_what_is_out_of_order_is_named() {
        for (sequences, expected) in [
            (
                &[
                    "returnDate returnCode buyerId",
                    "returnDate returnCode errorCode",
                ][..],
                Some(""),
            ),
            (
                &[
                    "returnCode returnDate buyerId",
                    "returnCode returnDate errorCode",
                ],
                Some("returnCode"),
            ),
            (
                &[
                    "buyerId returnDate returnCode",
                    "returnDate returnCode errorCode",
                ],
                Some("buyerId"),
            ),
            (
                &[
                    "returnDate returnCode buyerName buyerId",
                    "errorCode returnDate returnCode",
                ],
                Some("errorCode,returnDate,returnCode,buyerName"),
            ),
            (&["returnDate returnCode errorCode errorCode"], Some("")),
            (&["returnDate returnCode", "returnCode returnDate"], None),
        ] {
            assert_eq!(first_of(sequences).as_deref(), expected, "{sequences:?}");
        }
    }
}
