//! The drawings of the products.

use maud::{Markup, PreEscaped, html};

/// The drawing of a name; a parcel if there is none. It is an ornament: the product's name stands beside it.
pub(crate) fn drawing(name: &str) -> Markup {
    let known = DRAWINGS.iter().find(|(known, ..)| *known == name);
    let (_, tint, shapes) = known.unwrap_or(&PARCEL);
    html! {
        div class={ "drawing " (tint) } aria-hidden="true" {
            svg viewBox="0 0 96 96" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" {
                (PreEscaped(shapes))
            }
        }
    }
}

/// The drawings that a product may have: name and what it shows. The first is for products without one.
pub(crate) const PICTURES: [(&str, &str); 12] = [
    ("parcel", "小包"),
    ("paper", "用紙"),
    ("pen", "ペン"),
    ("file", "ファイル"),
    ("tea", "お茶"),
    ("coffee", "コーヒー"),
    ("sweets", "お菓子"),
    ("water", "水"),
    ("lamp", "ライト"),
    ("chair", "いす"),
    ("screw", "ねじ"),
    ("label", "ラベル"),
];

type Drawing = (&'static str, &'static str, &'static str);

const PARCEL: Drawing = (
    "parcel",
    "sand",
    r#"<path d="M48 18 76 32v32L48 78 20 64V32Z" fill="var(--fill)"/><path d="M20 32l28 14 28-14M48 46v32M34 25l28 14v10"/>"#,
);

#[rustfmt::skip]
const DRAWINGS: &[Drawing] = &[
    PARCEL,
    ("paper", "sky", r#"<path d="M24 62V30l6-6h42v38Z" fill="var(--fill)"/><path d="M24 62h48v6H24ZM24 68h48v6H24ZM34 36h28M34 44h28M34 52h18"/>"#),
    ("pen", "leaf", r#"<path d="M62 20l14 14-38 38-18 4 4-18Z" fill="var(--fill)"/><path d="M54 28l14 14M24 58l14 14M72 24l-6-6"/>"#),
    ("file", "rose", r#"<path d="M28 20h36a6 6 0 0 1 6 6v50H34a6 6 0 0 1-6-6Z" fill="var(--fill)"/><path d="M28 70a6 6 0 0 1 6-6h36M40 32h18v10H40ZM28 36h-6M28 48h-6"/>"#),
    ("tea", "leaf", r#"<path d="M22 38h44v16a22 22 0 0 1-44 0Z" fill="var(--fill)"/><path d="M66 42h6a8 8 0 0 1 0 16h-7M20 82h48M36 18c-4 5 4 7 0 12M50 18c-4 5 4 7 0 12"/>"#),
    ("coffee", "sand", r#"<path d="M30 28h36l-4 50H34Z" fill="var(--fill)"/><path d="M26 28h44l-4-10H30ZM32 46h32l-1.500 18H33.500Z"/>"#),
    ("sweets", "rose", r#"<rect x="18" y="40" width="60" height="34" rx="4" fill="var(--fill)"/><path d="M18 52h60M48 40v34M48 40c-16 0-18-18-8-18 6 0 8 8 8 18Zm0 0c16 0 18-18 8-18-6 0-8 8-8 18Z"/>"#),
    ("water", "sky", r#"<path d="M40 16h16v12l8 12v36a4 4 0 0 1-4 4H36a4 4 0 0 1-4-4V40l8-12Z" fill="var(--fill)"/><path d="M40 24h16M32 50h32v16H32Z"/>"#),
    ("lamp", "sun", r#"<path d="M30 50 42 22h22l12 28Z" fill="var(--fill)"/><path d="M53 50v26M38 78h30M66 50v10"/>"#),
    ("chair", "leaf", r#"<path d="M34 18h28l-3 32H37Z" fill="var(--fill)"/><path d="M30 50h36v8H30ZM48 58v12M48 70 32 80M48 70l16 10M48 70v12M26 40v14M70 40v14"/>"#),
    ("screw", "sky", r#"<path d="M34 20h28l-4 12H38Z" fill="var(--fill)"/><path d="M40 32h16v36l-8 12-8-12ZM40 42l16-6M40 52l16-6M40 62l16-6"/>"#),
    ("label", "sun", r#"<path d="M22 26h30l26 26-24 24-32-26Z" fill="var(--fill)"/><circle cx="36" cy="40" r="4"/><path d="M50 44l14 14M44 52l12 11"/>"#),
];
