//! Words that mean all governments of a province: `seluruh kepala daerah se-Banten`, `13 bupati dan wali kota`.

use domain::region::{self, Level, Region};

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::party::Government;

/// Words for all heads or governments of a province.
pub(super) struct AllOf {
    pub(super) end: usize,
    pub(super) province: Region,
    /// As many as there are, or some are named as examples: all are meant.
    pub(super) surely: bool,
}

/// Where words for all heads of a province begin: their end, and the province.
pub(super) fn all_heads(doc: &Doc<'_>, governments: &[Government], at: usize) -> Option<AllOf> {
    const NEAR: usize = 14;
    const EXAMPLES: usize = 120;
    let is_province = |government: &&Government| government.region.level == Level::Province;
    let behind = |end: usize| {
        let index = governments.partition_point(|government| government.first < end);
        let near = governments[index..].iter().take_while(|government| {
            government.first < end + NEAR && doc.same_sentence(government.first, at)
        });
        near.clone().find(is_province).copied()
    };
    // `Nilai delapan kabupaten/kota naik`: told of and not there.
    let joins = || at > 0 && doc.says_any(at - 1, &["bersama", "dengan", "dan", "antara", "oleh"]);
    // `telah bekerja sama dengan 27 kabupaten/kota`: told of what was before.
    let before = || {
        let near = at.saturating_sub(16)..at;
        near.into_iter().any(|before| {
            doc.same_sentence(before, at) && doc.says_any(before, &["telah", "sudah"])
        })
    };
    let there = |from: usize, end: usize| {
        joins() && !before()
            || !(from..end).any(|at| doc.says(at, "kabupaten"))
            || attended(doc, at) && !before()
    };
    if let Some(hit) = doc.hit(at, Class::AllHeads) {
        // `Rapat Koordinasi Pencegahan Korupsi Pemerintah Daerah se-Kalimantan Barat`: the meeting's name.
        let title = doc.cap(at)
            && at > 0
            && doc.cap(at - 1)
            && doc.is_any(at, Class::any(&[Class::Government]))
            && doc.same_sentence(at, at - 1);
        if !there(at, hit.end) || title {
            return None;
        }
        let province = behind(hit.end)?;
        let whole = doc.says_any(at, &["seluruh", "semua"]);
        let surely = whole
            || (hit.end..hit.end + EXAMPLES).any(|at| {
                doc.says_any(at, &["antaranya", "diantaranya"])
                    || doc.says(at, "antara") && doc.says(at + 1, "lain")
            });
        return Some(AllOf {
            end: province.end,
            province: province.region,
            surely,
        });
    }
    // Few words begin as a number does.
    let may_count = |letter: u8| letter.is_ascii_digit() || b"dtelsDTELS".contains(&letter);
    if !doc.str(at).bytes().next().is_some_and(may_count) {
        return None;
    }
    // `13 bupati dan wali kota`, `lima pemerintah kabupaten/kota`: as many as the province named beside or last has.
    let (count, next) = count(doc, at)?;
    let end = heads_end(doc, next)?;
    if !there(next, end) {
        return None;
    }
    let index = governments.partition_point(|government| government.first < at);
    let before = || {
        let near = governments[..index].iter().rev().take(12);
        near.clone().find(is_province).copied()
    };
    let fits = |government: &Government| region::children(&government.region.code).len() == count;
    let province = behind(end).filter(fits).or_else(|| before().filter(fits))?;
    Some(AllOf {
        end,
        province: province.region,
        surely: true,
    })
}

/// A number of governments, in digits or words up to 39, and the token behind it.
fn count(doc: &Doc<'_>, at: usize) -> Option<(usize, usize)> {
    const ONES: [&str; 10] = [
        "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    ];
    if let Ok(count) = doc.str(at).parse() {
        return Some((count, at + 1));
    }
    if doc.says(at, "sebelas") {
        return Some((11, at + 1));
    }
    let one = |at: usize| {
        ONES.iter()
            .position(|word| doc.says(at, word))
            .map(|index| index + 1)
    };
    let first = one(at)?;
    if doc.says(at + 1, "belas") {
        return Some((10 + first, at + 2));
    }
    if doc.says(at + 1, "puluh") {
        let rest = one(at + 2).filter(|rest| *rest < 10);
        return Some((
            10 * first + rest.unwrap_or(0),
            at + 2 + usize::from(rest.is_some()),
        ));
    }
    Some((first, at + 1))
}

/// The end of `bupati dan wali kota`, `bupati/walikota`, `pemerintah kabupaten/kota` or `kepala daerah`.
fn heads_end(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let at = at + usize::from(doc.says_any(at, &["pemerintah", "pemda"]));
    if doc.says_any(at, &["kepala", "pemerintah"]) && doc.says(at + 1, "daerah") {
        return Some(at + 2);
    }
    let joint = at + 1;
    if !(doc.mark(joint, '/') || doc.says_any(joint, &["dan", "serta", "maupun"])) {
        return None;
    }
    let other = joint + 1;
    if doc.says_any(at, &["kabupaten", "pemkab"]) {
        return doc
            .says_any(other, &["kota", "pemkot"])
            .then_some(other + 1);
    }
    if !doc.says(at, "bupati") {
        return None;
    }
    match doc.says(other, "walikota") {
        true => Some(other + 1),
        false => (doc.says(other, "wali") && doc.says(other + 1, "kota")).then_some(other + 2),
    }
}

/// `Rapat dihadiri Wakil Gubernur ..., seluruh bupati dan wali kota`: one in a list of those who came.
pub(super) fn gathered(doc: &Doc<'_>, at: usize) -> bool {
    const LIST: usize = 40;
    (at.saturating_sub(LIST)..at).any(|before| {
        doc.same_sentence(before, at) && doc.says_any(before, &["dihadiri", "diikuti", "hadir"])
    })
}

/// `yang diikuti inspektur delapan kabupaten/kota`: a word that tells who came stands right before.
pub(super) fn attended(doc: &Doc<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at)
        .any(|before| doc.same_sentence(before, at) && doc.cue(before, Cue::Gathers))
}
