//! Who came, who did not, and who came in another's place.

use super::class::Class;
use super::doc::Doc;
use super::people::{Mention, People};
use super::reading::Attendance;
use super::speaker::Speakers;

/// How far behind a mention the words about its attendance may stand, in tokens.
const REACH: usize = 14;

/// What is known of somebody's attendance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Came {
    pub(super) attendance: Attendance,
    pub(super) represented_by: Option<usize>,
}

/// By person.
pub(super) fn attendance(doc: &Doc<'_>, people: &People, speakers: &Speakers) -> Vec<Came> {
    let mut came: Vec<Came> = (0..people.all.len())
        .map(|who| Came {
            attendance: guess(doc, people, who, speakers.has_spoken[who]),
            represented_by: None,
        })
        .collect();
    for at in 0..people.mentions.len() {
        let mention = people.mentions[at];
        if doc.quoted[mention.first] {
            continue;
        }
        judge(doc, people, at, &mut came);
    }
    came
}

/// Without words about it: whoever speaks or is named among those who came did come.
fn guess(doc: &Doc<'_>, people: &People, who: usize, has_spoken: bool) -> Attendance {
    let somebody = &people.all[who];
    let nation = somebody
        .post
        .as_ref()
        .is_some_and(|post| post.class == Class::PostNation);
    let former = somebody.post.as_ref().is_some_and(|post| post.former);
    let there = somebody
        .mentions
        .iter()
        .any(|at| is_there(doc, &people.mentions[*at], nation || former));
    if (has_spoken && !(nation && somebody.name.is_none())) || there {
        Attendance::Present
    } else {
        Attendance::Mentioned
    }
}

/// Whether a mention stands among those who came.
fn is_there(doc: &Doc<'_>, mention: &Mention, far: bool) -> bool {
    let sentence = doc.sentence_of[mention.first];
    let Some(range) = doc.sentences.get(sentence) else {
        return false;
    };
    if is_away(doc, mention) {
        return false;
    }
    if doc.quoted[mention.first] {
        // `saya membawa Kepala Dinas PUPR ke sini`
        let from = mention.first.saturating_sub(3);
        return (from..mention.first)
            .any(|at| doc.says_any(at, &["membawa", "bersama", "didampingi", "mengajak"]));
    }
    let from = range.first.max(mention.first.saturating_sub(60));
    let to = range.end.min(mention.end + 30);
    let listed = (from..to).any(|at| {
        !doc.quoted[at]
            && doc.is_any(
                at,
                Class::any(&[
                    Class::Came,
                    Class::TakesPlace,
                    Class::EventSigning,
                    Class::EventVisit,
                    Class::EventLaunch,
                ]),
            )
    });
    let opens = mention.first <= range.first + 4;
    listed || (!far && (opens || sentence < 2))
}

/// `arahan Presiden`, `visi Gubernur`, `kepada Bupati`: named as a source or an addressee.
fn is_away(doc: &Doc<'_>, mention: &Mention) -> bool {
    let from = mention.first.saturating_sub(2);
    (from..mention.first).any(|at| doc.is(at, Class::Away) && doc.same_sentence(at, mention.first))
}

fn judge(doc: &Doc<'_>, people: &People, at: usize, came: &mut [Came]) {
    let mention = people.mentions[at];
    let next = people.mentions.get(at + 1);
    let to = next
        .map_or(doc.len(), |next| next.first)
        .min(mention.end + REACH);
    for token in mention.end..to {
        if !doc.same_sentence(token, mention.first) || doc.quoted[token] {
            return;
        }
        if doc.hit(token, Class::Absent).is_some() && !negated_back(doc, token) {
            set_absent(doc, people, at, came);
        }
        if let Some(hit) = doc.hit(token, Class::Represented) {
            set_absent(doc, people, at, came);
            let deputy = next
                .filter(|next| next.first <= hit.end + 3 && doc.same_sentence(next.first, token));
            if let Some(deputy) = deputy {
                came[deputy.who].attendance = Attendance::Representing;
                came[mention.who].represented_by = Some(deputy.who);
            }
            return;
        }
        if let Some(hit) = doc.hit(token, Class::Represents) {
            let absent = next.filter(|next| next.first <= hit.end + 1 && next.who != mention.who);
            if let Some(absent) = absent {
                came[mention.who].attendance = Attendance::Representing;
                came[absent.who].attendance = Attendance::Absent;
                came[absent.who].represented_by = Some(mention.who);
            }
            return;
        }
    }
}

/// `tak hanya hadir`, `tidak ikut campur` mean something else.
fn negated_back(doc: &Doc<'_>, at: usize) -> bool {
    doc.says(at + 1, "hanya") || doc.says(at + 2, "campur") || doc.says(at + 2, "ketinggalan")
}

/// The person and those listed right before: `Bupati A dan Bupati B berhalangan hadir`.
fn set_absent(doc: &Doc<'_>, people: &People, at: usize, came: &mut [Came]) {
    let mut at = at;
    for _ in 0..12 {
        let who = people.mentions[at].who;
        if came[who].attendance != Attendance::Representing {
            came[who].attendance = Attendance::Absent;
        }
        let Some(before) = at.checked_sub(1) else {
            return;
        };
        let gap = people.mentions[before].end..people.mentions[at].first;
        let list = !gap.is_empty()
            && gap.len() <= 2
            && gap
                .clone()
                .all(|token| doc.says_any(token, &["dan", "serta", "maupun"]));
        if !list {
            return;
        }
        at = before;
    }
}
