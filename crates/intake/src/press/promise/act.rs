//! The words of an act: where they begin and end, and whether they are one.

use super::super::class::Class;
use super::super::cue::Cue;
use super::super::doc::Doc;
use super::super::reading::Force;
use super::super::token::Kind;
use super::force::another;

/// The most tokens of an act.
const LONGEST_ACT: usize = 45;

pub(super) fn skip_so_that(doc: &Doc<'_>, mut at: usize, end: usize) -> usize {
    while at < end
        && (doc.is(at, Class::SoThat)
            || doc.mark(at, ',')
            || doc.says(at, "segera") && doc.is(at + 1, Class::SoThat))
    {
        at += 1;
    }
    at
}

/// Where the act's words end: at a reason, at who said it, at the next order, at the end of the passage.
pub(super) fn act_end(doc: &Doc<'_>, first: usize, end: usize, quoted: bool) -> usize {
    let limit = end.min(first + LONGEST_ACT);
    (first..limit)
        .find(|at| {
            let clause = doc.mark(*at, ',')
                && doc.is_any(at + 1, Class::any(&[Class::ActEnd, Class::ClauseEnd]));
            // `tambah` and `lanjut` are verbs of saying behind a comma alone.
            let said = doc.is(*at, Class::Said) && !(*at > first && doc.mark(*at - 1, ','));
            let reason = doc.is(*at, Class::ActEnd) && *at > first && !said;
            let stop = matches!(doc.str(*at), "." | "”" | "“" | "\"" | "!" | "?" | ";")
                || long_aside(doc, *at);
            let term = doc.says_any(*at, &["paling", "selambat-lambatnya"])
                && (doc.says(*at, "selambat-lambatnya") || doc.says(at + 1, "lambat"))
                && *at > first + 1;
            // `... yang disampaikannya dalam rapat`: of the event.
            let told = doc.says(*at, "yang") && doc.cue(*at + 1, Cue::ToldAt) && *at > first + 1;
            // `membagikan kajian, dan akan mengirim tenaga teknis`: the second act has a word of force of its own.
            let next = doc.says_any(*at, &["dan", "serta"])
                && doc.says_any(*at + 1, &["akan", "bakal"])
                && is_act_verb(doc, *at + 2);
            term || told
                || next
                || clause
                || reason
                || stop
                || doc.quoted[*at] != quoted
                || another(doc, *at)
        })
        .unwrap_or(limit)
}

/// A bracket that is no abbreviation: `(KKN)` goes on, `(tiga puluh juta rupiah)` does not.
fn long_aside(doc: &Doc<'_>, at: usize) -> bool {
    doc.mark(at, '(') && !(at + 2..at + 4).any(|at| doc.mark(at, ')'))
}

pub(super) fn tidy(doc: &Doc<'_>, mut first: usize, mut end: usize) -> (usize, usize) {
    if doc.says(first, "untuk") && doc.says_any(first + 1, &["itu", "ini"]) {
        first += 2;
    }
    // `berharap dengan adanya aplikasi ini, pelayanan semakin cepat`
    if doc.cue(first, Cue::ActMeans)
        && let Some(comma) = (first..end.min(first + 14)).find(|at| doc.mark(*at, ','))
        && comma + 3 < end
        && !(comma + 1..comma + 4)
            .any(|at| doc.mark(at, ',') && doc.says_any(at + 1, &["dan", "serta"]))
    {
        first = comma + 1;
    }
    while first < end
        && (!doc.word(first) && doc.tokens[first].kind != Kind::Number
            || doc.cue(first, Cue::ActFore))
    {
        first += 1;
    }
    while end > first
        && (matches!(doc.str(end - 1), "," | "." | "-" | "–" | ":" | "’")
            || doc.says_any(end - 1, &["dan", "serta"]))
    {
        end -= 1;
    }
    (first, end)
}

/// Enough words for an act, none of which tells that it is past or only points elsewhere.
pub(super) fn is_act(doc: &Doc<'_>, first: usize, end: usize, force: Force) -> bool {
    // `mengajak Kabupaten Indramayu bergabung`: of a wish one verb is enough.
    let least = if force == Force::Committed || !is_act_verb(doc, first) {
        2
    } else {
        1
    };
    if end < first + least {
        return false;
    }
    // `mudah-mudahan tahun depan sudah ada jalan`: of a wish it tells by when.
    let past = force == Force::Committed
        && (first..end.min(first + 5))
            .take_while(|at| !doc.says(*at, "yang"))
            .any(|at| doc.cue(at, Cue::ActPast));
    let pointer = end <= first + 3 && doc.cue(end - 1, Cue::Pointer);
    // Names alone are no act.
    let told = (first..end).any(|at| doc.word(at) && !doc.cap(at) && doc.str(at).len() > 3);
    !past && !pointer && told
}

/// A list of three acts or more, each with its verb, is one act each: `membangun A, membagi B, serta menyusun C`.
pub(super) fn split(doc: &Doc<'_>, first: usize, end: usize) -> Vec<(usize, usize)> {
    let joint = |at: usize| doc.says_any(at, &["dan", "serta"]);
    let verb = |at: usize| {
        let written = doc.str(at);
        (written.starts_with("me") || written.starts_with("ber")) && is_act_verb(doc, at)
    };
    let begins: Vec<(usize, usize)> = (first + 2..end)
        .filter_map(|at| match doc.mark(at, ',') {
            true => {
                let next = at + 1 + usize::from(joint(at + 1));
                verb(next).then_some((at, next))
            }
            false => (joint(at) && !doc.mark(at - 1, ',') && verb(at + 1)).then_some((at, at + 1)),
        })
        .collect();
    if begins.is_empty() || !verb(first) {
        return vec![(first, end)];
    }
    // Two acts are one each only where both say much, and the second needs no word of the first: `dan melaporkan hasilnya`.
    let pair = begins.len() == 1;
    let points_back = |at: usize| (at..at + 3).any(|at| doc.str(at).ends_with("nya"));
    if pair && begins.iter().any(|(_, next)| points_back(*next)) {
        return vec![(first, end)];
    }
    let least = if pair { 4 } else { 2 };
    let mut parts = Vec::with_capacity(begins.len() + 1);
    let mut from = first;
    for (stop, next) in begins {
        parts.push((from, stop));
        from = next;
    }
    parts.push((from, end));
    match parts.iter().all(|(first, end)| end - first >= least) {
        true => parts,
        false => vec![(first, end)],
    }
}

pub(in crate::press) fn is_act_verb(doc: &Doc<'_>, at: usize) -> bool {
    if !doc.word(at) || doc.cap(at) || doc.cue(at, Cue::NoActVerb) {
        return false;
    }
    let word = doc.str(at);
    // `adakan`, `umumkan`, and no nouns of a root in k: `pembentukan`, `kependidikan`.
    const NOUNS: [&str; 7] = ["pen", "pem", "peng", "pel", "pet", "kepe", "bu"];
    let noun = || NOUNS.iter().any(|prefix| word.starts_with(prefix));
    if doc.cue(at, Cue::BareVerb) || word.len() > 5 && word.ends_with("kan") && !noun() {
        return true;
    }
    let verb = ["me", "di", "ber", "ter", "mem"]
        .iter()
        .any(|prefix| word.starts_with(prefix))
        && word.len() > 5;
    verb && !word.starts_with("menteri") && !word.starts_with("dinas")
        || doc.cue(at, Cue::VerbHelper)
}

/// `dilibatkan`, `segera diperbaiki`: something is done to the subject.
pub(super) fn is_passive_verb(doc: &Doc<'_>, verb: usize) -> bool {
    let small = doc.cue(verb, Cue::PassiveHelper);
    let written = doc.str(verb + usize::from(small));
    (written.starts_with("di") || written.starts_with("ter")) && written.len() > 5
}
