//! Posts that name more or less than one person: `Bupati dan Wakil Bupati A dan B`, `Kantor Bupati`.

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::find::Find;
use super::name::{self, Sure};
use super::post::{self, Post};
use super::region::Known;

/// Posts of the heads of regions and their deputies.
const HEADS: u128 = Class::any(&[Class::PostProvince, Class::PostRegency, Class::PostCity]);

/// `Kantor Bupati Lebak, Rangkasbitung`, `Rumah Dinas Wali Kota`: a post inside a place's name is nobody.
pub(super) fn names_place(doc: &Doc<'_>, at: usize) -> bool {
    let before = |back: usize, words: &[&str]| {
        at.checked_sub(back)
            .is_some_and(|before| doc.says_any(before, words))
    };
    let named = at.checked_sub(1).is_some_and(|before| {
        // `Peraturan Presiden`, `Surat Edaran Gubernur`, `pemilihan Bupati`: papers and polls are nobody either.
        doc.cue(before, Cue::PostPlace) || doc.cue(before, Cue::PostPaper)
    });
    named
        || before(1, &["dinas", "jabatan", "pribadi"]) && before(2, &["rumah"])
        || before(1, &["rapat", "kerja", "tamu", "pertemuan", "utama"])
            && before(2, &["ruang", "aula"])
}

/// `Bupati dan Wakil Bupati Lebak Hasan Wirya dan Anwar Sidik`: two posts and then two names.
pub(super) fn pair(doc: &Doc<'_>, at: usize, known: &Known) -> Option<[Find; 2]> {
    let head = doc.hit_any(at, HEADS)?;
    let joins = |at: usize| {
        doc.says_any(at, &["dan", "serta", "beserta"])
            || matches!(doc.str(at), "&" | "-" | "–" | "/")
    };
    let deputy = doc.hit_any(head.end + 1, head.class.bit())?;
    let fits = doc.value(deputy).strip_prefix("Wakil ") == Some(doc.value(head));
    if !joins(head.end) || !fits || names_place(doc, at) {
        return None;
    }
    let second = post::post_at(doc, head.end + 1, known)?;
    let one = name::name_at(
        doc,
        second.end,
        if second.region.is_some() {
            Sure::Certain
        } else {
            Sure::Likely
        },
    )?;
    let joint = if doc.mark(one.to, ',') && joins(one.to + 1) {
        one.to + 1
    } else {
        one.to
    };
    let other = name::name_at(doc, joint + 1, Sure::Likely).filter(|_| joins(joint))?;
    if !doc.same_sentence(at, other.end - 1) {
        return None;
    }
    let first = Post {
        first: at,
        role: doc.value(head).to_owned(),
        group: false,
        ..second.clone()
    };
    Some([
        Find {
            first: at,
            end: one.to,
            name: Some(one),
            post: Some(first),
        },
        Find {
            first: other.first,
            end: other.to,
            name: Some(other),
            post: Some(Post {
                group: false,
                ..second
            }),
        },
    ])
}
