//! The common parts of 利用金額照会 and 審査状況照会: the same request, the same questions to the books.

pub(super) mod books;
pub(super) mod items;
