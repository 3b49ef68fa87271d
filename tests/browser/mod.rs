//! The pages as people use them, in Chromium. Left out, and said so, where there is none.

mod dashboard;
mod dashboard_by_hand;
mod dashboard_by_mouse;
mod dashboard_in_english;
mod shop;
