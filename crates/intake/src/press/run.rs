//! What stands between a post and the name of its holder: a run of capitals before a comma, a title inside.

use super::class::{Class, POSTS};
use super::cue::Cue;
use super::doc::Doc;
use super::name::{self, Name, Sure};
use super::post::{self, Post};
use super::region::{self, Known};

/// `Ketua Sekber Ciayu Berdaya H Oman Sukmara`: a title inside tells where the name begins; what stands before it is of the
/// post.
pub(super) fn behind_title(doc: &Doc<'_>, post: &mut Post, name: Name) -> Name {
    let title = (name.first + 1..name.end)
        .find(|at| matches!(doc.str(*at), "H" | "Hj" | "Drs" | "Dra" | "Ir"));
    let Some(title) = title.filter(|at| doc.cap(at + 1) && !post.lower) else {
        return name;
    };
    match name::name_at(doc, title, Sure::Certain) {
        Some(inner) if !inner.titles.is_empty() => {
            post.role = format!("{} {}", post.role, doc.words(name.first, title));
            post.end = title;
            inner
        }
        _ => name,
    }
}

/// `Asisten Pidana Khusus Kejaksaan Tinggi Kalimantan Barat, Jonathan Sirait,`: where a name closes behind a comma, all the
/// capitals before the comma belong to the post.
pub(super) fn take_run(doc: &Doc<'_>, post: &mut Post, known: &Known) {
    if !matches!(post.class, Class::PostOffice | Class::PostBody) || post.lower || post.group {
        return;
    }
    let part = |at: usize| {
        let number = doc
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == super::token::Kind::Number);
        (doc.cap(at) || number || doc.says(at, "dan") && doc.cap(at + 1))
            && doc.hit_any(at, POSTS).is_none()
            && !doc.is(at, Class::Title)
    };
    let mut end = post.end;
    while end < post.end + 12 && part(end) {
        end += 1;
    }
    // `Danlanal Tarempa Letkol Laut (P) Arga`: a rank or a title ends the post.
    let ranked = end > post.end
        && end <= post.end + 3
        && doc.is(end, Class::Title)
        && doc.cap(end)
        // `Arsad Hi. Tomaito`: a hajj between two names.
        && !doc.says(end, "hi")
        && doc.str(end).len() > 1;
    if ranked && doc.same_sentence(post.first, end) {
        post.role = format!("{} {}", post.role, doc.words(post.end, end));
        post.end = end;
        post.unit = true;
        return;
    }
    // `Ketua Forum, Baiq Sri Handayani mengungkapkan`
    let alone = end == post.end + 1 && doc.is(post.end, Class::BodyHead);
    let few = end < post.end + if post.unit || alone { 1 } else { 2 };
    if few || !doc.mark(end, ',') || !doc.same_sentence(post.first, end) {
        return;
    }
    // `Direktur Wahana Peduli Flores, Eustochia Tukan`: a body that no list knows.
    let mut role = post.role.split(' ');
    let head = role
        .next()
        .is_some_and(|head| matches!(head, "Direktur" | "Ketua" | "Koordinator"));
    let head = head && role.count() < 2;
    let unknown = head && (post.end..end).all(|at| !doc.is(at, Class::GivenName));
    // `Kepala SPPG Bakaran Wetan, Anisa Rahmadhani menerangkan`: the one behind the comma speaks.
    let speaks = (post.end..end).all(|at| !doc.is(at, Class::GivenName))
        && name::name_at(doc, end + 1, Sure::Likely).is_some_and(|name| {
            name.words >= 2
                && (doc.is(name.to, Class::Says)
                    || doc.mark(name.to, ',') && doc.is(name.to + 1, Class::Says))
        });
    let office = unknown
        || speaks
        || post.unit && end == post.end + 1
        || (post.end..end).any(|at| {
            post::is_field(doc, at)
                || doc.tokens[at].upper
                || doc.hit(at, Class::Region).is_some()
                || doc.is(at, Class::BodyHead)
        });
    // `Ketua BPD Desa Sukamaju, Jamaludin`
    let village = doc.cue(post.end.saturating_sub(1), Cue::FolkHome);
    // `Kepala Dinas Perikanan Suhardi, S.Pi. M.Si`: degrees are no name.
    let name = name::name_at(doc, end + 1, Sure::Likely).filter(|name| {
        !name::is_degree(doc, end + 1)
            && (name.words >= 2 || !name.titles.is_empty() || village)
            && doc.same_sentence(end, name.end - 1)
    });
    let closes = |name: Name| {
        !name.titles.is_empty()
            || matches!(doc.str(name.to), "," | "." | ";")
            || doc.is_any(name.to, Class::any(&[Class::Says, Class::Came]))
    };
    if office && name.is_some_and(closes) {
        let body = unknown
            || (post.end..end).any(|at| {
                doc.tokens[at].upper
                    || doc.hit(at, Class::Region).is_some()
                    || doc.is(at, Class::BodyHead)
            });
        if body
            && !alone
            && post.class == Class::PostBody
            && post.body.is_none()
            && post.region.is_none()
        {
            post.body = Some((post.end, end));
        }
        // `Kabid Pengelolaan Sampah DLH Kota Probolinggo, Dwi Hermanto`: the region ends the run.
        let region = (post.end..end)
            .filter_map(|at| region::region_at(doc, at, region::wanted_before(doc, at), known))
            .find(|named| named.end == end && named.first > post.end)
            .filter(|_| post.class == Class::PostOffice && post.region.is_none());
        let role_end = region.map_or(end, |named| named.first);
        post.region = region.map(|named| named.region).or(post.region);
        post.role = format!("{} {}", post.role, doc.words(post.end, role_end));
        post.end = end;
        post.unit = true;
    }
}
