//! The place that belongs to a post: `Camat Tanjung Raya`, `Kepala Desa Ambulanu`.

use super::class::{Class, POSTS};
use super::doc::Doc;
use super::post::Post;
use super::region::{self, Known};

/// "Camat Tanjung Raya": the place belongs to the post.
pub(super) fn local_tail(doc: &Doc<'_>, post: &mut Post, known: &Known) {
    let quarter = matches!(post.role.as_str(), "Ketua RW" | "Ketua RT");
    let number = |at: usize| {
        doc.tokens
            .get(at)
            .is_some_and(|token| token.kind == super::token::Kind::Number)
    };
    let mut end = post.end;
    let given = (end + 1..end + 4)
        .take_while(|at| doc.cap(*at) && !doc.is(*at, Class::Title))
        .find(|at| doc.is(*at, Class::GivenName) && doc.cap(*at + 1));
    if quarter && number(end) {
        end += 1;
    } else if doc.cap(end) && !doc.is(end, Class::Title) && has_place(&post.role) {
        end = place_end(doc, end);
    } else if let Some(name) = given
        .filter(|_| doc.cap(end) && !doc.is_any(end, Class::any(&[Class::Title, Class::GivenName])))
    {
        // `Lurah Benua Melayu Darat Syarifah Nuraini`
        end = name;
    } else if doc.cap(end)
        && !holder_follows(doc, end)
        && let Some(hit) = [Class::District, Class::Village]
            .into_iter()
            .filter_map(|class| doc.hit(end, class))
            .max_by_key(|hit| hit.end)
    {
        end = hit.end;
    }
    end = end.max(before_comma(doc, end));
    if end == post.end {
        end = alone_end(doc, end, known);
    }
    if end > post.end {
        post.role = format!("{} {}", post.role, doc.words(post.end, end));
        post.unit = true;
        post.end = end;
    }
    let region_first = if doc.mark(end, ',') { end + 1 } else { end };
    let named = region::region_at(
        doc,
        region_first,
        region::wanted_before(doc, region_first),
        known,
    );
    if let Some(named) = named.filter(|named| named.explicit && named.end > region_first + 1) {
        post.region = Some(named.region);
        post.end = named.end;
    }
}

/// `Kepala Desa Ambulanu, Jasmin Tolaki`: a word or two before a comma and a name are the place.
fn before_comma(doc: &Doc<'_>, at: usize) -> usize {
    let end = (at..at + 3).find(|at| !doc.cap(*at)).unwrap_or(at);
    let named = doc.mark(end, ',')
        && doc.cap(end + 1)
        && (doc.cap(end + 2) || doc.mark(end + 2, ','))
        && !doc.is_any(end + 1, Class::any(&[Class::Degree, Class::Abbreviation]))
        && doc.hit_any(end + 1, POSTS).is_none()
        && super::name::name_at(doc, end + 1, super::name::Sure::Likely).is_some();
    match named && end > at {
        true => end,
        false => at,
    }
}

/// `Camat Kabawetan, tidak ikut`, `Camat Weliman, Camat Wewiku`: the place of an office whose holder is not named. The text
/// names the place with its kind elsewhere, or nobody's deeds are told behind it.
fn alone_end(doc: &Doc<'_>, at: usize, known: &Known) -> usize {
    const LONGEST: usize = 3;
    let end = (at..at + LONGEST)
        .find(|at| !doc.cap(*at) || doc.hit_any(*at, POSTS).is_some())
        .unwrap_or(at);
    let person = |at: usize| {
        doc.is_any(
            at,
            Class::any(&[Class::Title, Class::GivenName, Class::Degree]),
        )
    };
    if end == at || (at..end).any(person) {
        return at;
    }
    let joint = usize::from(doc.mark(end, ',')) + usize::from(doc.says_any(end, &["dan", "serta"]));
    let next = end + joint + usize::from(joint > 0 && doc.says_any(end + joint, &["dan", "serta"]));
    let listed = joint > 0
        && (doc.hit_any(next, POSTS).is_some()
            || doc.is_any(next, Class::any(&[Class::Group, Class::Quantifier])));
    let missing = doc.says(next, "tidak") && doc.says_any(next + 1, &["hadir", "ikut"])
        || doc.says(next, "yang") && doc.says_any(next + 1, &["diwakili", "mewakili"]);
    match known.is_local(doc.str(at)) || listed && end == at + 1 || missing {
        true => end,
        false => at,
    }
}

/// `Camat Bambang Sutrisna`: a village may be called like the one who holds the post. A comma tells the place.
fn holder_follows(doc: &Doc<'_>, at: usize) -> bool {
    let name = doc.cap(at + 1) && doc.hit_any(at + 1, POSTS).is_none();
    doc.is(at, Class::GivenName)
        && (name || doc.is_any(at + 1, Class::any(&[Class::Says, Class::Indonesian])))
}

/// Posts behind which the place is always named.
fn has_place(role: &str) -> bool {
    matches!(
        role,
        "Raja Negeri"
            | "Reje Kampung"
            | "Bendesa Adat"
            | "Kelian Adat"
            | "Uskup"
            | "Jaro"
            | "Wali Nagari"
            | "Kepala Suku"
    )
}

/// The place behind such a post: known by name, or one word, or all words up to a comma.
fn place_end(doc: &Doc<'_>, at: usize) -> usize {
    let known = [Class::District, Class::Village, Class::Region]
        .into_iter()
        .filter_map(|class| doc.hit(at, class))
        .map(|hit| hit.end)
        .max();
    let run = (at..at + 4)
        .take_while(|at| doc.cap(*at))
        .last()
        .map_or(at + 1, |last| last + 1);
    if doc.mark(run, ',') && run <= at + 3 {
        return known.map_or(run, |known| known.max(run));
    }
    known.unwrap_or(at + 1)
}
