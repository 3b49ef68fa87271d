//! 取引先登録: the checks in the order the provider makes them. The first that fails is answered.

mod buyer;
mod invoice_address;
mod operating_company;

use super::super::rules::rule::Rule;

const SECTIONS: [&[Rule]; 3] = [
    buyer::RULES,
    operating_company::RULES,
    invoice_address::RULES,
];
const COUNT: usize = SECTIONS[0].len() + SECTIONS[1].len() + SECTIONS[2].len();

/// The three sections, one behind the other.
pub(super) const RULES: &[Rule] = &joined();

const fn joined() -> [Rule; COUNT] {
    let mut all = [SECTIONS[0][0]; COUNT];
    let (mut section, mut from, mut to) = (0, 0, 0);
    while section < SECTIONS.len() {
        while from < SECTIONS[section].len() {
            all[to] = SECTIONS[section][from];
            from += 1;
            to += 1;
        }
        section += 1;
        from = 0;
    }
    all
}
