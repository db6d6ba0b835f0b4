//! People without an office: residents, pupils, farmers, and whoever is described at the head of a sentence.

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::find::Find;
use super::name::{self, Sure};
use super::people::is_saying;
use super::post::{self, Post};

/// `Tetua marga Kalami, Absalom Kalami, memperingatkan`: somebody is described at the head of a sentence.
pub(super) fn described(doc: &Doc<'_>, at: usize) -> Option<Find> {
    if doc.sentences[doc.sentence_of[at]].first != at
        || !doc.cap(at)
        || doc.is_any(
            at,
            Class::any(&[
                Class::Indonesian,
                Class::According,
                Class::NoName,
                Class::Weekday,
                Class::Occasion,
                Class::Said,
            ]),
        )
    {
        return None;
    }
    let plain = |at: &usize| doc.word(*at) && !is_saying(doc, *at);
    let comma = (at..at + 7).take_while(plain).last()? + 1;
    let small = (at + 1..comma).any(|at| !doc.cap(at));
    if !doc.mark(comma, ',') || comma < at + 2 || !small {
        return None;
    }
    let name = name::name_at(doc, comma + 1, Sure::No).filter(|name| name.words >= 2)?;
    let verb =
        doc.mark(name.to, ',') && doc.str(name.to + 1).starts_with("me") && !doc.cap(name.to + 1);
    (verb && doc.same_sentence(at, name.to)).then(|| Find {
        first: at,
        end: name.to,
        post: Some(Post {
            end: comma,
            role: doc.words(at, comma).to_lowercase(),
            ..folk_post(doc, at)
        }),
        name: Some(name),
    })
}

/// `perwakilan Kantor Pertanahan Seruyan Nita Kurniasih`, `perwakilan petani, Kamaruddin Bolong`: who speaks for others.
pub(super) fn delegate(doc: &Doc<'_>, at: usize) -> Option<Find> {
    if doc.cap(at) || !doc.says_any(at, &["perwakilan", "juru"]) {
        return None;
    }
    let mut end = at + 1;
    if doc.says(at, "juru") {
        if !doc.says(end, "bicara") {
            return None;
        }
        end += 1;
    }
    end += usize::from(doc.says(end, "dari"));
    // `Kantor Pertanahan Seruyan Nita Kurniasih`: the region is the body's if a name is left.
    let body = folk_home(doc, end).map(|(first, to)| {
        let region = doc
            .hit(to, Class::Region)
            .filter(|hit| doc.cap(to) && doc.cap(hit.end) && doc.cap(hit.end + 1));
        (first, region.map_or(to, |hit| hit.end))
    });
    let small = |at: &usize| {
        doc.word(*at)
            && !doc.cap(*at)
            && (doc.is(*at, Class::Folk)
                || !doc.is_any(*at, Class::any(&[Class::Indonesian, Class::Says])))
    };
    let to = match body {
        Some((_, to)) => to,
        None => (end..end + 3)
            .take_while(small)
            .last()
            .map_or(end, |last| last + 1),
    };
    let comma = usize::from(doc.mark(to, ','));
    let name = name::name_at(doc, to + comma, Sure::Likely).filter(|name| {
        (name.words >= 2 || !name.titles.is_empty()) && doc.same_sentence(at, name.end - 1)
    })?;
    let told = comma == 0
        || matches!(doc.str(name.to), "," | ".")
        || doc.is(name.to, Class::Says)
        || doc.says_any(name.to, &["dan", "serta", "yang"]);
    told.then(|| Find {
        first: at,
        end: name.to,
        post: Some(Post {
            end: to,
            role: match body {
                Some(_) => "perwakilan".to_owned(),
                None => doc.words(at, to).to_lowercase(),
            },
            body,
            class: if body.is_some() {
                Class::PostBody
            } else {
                Class::Folk
            },
            ..folk_post(doc, at)
        }),
        name: Some(name),
    })
}

/// `seorang warga, Siti Aminah`, `penenun Inaq Sahnim`, `warga Desa Klambir, Op. Riris`.
pub(super) fn folk(doc: &Doc<'_>, at: usize) -> Option<Find> {
    if !doc.is(at, Class::Folk) {
        return None;
    }
    let mut post = folk_post(doc, at);
    // `Warga setempat, Sarmin (45)`
    if doc.says(post.end, "setempat") {
        post.end += 1;
    }
    let comma = doc.mark(post.end, ',');
    let name = name::name_at(doc, post.end + usize::from(comma), Sure::No)?;
    let titled = !name.titles.is_empty();
    let told = !comma
        || matches!(doc.str(name.to), "," | ".")
        || doc.is(name.to, Class::Says)
        || doc.says(name.to, "yang");
    // `Warga setempat, Sarmin (45) berharap`
    let aged = doc.mark(name.to, '(')
        && doc.mark(name.to + 2, ')')
        && doc
            .tokens
            .get(name.to + 1)
            .is_some_and(|token| token.kind == super::token::Kind::Number);
    let known = (name.words >= 2 || titled) && told || aged;
    let believed = known && doc.same_sentence(at, name.end - 1);
    believed.then_some(Find {
        first: at,
        end: name.to + if aged { 3 } else { 0 },
        post: Some(post),
        name: Some(name),
    })
}

/// What somebody is who holds no office, and where: `kader posyandu dari Desa Bolapapu`, `guru SDN 2 Jayamekar`.
pub(super) fn folk_post(doc: &Doc<'_>, at: usize) -> Post {
    // `tokoh masyarakat`, `tokoh agama`
    let mut end =
        at + 1 + usize::from(doc.says(at, "tokoh") && doc.word(at + 1) && !doc.cap(at + 1));
    while end < at + 3
        && doc.word(end)
        && !doc.cap(end)
        && !doc.is_any(
            end,
            Class::any(&[
                Class::Indonesian,
                Class::Says,
                Class::SaidBy,
                Class::Said,
                Class::Came,
            ]),
        )
        && !doc.cue(end, Cue::FolkEnd)
    {
        end += 1;
    }
    let role = doc.words(at, end).to_lowercase();
    let mut home = end;
    if doc.says(home, "kelas") {
        home += 2;
    }
    if doc.says_any(home, &["dari", "asal", "di", "pada"]) {
        home += 1;
    }
    let body = folk_home(doc, home);
    Post {
        first: at,
        end: body.map_or(end, |(_, end)| end),
        role,
        class: Class::Folk,
        region: None,
        body,
        former: false,
        group: false,
        unit: true,
        lower: true,
    }
}

/// The village, school or body that somebody is of.
fn folk_home(doc: &Doc<'_>, at: usize) -> Option<(usize, usize)> {
    if !doc.cap(at) {
        return None;
    }
    if let Some(end) = post::body_at(doc, at).filter(|end| *end > at + 1) {
        return Some((at, end));
    }
    let places = [Class::District, Class::Village, Class::Region];
    let place = |at: usize| {
        places
            .iter()
            .filter_map(|class| doc.hit(at, *class))
            .map(|hit| hit.end)
            .max()
    };
    if !doc.cue(at, Cue::FolkHome) {
        return place(at).map(|end| (at, end));
    }
    let mut end = at + 1;
    let number = |at: usize| {
        doc.tokens
            .get(at)
            .is_some_and(|token| token.kind == super::token::Kind::Number)
    };
    if doc.says(end, "negeri") || number(end) {
        end += 1;
    }
    if number(end) {
        end += 1;
    }
    if let Some(end) = place(end).filter(|_| doc.cap(end)) {
        return Some((at, end));
    }
    while end < at + 4 && doc.cap(end) && !doc.is(end, Class::Title) {
        end += 1;
    }
    (end > at + 1).then_some((at, end))
}
