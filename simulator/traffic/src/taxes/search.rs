//! Whether rates can be assigned to lines so that sums match: subset sums, meeting in the middle.

use super::rates::Range;

/// The contribution of a choice to each of two sums, from the least to the most.
pub(super) type Sums = [Range; 2];

/// Some of the lines, each with its choices.
type Half<'a> = Vec<&'a [Sums]>;

/// Lines with their choices, and the required sums.
pub(super) struct Problem {
    /// The possible contributions of each line.
    pub(super) choices: Vec<Vec<Sums>>,
    pub(super) wanted: [Range; 2],
}

/// The most sums of one half.
const MOST: usize = 8_192;

impl Problem {
    /// Whether some choice for each line gives the required sums; `None` if there are too many to try.
    pub(super) fn is_solvable(&self) -> Option<bool> {
        let [left, right] = self.halves()?;
        let (left, mut right) = (sums(&left), sums(&right));
        right.sort_unstable();
        right.dedup();
        let slack = right
            .iter()
            .map(|[(least, most), _]| most - least)
            .max()
            .unwrap_or_default();
        Some(left.iter().any(|one| {
            let [(least, most), _] = *one;
            let (from, to) = self.wanted[0];
            // Sorted by their least.
            let start = right.partition_point(|[other, _]| other.0 + slack + most < from);
            let candidates = right[start..]
                .iter()
                .take_while(|[other, _]| other.0 + least <= to);
            candidates
                .into_iter()
                .any(|other| self.is_met(&added(one, other)))
        }))
    }

    fn is_met(&self, sums: &Sums) -> bool {
        let meets = |(sum, wanted): (&Range, &Range)| sum.0 <= wanted.1 && wanted.0 <= sum.1;
        sums.iter().zip(&self.wanted).all(meets)
    }

    /// The lines in two halves with about as many sums; `None` if one has too many.
    fn halves(&self) -> Option<[Half<'_>; 2]> {
        let mut lines: Vec<&[Sums]> = self.choices.iter().map(Vec::as_slice).collect();
        lines.sort_by_key(|choices| std::cmp::Reverse(choices.len()));
        let (mut left, mut right) = ((1_usize, Vec::new()), (1_usize, Vec::new()));
        for choices in lines {
            let smaller = if left.0 <= right.0 {
                &mut left
            } else {
                &mut right
            };
            smaller.0 = smaller.0.checked_mul(choices.len())?;
            smaller.1.push(choices);
        }
        (left.0.max(right.0) <= MOST).then_some([left.1, right.1])
    }
}

fn added(one: &Sums, other: &Sums) -> Sums {
    let add = |place: usize| (one[place].0 + other[place].0, one[place].1 + other[place].1);
    [add(0), add(1)]
}

/// All sums of a choice for each line.
pub(super) fn sums(lines: &[&[Sums]]) -> Vec<Sums> {
    let mut sums = vec![[(0, 0); 2]];
    for choices in lines {
        let more = sums
            .iter()
            .flat_map(|sum| choices.iter().map(|choice| added(sum, choice)));
        sums = more.collect();
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn either_in_or_out(amounts: &[i64], wanted: Range) -> Problem {
        let choices = amounts
            .iter()
            .map(|amount| vec![[(0, 0); 2], [(*amount, *amount), (0, 0)]]);
        Problem {
            choices: choices.collect(),
            wanted: [wanted, (0, 0)],
        }
    }

    #[test]
    fn a_subset_is_found_where_there_is_one() {
        // Powers of two: each number up to 2^24 - 1 has exactly one subset.
        let amounts: Vec<i64> = (0..24).map(|place| 1 << place).collect();
        assert_eq!(
            either_in_or_out(&amounts, (11_184_810, 11_184_810)).is_solvable(),
            Some(true)
        );
        assert_eq!(
            either_in_or_out(&amounts, (1 << 24, 1 << 25)).is_solvable(),
            Some(false)
        );
        // Even numbers never sum to an odd one.
        let even: Vec<i64> = (1..=20).map(|place| place * 2).collect();
        assert_eq!(
            either_in_or_out(&even, (101, 101)).is_solvable(),
            Some(false)
        );
        assert_eq!(
            either_in_or_out(&even, (101, 102)).is_solvable(),
            Some(true)
        );
    }

    #[test]
    fn more_than_can_be_tried_is_not_known() {
        let amounts: Vec<i64> = (0..27).collect();
        assert_eq!(either_in_or_out(&amounts, (1, 1)).is_solvable(), None);
    }

    #[test]
    fn both_sums_have_to_be_met() {
        let line = |amount: i64| vec![[(amount, amount), (0, 0)], [(0, 0), (amount, amount)]];
        let problem = |wanted| Problem {
            choices: vec![line(100), line(250), line(70)],
            wanted,
        };
        assert_eq!(problem([(170, 170), (250, 250)]).is_solvable(), Some(true));
        assert_eq!(problem([(170, 170), (249, 249)]).is_solvable(), Some(false));
        let ranges = vec![[(10, 12), (0, 0)]];
        let problem = |wanted| Problem {
            choices: vec![ranges.clone(); 3],
            wanted: [wanted, (0, 0)],
        };
        assert_eq!(problem((36, 40)).is_solvable(), Some(true));
        assert_eq!(problem((37, 40)).is_solvable(), Some(false));
    }
}
