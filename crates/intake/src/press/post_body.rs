//! Bodies and places behind a post that no list knows, or that are written in a way of their own.

use super::body::body_at;
use super::class::{Class, POSTS};
use super::cue::Cue;
use super::doc::Doc;
use super::post::{Post, counted, is_field, is_numeral};
use super::region::{self, Known};

/// `Wali Kota General Santos, Roberto Manalastas`: a city that is none of Indonesia's, if the holder's name follows.
pub(super) fn city_abroad(doc: &Doc<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    let end = (at..at + LONGEST).find(|at| !doc.cap(*at))?;
    let person = |at: usize| {
        doc.is_any(
            at,
            Class::any(&[Class::Title, Class::GivenName, Class::Degree]),
        ) || doc.hit_any(at, POSTS).is_some()
    };
    let name = super::name::name_at(doc, end + 1, super::name::Sure::Likely)
        .filter(|name| name.words >= 2 && doc.same_sentence(at, name.to - 1));
    let named = end > at && doc.mark(end, ',') && !(at..end).any(person) && name.is_some();
    named.then_some(end)
}

/// `BPJS Ketenagakerjaan wilayah Banten`, `BPJS Ketenagakerjaan Kacab Pematangsiantar`: the branch behind a body's name.
pub(super) fn branch_end(doc: &Doc<'_>, at: usize, known: &Known) -> usize {
    let mut next = at;
    while next < at + 3 && doc.cue(next, Cue::Branch) {
        next += 1;
    }
    if next == at {
        return at;
    }
    match region::region_at(doc, next, region::wanted_before(doc, next), known) {
        Some(named) => named.end,
        None => at,
    }
}

/// `Ketua Badan Musyawarah Perguruan Swasta (BMPS)`: a body that no list knows, told by its short name. Its end.
pub(super) fn spelt_body(doc: &Doc<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 9;
    let part = |at: usize| doc.cap(at) || doc.says(at, "dan") && doc.cap(at + 1);
    let open = (at..at + LONGEST)
        .find(|at| !part(*at))
        .filter(|at| doc.mark(*at, '('))?;
    let short = doc.tokens.get(open + 1).filter(|token| token.upper)?;
    let letters = doc
        .str(open + 1)
        .chars()
        .map(|char| char.to_ascii_lowercase());
    let initials = (at..open)
        .filter(|at| doc.cap(*at))
        .filter_map(|at| doc.str(at).chars().next())
        .map(|char| char.to_ascii_lowercase());
    let body = doc.mark(open + 2, ')') && short.end - short.start >= 3 && letters.eq(initials);
    (body && !is_government_office(doc, at) && body_at(doc, at).is_none()).then_some(open + 3)
}

/// `Dinas`, `Badan Pengelola`: an office of a region and no body of its own.
fn is_government_office(doc: &Doc<'_>, at: usize) -> bool {
    doc.says(at, "dinas")
        || doc.says(at, "badan") && is_field(doc, at + 1)
        || doc.says_any(at, &["bagian", "bidang", "satuan", "biro"])
}

/// `kota Jambi`, `kabupaten Lebak`.
pub(super) fn in_small_letters(doc: &Doc<'_>, at: usize, known: &Known) -> Option<region::Named> {
    if doc.cap(at) || !doc.says_any(at, &["kota", "kabupaten", "provinsi"]) {
        return None;
    }
    region::region_at(doc, at + 1, region::wanted_before(doc, at + 1), known)
}

/// `Koordinator koalisi, Maria ...`: up to three plain words before a comma.
pub(super) fn lower_tail(doc: &Doc<'_>, post: &mut Post, known: &Known) {
    let mut at = post.end;
    if doc.says_any(at, &["asal", "dari"]) {
        return;
    }
    // `anggota Komisi II Jondris`, `wakil ketua komisi II DPRD Kapuas`
    let unit =
        counted(doc, at) && (is_numeral(doc.str(at)) || doc.str(at).len() == 1 && doc.cap(at));
    if unit {
        post.role = format!("{} {}", post.role, doc.str(at));
        post.unit = true;
        post.end = at + 1;
        if let Some(end) = body_at(doc, at + 1) {
            post.body = Some((at + 1, end));
            post.end = end;
        }
        if let Some(named) =
            region::region_at(doc, post.end, region::wanted_before(doc, post.end), known)
        {
            post.region = Some(named.region);
            post.end = named.end;
        }
        return;
    }
    while at < post.end + 3
        && doc.word(at)
        && !doc.cap(at)
        && !doc.is(at, Class::Indonesian)
        && !doc.is_any(
            at,
            Class::any(&[Class::Says, Class::Came, Class::Group, Class::Venue]),
        )
    {
        at += 1;
    }
    // `pengamat transportasi Universitas Jember`
    if let Some(end) = body_at(doc, at).filter(|_| doc.cap(at)) {
        if at > post.end {
            post.role = format!("{} {}", post.role, doc.words(post.end, at));
        }
        post.body = Some((at, end));
        post.end = end;
        return;
    }
    if let Some(named) = region::region_at(doc, at, region::wanted_before(doc, at), known) {
        post.role = if at > post.end {
            format!("{} {}", post.role, doc.words(post.end, at))
        } else {
            post.role.clone()
        };
        post.region = Some(named.region);
        post.end = named.end;
        return;
    }
    if at > post.end && doc.mark(at, ',') && doc.cap(at + 1) {
        post.role = format!("{} {}", post.role, doc.words(post.end, at));
        post.unit = true;
        post.end = at;
    }
}
