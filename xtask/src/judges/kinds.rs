//! The kinds of page that a site has, told by the shape of their addresses.

/// The language a path is in: English under `/en/`, else Indonesian.
pub(crate) fn language(path: &str) -> &'static str {
    let english = path
        .strip_prefix("/en")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    if english { "en" } else { "id" }
}

/// `/en/pemda/36.03?as_of=2025-10-31` is of the kind `/pemda/*?as_of`: the language dropped, identifiers starred, and
/// of the query only which parameters it has.
pub(crate) fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let own = if language(path) == "en" {
        &path[3..]
    } else {
        path
    };
    let mut shape = String::new();
    let mut first = "";
    for (position, segment) in own.split('/').filter(|s| !s.is_empty()).enumerate() {
        shape.push('/');
        if position == 0 {
            first = segment;
        }
        shape.push_str(if is_name(segment, position, first) {
            segment
        } else {
            "*"
        });
    }
    if shape.is_empty() {
        shape.push('/');
    }
    let mut names: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split('=').next().unwrap_or(pair))
        .collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        shape.push('?');
        shape.push_str(&names.join("&"));
    }
    shape
}

/// Below a subject comes an identifier, and below that a view of it; machine addresses are names nearly all along.
fn is_name(segment: &str, position: usize, first: &str) -> bool {
    let machine = ["api", "log", "static"].contains(&first);
    let word = segment
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b"._-".contains(&b));
    position == 0 || (word && (position >= 2 || machine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_shape_are_of_one_kind() {
        for (path, expected) in [
            ("/", "/"),
            ("/en", "/"),
            ("/en/", "/"),
            ("/pemda", "/pemda"),
            ("/en/pemda?page=2", "/pemda?page"),
            ("/pemda/36.71", "/pemda/*"),
            ("/janji/ab12cd34ef-sekolah-gratis", "/janji/*"),
            ("/janji/ab12cd34ef-sekolah-gratis/bukti", "/janji/*/bukti"),
            ("/cari?q=a&kind=b&q=c", "/cari?kind&q"),
            ("/log/body/12", "/log/body/*"),
            ("/api/v1/commitments/019a-7c", "/api/*/commitments/*"),
            ("/energi", "/energi"),
        ] {
            assert_eq!(kind(path), expected, "{path}");
        }
        assert_eq!(language("/energi"), "id");
        assert_eq!(language("/en?as_of=2025"), "en");
    }
}
