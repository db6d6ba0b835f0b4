//! What kind of event a text reports.

use domain::gathering::GatheringKind;

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::reading::{Event, Span};

const KINDS: [(Class, GatheringKind); 7] = [
    (Class::EventSigning, GatheringKind::Signing),
    (Class::EventCoordination, GatheringKind::Coordination),
    (Class::EventVisit, GatheringKind::Visit),
    (Class::EventRetreat, GatheringKind::Retreat),
    (Class::EventLaunch, GatheringKind::Launch),
    (Class::EventDeliberation, GatheringKind::Deliberation),
    (Class::EventOther, GatheringKind::Other),
];

/// What a headline's or a first sentence's words weigh.
const STRONG: i32 = 5;

/// The kind whose words weigh most; a word in the headline or the first sentence weighs more than one below.
pub(super) fn event(doc: &Doc<'_>) -> Event {
    let mut weights = [0i32; KINDS.len()];
    let mut spans: [Option<Span>; KINDS.len()] = [None; KINDS.len()];
    let mut opens = false; // a signing in the headline or the first sentence
    let headlined = headline_signs(doc);
    let mut at = 0;
    while at < doc.len() {
        let weight = weight(doc, at);
        let classes = KINDS.iter().fold(0, |bits, (class, _)| bits | class.bit());
        let Some(hit) = doc.hit_any(at, classes).filter(|_| weight > 0) else {
            at += 1;
            continue;
        };
        let kind = KINDS
            .iter()
            .position(|(class, _)| *class == hit.class)
            .unwrap_or(KINDS.len() - 1);
        // `sebelum keduanya menandatangani`: it is not signed yet.
        let ahead = kind == 0
            && (at.saturating_sub(3)..at)
                .any(|before| doc.cue(before, Cue::NotSignedYet) && doc.same_sentence(before, at));
        if ahead {
            at = hit.end;
            continue;
        }
        // `sekolah yang sudah menandatangani`: it was signed before.
        let before = kind == 0
            && at > 1
            && doc.says_any(at - 1, &["sudah", "telah"])
            && doc.says(at - 2, "yang");
        if before {
            at = hit.end;
            continue;
        }
        // A kind's later words say little: the first few are counted.
        opens |= kind == 0 && weight >= 5;
        weights[kind] += if weights[kind] < 30 { weight } else { 0 };
        spans[kind].get_or_insert(doc.span(hit.first, hit.end));
        at = hit.end;
    }
    // A meeting whose headline is that something was signed is a signing.
    if headlined && weights[3] < STRONG {
        weights[0] += 8;
    }
    decide(weights, spans, opens)
}

fn decide(
    mut weights: [i32; KINDS.len()],
    spans: [Option<Span>; KINDS.len()],
    opens: bool,
) -> Event {
    // A signing or a launch is what a meeting or a visit was for.
    if weights[0] >= STRONG && opens {
        weights[0] += 3;
    }
    if weights[3] >= STRONG {
        weights[3] += 4;
    }
    let best = (0..KINDS.len())
        .max_by_key(|kind| (weights[*kind], std::cmp::Reverse(*kind)))
        .unwrap_or(0);
    if weights[best] < 2 {
        return Event {
            kind: GatheringKind::Other,
            spans: Vec::new(),
        };
    }
    Event {
        kind: KINDS[best].1,
        spans: spans[best].into_iter().collect(),
    }
}

/// Whether the headline tells that a document was signed.
fn headline_signs(doc: &Doc<'_>) -> bool {
    const LONGEST: usize = 40;
    let title = |at: &usize| doc.sentence_of[*at] == usize::MAX && doc.in_title(*at);
    let in_title = || (0..doc.len().min(LONGEST)).filter(title);
    let signs = in_title().any(|at| {
        doc.is(at, Class::EventSigning) && !(at > 0 && doc.cue(at - 1, Cue::NotSignedYet))
    });
    signs && in_title().any(|at| doc.hit(at, Class::Agreement).is_some())
}

fn weight(doc: &Doc<'_>, at: usize) -> i32 {
    if doc.quoted[at] {
        return 0;
    }
    match doc.sentence_of[at] {
        usize::MAX if doc.in_title(at) => 5,
        usize::MAX => 0,
        0 => 5,
        1 => 4,
        2 | 3 => 2,
        4..=40 => 1,
        _ => 0,
    }
}
