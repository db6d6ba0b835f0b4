//! What was agreed: the kind of document, and its subjects as a list.

use super::class::Class;
use super::cue::Cue;
use super::doc::{Doc, Sentence, joined};
use super::promise;
use super::reading::{Agreement, Found};
use super::subject::{LONGEST, MOST_OF_ITEM, covered, ends_unquoted, push, split, subject_list};

/// How many sentences behind the agreement its scope is told at most.
const FAR: usize = 3;

/// Words that the scope of an agreement is told by: `ruang lingkupnya`, `empat urusan yang disepakati`.
fn scopes(doc: &Doc<'_>, at: usize) -> bool {
    // `... memuat lima butir. Yaitu menolak gratifikasi; ...`
    let points = at > 0
        && doc.mark(at - 1, '.')
        && doc.says_any(at, &["yakni", "yaitu"])
        && (at.saturating_sub(30)..at).any(|at| doc.is(at, Class::SubjectCue));
    // `lingkup Pemerintah Kota Palopo` is no scope.
    // `Adapun butir pakta integritas yang dibacakan ..., yaitu:`
    let items = doc.says_any(at, &["butir", "butir-butir", "poin", "poin-poin", "isi"])
        && doc.hit(at + 1, Class::Agreement).is_some();
    items
        || doc.says(at, "dikerjasamakan")
        || doc.says(at, "lingkupnya")
        || doc.says(at, "lingkup") && at > 0 && doc.says(at - 1, "ruang")
        || points
        || doc.says(at, "disepakati")
            && (at.saturating_sub(2)..at).any(|before| doc.says(before, "yang"))
}

/// What a list of the scope is worth beside the document's title.
const SCOPE: i32 = 14;

/// The agreement that a signing is about; None when nothing was agreed.
pub(super) fn agreement(doc: &Doc<'_>, signing: bool) -> Option<Agreement> {
    let mut best: Option<(i32, usize, usize, &str)> = None;
    let mut subjects: Vec<(i32, Vec<(usize, usize)>)> = Vec::new();
    let mut last_named = usize::MAX; // the last sentence that names a document
    // Of two documents the one in the headline is meant.
    let in_title: Vec<&str> = (0..doc.len())
        .take_while(|at| doc.sentence_of[*at] == usize::MAX || doc.sentence_of[*at] == 0)
        .filter(|at| doc.in_title(*at))
        .filter_map(|at| doc.hit(at, Class::Agreement))
        .map(|hit| doc.value(hit))
        .collect();
    for (number, sentence) in doc.sentences.iter().enumerate().take(60) {
        let end = sentence.end.min(sentence.first + 150);
        let signed = (sentence.first..end)
            .find(|at| !doc.quoted[*at] && doc.hit(*at, Class::EventSigning).is_some())
            .filter(|at| !still_ahead(doc, *sentence, *at));
        let scope_at = (sentence.first..end).find(|at| !doc.quoted[*at] && scopes(doc, *at));
        let near = number >= last_named && number <= last_named.saturating_add(FAR);
        let cue = (scope_at.unwrap_or(sentence.first)..end).find(|at| {
            let which = scope_at.is_some()
                && (doc.says_any(
                    *at,
                    &["yakni", "yaitu", "adalah", "diantaranya", "antaranya"],
                ) || doc.mark(*at, ':'));
            !doc.quoted[*at] && (doc.is(*at, Class::SubjectCue) || which)
        });
        // `Adapun poin kerja sama yang disepakati meliputi:` says itself what it is the scope of.
        let points = scope_at.is_some_and(|scope| {
            let names = |mut tokens: std::ops::Range<usize>| {
                tokens.any(|at| doc.hit(at, Class::Agreement).is_some())
            };
            // `Ruang lingkup nota kesepahaman diantaranya ...`
            doc.mark(end - 1, ':') && names(sentence.first..end) || names(scope..scope + 3)
        });
        // `Perjanjian kerja sama yang berlaku dua tahun itu mencakup ...`
        let opens = (sentence.first..sentence.first + 2)
            .find_map(|at| doc.hit(at, Class::Agreement))
            .is_some_and(|hit| {
                let same = doc.says_any(hit.end, &["tersebut", "itu", "ini"]);
                same || certainty(doc.value(hit)) > 0
            });
        let told = last_named != usize::MAX && (points || opens);
        if let Some(cue) = cue.filter(|_| {
            (near || told) && (scope_at.is_some() || (near || opens) && number > last_named)
        }) {
            let list = covered(doc, cue, end);
            if !list.is_empty() {
                let worth = match scope_at {
                    Some(_) => SCOPE + 8,
                    None if opens => SCOPE,
                    None => 4,
                };
                subjects.push((worth, list));
            }
            let list = enumerated(doc, cue, end);
            if !list.is_empty() {
                subjects.push((SCOPE + 9, list));
            }
        }
        for at in sentence.first..end {
            let Some(hit) = doc.hit(at, Class::Agreement).filter(|_| !doc.quoted[at]) else {
                continue;
            };
            let kind = doc.value(hit);
            // A document with a name of its own may have a long title before the verb.
            let reach = if certainty(kind) > 1 { 20 } else { 12 };
            let near = signed.is_some_and(|signed| at.abs_diff(signed) <= reach);
            // `Kesepakatan itu tentang pengelolaan sampah`: signed on a visit.
            let of_it = told && opens && at <= sentence.first + 1;
            if !(near || signing && number < 12 || of_it) {
                continue;
            }
            last_named = number;
            let headlined = in_title.contains(&kind) && certainty(kind) > 0;
            // `kesepakatan bersama (MoU)`: what is written out is the document's name.
            let in_short = doc.mark(hit.end, '(')
                && doc
                    .hit(hit.end + 1, Class::Agreement)
                    .is_some_and(|short| doc.value(short) != kind);
            let score = certainty(kind)
                + 6 * i32::from(near)
                + 4 * i32::from(headlined || in_short && near)
                - number.min(12) as i32 / 2;
            if best.is_none_or(|(held, ..)| score > held) {
                best = Some((score, at, hit.end, kind));
            }
            // `Ruang lingkup kesepakatan bersama meliputi:` says more than the document's title.
            let scope = (sentence.first..at).any(|at| scopes(doc, at))
                || number > 0
                    && (hit.end..end.min(hit.end + 14))
                        .any(|at| doc.says_any(at, &["meliputi", "mencakup"]));
            let list = subject_list(doc, hit.end, end);
            if !list.is_empty() {
                let more = if scope && list.len() >= 2 { SCOPE } else { 0 };
                subjects.push((score + more + 2 * list.len().min(3) as i32, list));
            }
            let list = enumerated(doc, hit.end, end);
            if !list.is_empty() {
                subjects.push((score + if scope { SCOPE } else { 7 }, list));
            }
        }
    }
    let (score, first, end, kind) = best?;
    if score < 4 {
        return None;
    }
    if subjects.is_empty() {
        subjects.extend(lines(doc, end).map(|list| (0, list)));
    }
    if subjects.is_empty() {
        subjects.extend(of_fields(doc).map(|list| (0, list)));
    }
    if subjects.is_empty() {
        subjects.extend(spoken(doc).map(|list| (0, list)));
    }
    // `komitmen antikorupsi` says what it is about.
    if subjects.is_empty()
        && let Some(at) = (first..end).find(|at| doc.says(*at, "antikorupsi"))
    {
        subjects.push((0, vec![(at, at + 1)]));
    }
    subjects.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let list = subjects
        .into_iter()
        .next()
        .map(|(_, list)| list)
        .unwrap_or_default();
    Some(Agreement {
        kind: Found::at(kind.to_owned(), doc.span(first, end)),
        subjects: list
            .into_iter()
            .map(|(first, end)| {
                Found::at(
                    joined(doc.span(first, end).of(doc.text)),
                    doc.span(first, end),
                )
            })
            .collect(),
    })
}

/// A document's own name is more certain than the plain word.
fn certainty(kind: &str) -> i32 {
    match kind {
        "kerja sama" | "komitmen" | "kontrak" | "deklarasi" => 0,
        "kesepakatan" | "perjanjian" | "kesepahaman" | "rencana kerja" | "piagam" => 1,
        "berita acara" => 4,
        _ => 5,
    }
}

/// `nota kesepahaman itu, yakni:` and a list of items, each a subject.
fn enumerated(doc: &Doc<'_>, at: usize, end: usize) -> Vec<(usize, usize)> {
    let Some(colon) = (at..end.min(at + 20)).find(|at| doc.mark(*at, ':')) else {
        return Vec::new();
    };
    let mut subjects = Vec::new();
    for (first, end) in promise::items(doc, colon + 1) {
        // `Pemasangan alat perekam (tapping box) di hotel`: where and what it is called is no part of the matter.
        let end = (first + 2..end)
            .find(|at| doc.mark(*at, '('))
            .unwrap_or(end);
        let long = end - first > MOST_OF_ITEM;
        let acts = (first..end).any(|at| doc.cue(at, Cue::ItemAct));
        if long || acts {
            return Vec::new();
        }
        let joint = end > first && doc.says_any(end - 1, &["dan", "serta"]);
        push(doc, &mut subjects, first, end - usize::from(joint));
    }
    subjects
}

/// Lines of their own behind the agreement, each a field: `Bidang Pendidikan`.
fn lines(doc: &Doc<'_>, at: usize) -> Option<Vec<(usize, usize)>> {
    let number = doc.sentence_of[at.min(doc.len().checked_sub(1)?)];
    let behind = doc.sentences.get(number..)?.iter().take(12);
    let field = |sentence: &&Sentence| {
        sentence.end - sentence.first <= 6 && doc.says(sentence.first, "bidang")
    };
    let list: Vec<(usize, usize)> = behind
        .skip_while(|sentence| !field(sentence))
        .take_while(field)
        .map(|sentence| (sentence.first + 1, sentence.end))
        .filter(|(first, end)| first < end)
        .collect();
    (list.len() >= 2).then_some(list)
}

/// `Kerja sama itu dilakukan dalam berbagai bidang. Di antaranya pertanian, pariwisata, serta perencanaan`: in the next sentence.
fn of_fields(doc: &Doc<'_>) -> Option<Vec<(usize, usize)>> {
    const CLOSE: usize = 3;
    doc.sentences.windows(2).take(40).find_map(|pair| {
        let (sentence, next) = (pair[0], pair[1]);
        let close = sentence.end.saturating_sub(CLOSE + 1)..sentence.end;
        let fields = close
            .filter(|at| *at >= sentence.first)
            .any(|at| doc.says_any(at, &["bidang", "sektor", "aspek"]));
        let agreement = || {
            (sentence.first..sentence.end.min(sentence.first + 60))
                .any(|at| doc.hit(at, Class::Agreement).is_some())
        };
        if doc.quoted[next.first] || !fields || !agreement() {
            return None;
        }
        let cue = (next.first..next.first + 2).find(|at| doc.cue(*at, Cue::ListOpens))?;
        let list = covered(doc, cue, next.end);
        (!list.is_empty()).then_some(list)
    })
}

/// What direct speech says of the agreement, where nothing else does: `"Kerja sama ini terkait pelayanan publik, ..."`.
fn spoken(doc: &Doc<'_>) -> Option<Vec<(usize, usize)>> {
    doc.sentences.iter().take(60).find_map(|sentence| {
        let end = sentence.end.min(sentence.first + 150);
        let hit = (sentence.first..end)
            .filter(|at| doc.quoted[*at])
            .find_map(|at| doc.hit(at, Class::Agreement))?;
        let about = (hit.end..end.min(hit.end + 4)).find(|at| {
            doc.says_any(
                *at,
                &["tentang", "terkait", "mengenai", "meliputi", "mencakup"],
            )
        })?;
        let mut to = about + 1;
        while to < end.min(about + LONGEST) && !ends_unquoted(doc, to) {
            to += 1;
        }
        let list = split(doc, about + 1, to);
        (!list.is_empty()).then_some(list)
    })
}

/// `berencana menandatangani`, `penandatanganan paling lambat 13 Maret`: nothing is signed yet.
fn still_ahead(doc: &Doc<'_>, sentence: Sentence, at: usize) -> bool {
    const BEFORE: usize = 4;
    const BEHIND: usize = 14;
    // `sekolah yang sudah menandatangani pakta integritas`: it was signed before.
    let before = at > sentence.first + 1
        && doc.says_any(at - 1, &["sudah", "telah"])
        && doc.says(at - 2, "yang");
    before
        || (at.saturating_sub(BEFORE).max(sentence.first)..at)
            .any(|at| doc.cue(at, Cue::NotSignedYet))
        || (at..sentence.end.min(at + BEHIND)).any(|at| doc.cue(at, Cue::SignedLater))
}
