//! The stylesheets: a brace that is not closed takes all rules behind it into its own, and browsers do not say so.

#[test]
fn every_brace_of_a_stylesheet_is_closed_and_no_media_query_stands_in_another() {
    for (name, text) in [
        ("basics", include_str!("../../pages/assets/basics.css")),
        ("forms", include_str!("../../pages/assets/forms.css")),
        (
            "storefront",
            include_str!("../../pages/assets/storefront.css"),
        ),
        ("admin", include_str!("../../pages/assets/admin.css")),
    ] {
        let mut depth = 0_i32;
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim_start().starts_with("@media") {
                assert_eq!(depth, 0, "{name}.css:{number}: {line}");
            }
            for of in line.chars() {
                match of {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                assert!(depth >= 0, "{name}.css:{number}: {line}");
            }
        }
        assert_eq!(depth, 0, "{name}.css");
    }
}
