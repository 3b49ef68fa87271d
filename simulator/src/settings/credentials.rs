//! URLs without the credentials in them, for errors and logs.

/// Returns a URL without user, password and query, each of which may hold a password, and an address of libpq up to its password. Other
/// text stays as it is.
pub(crate) fn without_credentials(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        // The `host=… password=…` of libpq.
        return match text.split_once("password=") {
            Some((before, _)) => format!("{before}password=…"),
            None => text.to_owned(),
        };
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    // A password with a question mark, or a query with an at sign: they cannot be told apart.
    let place = if query.contains('@') { "…" } else { place };
    let place = place.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{place}")
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

    #[test]
    fn a_url_is_shown_without_what_may_be_a_password() {
        for (url, shown) in [
            ("postgres://h/x", "postgres://h/x"),
            ("postgres://u:PW@h:5432/x", "postgres://h:5432/x"),
            ("mysql://u:PW@h/x", "mysql://h/x"),
            ("postgres://u:P@W@h/x", "postgres://h/x"),
            ("postgres://u:P/W@h/x", "postgres://h/x"),
            ("postgres://h/x?user=u&password=PW", "postgres://h/x"),
            ("postgres://u:P?W@h/x", "postgres://…"),
            ("postgres://h/x?password=P@W", "postgres://…"),
            ("a/file@home.db", "a/file@home.db"),
            ("host=h password=PW user=u", "host=h password=…"),
        ] {
            assert_eq!(without_credentials(url), shown, "{url}");
        }
    }
}
