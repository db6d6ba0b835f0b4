//! Who came, who did not, and who came in another's place.

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::people::{Mention, People};
use super::reading::Attendance;
use super::speaker::Speakers;

/// How far behind a mention the words about its attendance may stand, in tokens.
const REACH: usize = 14;
/// How far before `kepada` a word of handing something over may stand, in tokens.
const GIVEN: usize = 16;

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
    stand_ins(doc, people, &mut came);
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
    let kind = match (&somebody.name, nation) {
        (Some(_), false) => Kind::Local,
        (Some(_), true) => Kind::Nation,
        (None, _) => Kind::Office,
    };
    let mentions = || somebody.mentions.iter().map(|at| people.mentions[*at]);
    let there = mentions()
        .take(50)
        .any(|mention| is_there(doc, people, &mention, kind));
    // `Secara terpisah, ...`: speaks, and not there.
    let elsewhere = mentions()
        .next()
        .is_some_and(|mention| is_elsewhere(doc, mention.first));
    let spoke = has_spoken && !elsewhere && !(nation && somebody.name.is_none());
    if spoke || there {
        Attendance::Present
    } else {
        Attendance::Mentioned
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Named, with a post of a region or a body.
    Local,
    /// Named, with a post of the state.
    Nation,
    /// Not named.
    Office,
}

fn is_elsewhere(doc: &Doc<'_>, at: usize) -> bool {
    let Some(range) = doc.sentences.get(doc.sentence_of[at]) else {
        return false;
    };
    let to = range.end.min(range.first + 60);
    (range.first..to).any(|at| !doc.quoted[at] && doc.hit(at, Class::Elsewhere).is_some())
}

/// Whether a mention stands among those who came.
fn is_there(doc: &Doc<'_>, people: &People, mention: &Mention, kind: Kind) -> bool {
    let sentence = doc.sentence_of[mention.first];
    let Some(range) = doc.sentences.get(sentence) else {
        return false;
    };
    if is_away(doc, mention) || is_elsewhere(doc, mention.first) {
        return false;
    }
    if doc.quoted[mention.first] {
        // `saya membawa Kepala Dinas PUPR ke sini`
        let from = mention.first.saturating_sub(3);
        return (from..mention.first).any(|at| doc.cue(at, Cue::Brings));
    }
    let from = range.first.max(mention.first.saturating_sub(60));
    let to = range.end.min(mention.end + 30);
    let says =
        |classes: u128, to: usize| (from..to).any(|at| !doc.quoted[at] && doc.is_any(at, classes));
    if kind == Kind::Office {
        let near = mention.end.min(to);
        return says(Class::SurelyCame.bit(), near.max(mention.end))
            || attends(doc, behind_others(doc, people, mention));
    }
    const CAME: u128 = Class::any(&[
        Class::Came,
        Class::TakesPlace,
        Class::EventSigning,
        Class::EventVisit,
        Class::EventLaunch,
    ]);
    let opens = mention.first <= range.first + 4;
    let first = people
        .mentions
        .partition_point(|other| other.first < range.first);
    let listed = people.mentions[first..]
        .iter()
        .take(4)
        .filter(|other| other.first < range.end)
        .count()
        >= 3;
    says(CAME, to) || listed || (kind == Kind::Local && (opens || sentence < 2))
}

/// The token behind a mention and the offices that are joined to it: `Bupati Kaimana dan Bupati Fakfak | mengikuti rapat`.
fn behind_others(doc: &Doc<'_>, people: &People, mention: &Mention) -> usize {
    let mut end = mention.end;
    let index = people
        .mentions
        .partition_point(|other| other.first <= mention.first);
    for other in people.mentions[index..].iter().take(6) {
        let joint =
            (end..other.first).all(|at| doc.mark(at, ',') || doc.says_any(at, &["dan", "serta"]));
        if other.first > end + 2 || !joint || !doc.same_sentence(mention.first, other.first) {
            break;
        }
        end = other.end;
    }
    end
}

/// `... mengikuti rapat`, `... juga hadir`: those before did come.
fn attends(doc: &Doc<'_>, at: usize) -> bool {
    let at = at + usize::from(doc.says_any(at, &["juga", "yang"]));
    doc.cue(at, Cue::Attends)
}

/// `arahan Presiden`, `visi Gubernur`, `kepada Bupati`: named as a source or an addressee.
fn is_away(doc: &Doc<'_>, mention: &Mention) -> bool {
    let from = mention.first.saturating_sub(2);
    let away = |at: &usize| doc.is(*at, Class::Away) && doc.same_sentence(*at, mention.first);
    let Some(at) = (from..mention.first).find(away) else {
        return false;
    };
    // `laporan itu diserahkan kepada Ketua DPRD`: who is given something is there.
    let given = || {
        let from = at.saturating_sub(GIVEN);
        (from..at).any(|before| doc.cue(before, Cue::HandsOver) && doc.same_sentence(before, at))
    };
    !(doc.says(at, "kepada") && given())
}

/// `Tuan rumah diwakili Kepala Dinas Pariwisata`: whoever follows came for another, named or not.
fn stand_ins(doc: &Doc<'_>, people: &People, came: &mut [Came]) {
    for mention in &people.mentions {
        let from = mention.first.saturating_sub(5);
        let sent = (from..mention.first).any(|at| {
            doc.same_sentence(at, mention.first)
                && doc
                    .hit(at, Class::Represented)
                    .is_some_and(|hit| hit.end == mention.first || hit.end + 1 == mention.first)
                && !only_read_out(doc, at)
        });
        if sent && !doc.quoted[mention.first] {
            // `Pemkab Kudus diwakili Bupati`: the head stands for his own.
            let own = heads_own(people.all[mention.who].post.as_ref());
            came[mention.who].attendance = if own {
                Attendance::Present
            } else {
                Attendance::Representing
            };
        }
    }
}

/// `ikrar yang dibacakan Kadis Mukhtaruddin`: read aloud for nobody; `sambutan Bupati yang dibacakan Marlina` is read for him.
fn only_read_out(doc: &Doc<'_>, at: usize) -> bool {
    const NEAR: usize = 10;
    let read = (at..at + 2).any(|at| doc.says(at, "dibacakan"));
    let message = (at.saturating_sub(NEAR)..at + 2).any(|before| {
        let kind = ["sambutan", "pidato", "amanat"];
        kind.iter()
            .any(|kind| doc.str(before).to_lowercase().starts_with(kind))
            && doc.same_sentence(before, at)
    });
    read && !message
}

/// Whether nobody stands above this one in the own body.
fn heads_own(post: Option<&super::post::Post>) -> bool {
    let Some(post) = post else { return false };
    let head = matches!(
        post.class,
        Class::PostProvince | Class::PostRegency | Class::PostCity
    ) && !post.role.starts_with("Wakil ");
    head || matches!(
        post.role.as_str(),
        "Rektor" | "Direktur Utama" | "Ketua Umum"
    )
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
        // Another office, whose holder is nobody in particular: what follows is about that one.
        if doc.cap(token) && doc.hit_any(token, super::class::POSTS).is_some() {
            return;
        }
        // `..., sedangkan dari Pemkab Madiun diwakili ...`: somebody else is represented.
        if other_subject(doc, token, mention.end) {
            return;
        }
        // `Wali Kota Serang Syafrudin melalui Asisten III Kusna`
        let through = token == mention.end
            && doc.says(token, "melalui")
            && (people.all[mention.who].name.is_some()
                || heads_own(people.all[mention.who].post.as_ref()))
            && next
                .is_some_and(|next| next.first == token + 1 && people.all[next.who].name.is_some());
        if let Some(next) = next.filter(|_| through) {
            set_absent(doc, people, at, came);
            came[next.who].attendance = Attendance::Representing;
            came[mention.who].represented_by = Some(next.who);
            return;
        }
        if let Some(hit) = doc
            .hit(token, Class::Represented)
            .filter(|_| !only_read_out(doc, token))
            // A message of an office without a name only mentions it.
            .filter(|_| people.all[mention.who].name.is_some() || !doc.says(token + 1, "dibacakan"))
        {
            // `Gubernur A dan Kepala B yang diwakili C`: one is represented, and the one named last.
            if came[mention.who].attendance != Attendance::Representing {
                came[mention.who].attendance = Attendance::Absent;
            }
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

/// A new clause or a government or body of its own behind the mention.
fn other_subject(doc: &Doc<'_>, at: usize, from: usize) -> bool {
    const GOVERNMENTS: u128 = Class::any(&[
        Class::Government,
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
    ]);
    at > from && (doc.cue(at, Cue::NewSubject) || doc.cap(at) && doc.is_any(at, GOVERNMENTS))
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
